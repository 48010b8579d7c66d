"""What a study of uncertainty says: intervals of scores and ranks, probabilities of orders."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from teranga_analytics.composite.arrays import FloatArray, IntArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.fingerprint import input_hash
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.uncertainty.declaration import Study
from teranga_analytics.composite.uncertainty.evaluation import Failure, Model
from teranga_analytics.composite.uncertainty.ranks import (
    count_ahead,
    rank_mean,
    rank_quantiles,
    rank_rows,
)
from teranga_analytics.composite.uncertainty.spread import Spread
from teranga_analytics.composite.uncertainty.tally import ChangeRows, Tally


@dataclass(frozen=True)
class Interval:
    """Distribution of some numbers over replications, shape ``(n_nodes, n_rows)`` each.

    Parameters
    ----------
    nominal
        Value of the pipeline as it stands.
    mean, median
        Over the replications that give a value; NaN where none does.
    low, high
        Ends of the interval (definition 7 of quantiles).
    precision
        How far median and ends may be from the exact quantiles; 0 when exact.
    """

    nominal: FloatArray
    mean: FloatArray
    median: FloatArray
    low: FloatArray
    high: FloatArray
    precision: FloatArray


@dataclass(frozen=True)
class ChangeUncertainty:
    """Uncertainty of the change of scores between two times, drawn together.

    Parameters
    ----------
    before, after
        The times.
    units
        Units present at both.
    nodes
        Codes of the nodes.
    change
        Score after less score before, shape ``(n_nodes, n_units)`` each.
    probability_rise, probability_fall
        Same shape. Shares of the replications; what is missing to one is no change.
    """

    before: float
    after: float
    units: tuple[str, ...]
    nodes: tuple[str, ...]
    change: Interval
    probability_rise: FloatArray
    probability_fall: FloatArray


@dataclass(frozen=True)
class UncertaintyResult:
    """What replications say of an index.

    Parameters
    ----------
    dataset
        The data: arrays have one row per row of the data.
    nodes
        Codes of the nodes, in the order of the first axis of every array.
    interval
        Probability covered by intervals.
    scores, ranks
        Distributions; rank 1 is the best of its wave, ties share the smallest rank.
    n_replications, n_failed
        Replications asked for, and those that gave no scores.
    failures
        Why they failed; statistics rest on the others.
    n_scored
        Shape ``(n_nodes, n_rows)``: replications that give a score.
    rank_counts
        Shape ``(n_nodes, n_rows, n_rows + 1)``: how often each rank is taken; the first count
        is that of missing scores.
    changes
        One per change asked for.
    study, pipeline, framework
        What was run; with the data, they give the same numbers again.
    replications
        Shape ``(n, n_nodes, n_rows)``: the scores themselves, failed replications left out;
        None when they were too many to keep.
    """

    dataset: Dataset
    nodes: tuple[str, ...]
    interval: float
    scores: Interval
    ranks: Interval
    n_replications: int
    n_failed: int
    failures: tuple[Failure, ...]
    n_scored: IntArray
    rank_counts: IntArray
    changes: tuple[ChangeUncertainty, ...]
    study: Study
    pipeline: Pipeline
    framework: Framework
    replications: FloatArray | None
    counted_ahead: IntArray | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """Unit of each row."""
        return self.dataset.units

    @cached_property
    def study_hash(self) -> str:
        """SHA-256 of the study, its seed included."""
        return self.study.hash

    @cached_property
    def pipeline_hash(self) -> str:
        """SHA-256 of the pipeline as it stands."""
        return self.pipeline.hash

    @cached_property
    def input_hash(self) -> str:
        """SHA-256 of the data and framework."""
        return input_hash(self.dataset, self.framework)

    @property
    def n_used(self) -> int:
        """Replications on which the statistics rest."""
        return self.n_replications - self.n_failed

    def node(self, code: str | None = None) -> int:
        """Position of a node; the first one by default.

        Raises
        ------
        ValueError
            If the node was not studied.
        """
        if code is None:
            return 0
        if code not in self.nodes:
            raise ValueError(f"code: wanted one of {', '.join(self.nodes)}, saw {code!r}")
        return self.nodes.index(code)

    @cached_property
    def ahead(self) -> IntArray:
        """Shape ``(n_nodes, n_rows, n_rows)``: how often each row ranks ahead of each other.

        Only rows of the same wave meet.
        """
        if self.counted_ahead is not None:
            return self.counted_ahead
        if self.replications is None:
            raise ValueError("replications: wanted them kept or counted, saw neither")
        n_rows = len(self.units)
        counts = np.zeros((len(self.nodes), n_rows, n_rows), dtype=np.intp)
        ranks = rank_rows(self.replications, self.dataset.waves)
        for node in range(len(self.nodes)):
            for rows in self.dataset.waves:
                counts[node][np.ix_(rows, rows)] = count_ahead(ranks[:, node, rows])
        return counts

    def probability_ahead(self, code: str | None = None) -> FloatArray:
        """Probability that each unit ranks strictly ahead of each other.

        Parameters
        ----------
        code
            Node; the first one by default.

        Returns
        -------
        ndarray
            Shape ``(n_rows, n_rows)``, row against column; a tie is ahead for neither, and a
            unit without score is ahead of nobody. NaN when every replication failed.
        """
        ahead: FloatArray = self.ahead[self.node(code)] / _or_missing(self.n_used)
        return ahead

    def probability_top(self, n_first: int, code: str | None = None) -> FloatArray:
        """Probability of a rank among the first ones.

        Parameters
        ----------
        n_first
            Number of ranks counted as the top, from 1.
        code
            Node; the first one by default.

        Returns
        -------
        ndarray
            Shape ``(n_rows,)``.

        Raises
        ------
        ValueError
            If `n_first` is below 1.
        """
        if n_first < 1:
            raise ValueError(f"n_first: wanted a whole number from 1, saw {n_first}")
        counts = self.rank_counts[self.node(code)]
        top: FloatArray = counts[:, 1 : n_first + 1].sum(axis=1) / _or_missing(self.n_used)
        return top


def _or_missing(number: int) -> float:
    return float(number) if number else np.nan


def summarise(
    model: Model,
    tally: Tally,
    changes: tuple[ChangeRows, ...],
    nominal: FloatArray,
) -> UncertaintyResult:
    """Turn counts into a result.

    Parameters
    ----------
    model
        The model.
    tally
        Counts over all replications.
    changes
        Changes followed.
    nominal
        Shape ``(n_nodes, n_rows)``: scores of the pipeline as it stands.

    Returns
    -------
    UncertaintyResult
    """
    study, shape = model.study, nominal.shape
    tail = (1 - study.interval) / 2
    counts = tally.rank_counts
    ranks = rank_rows(nominal, model.dataset.waves).astype(np.float64)
    low, median, high = (rank_quantiles(counts, share) for share in (tail, 0.5, 1 - tail))
    n_failed = sum(failure.n_replications for failure in tally.failures.values())
    numbers = tally.scores.numbers
    return UncertaintyResult(
        dataset=model.dataset,
        nodes=model.nodes,
        interval=study.interval,
        scores=_interval(tally.scores, nominal, tail),
        ranks=Interval(
            nominal=np.where(ranks > 0, ranks, np.nan),
            mean=rank_mean(counts),
            median=median,
            low=low,
            high=high,
            precision=np.zeros(shape),
        ),
        n_replications=tally.n_replications,
        n_failed=n_failed,
        failures=tuple(tally.failures.values()),
        n_scored=tally.scores.n_present.reshape(shape),
        rank_counts=counts,
        changes=tuple(
            _change(model, rows, spread, nominal, tail)
            for rows, spread in zip(changes, tally.changes, strict=True)
        ),
        study=study,
        pipeline=model.settings.pipeline,
        framework=model.framework,
        replications=None if numbers is None else numbers.reshape(-1, *shape),
        counted_ahead=tally.ahead,
    )


def _interval(spread: Spread, nominal: FloatArray, tail: float) -> Interval:
    low, median, high = spread.quantiles([tail, 0.5, 1 - tail])
    shape = nominal.shape
    return Interval(
        nominal=nominal,
        mean=spread.mean.reshape(shape),
        median=median.reshape(shape),
        low=low.reshape(shape),
        high=high.reshape(shape),
        precision=spread.precision.reshape(shape),
    )


def _change(
    model: Model, rows: ChangeRows, spread: Spread, nominal: FloatArray, tail: float
) -> ChangeUncertainty:
    change = nominal[:, rows.rows_after] - nominal[:, rows.rows_before]
    n_present = np.where(spread.n_present > 0, spread.n_present, np.nan)
    return ChangeUncertainty(
        before=rows.before,
        after=rows.after,
        units=rows.units,
        nodes=model.nodes,
        change=_interval(spread, change, tail),
        probability_rise=(spread.n_above_zero / n_present).reshape(change.shape),
        probability_fall=(spread.n_below_zero / n_present).reshape(change.shape),
    )
