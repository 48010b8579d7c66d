"""Running a pipeline: every step keeps its result, its notes and its provenance."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from teranga_analytics.composite.aggregation.by_node import imputed_shares
from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.fingerprint import input_hash
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.normalisation.ranks import scores_to_ranks, without_rounding
from teranga_analytics.composite.pipeline.checking import STEP_KINDS, pipeline_problems
from teranga_analytics.composite.pipeline.contract import State
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.problems import refuse_if_any
from teranga_analytics.composite.weights import rescale_weights


class StepError(ValueError):
    """A step that could not do its work on the data it received.

    Parameters
    ----------
    number
        Number of the step, from 1.
    step
        The step.
    reason
        What it said.
    """

    def __init__(self, number: int, step: Step, reason: str) -> None:
        self.number = number
        self.step = step
        self.reason = reason
        super().__init__(f"step {number}, {step.step} {step.method}".rstrip() + f": {reason}")


@dataclass(frozen=True)
class StepResult:
    """What one step gave.

    Parameters
    ----------
    number
        Number of the step, from 1.
    step
        The step.
    dataset
        Data after the step.
    notes
        Plain sentences for the reader.
    details
        Record of how the result came about, when the step keeps one.
    """

    number: int
    step: Step
    dataset: Dataset
    notes: tuple[str, ...]
    details: object


@dataclass(frozen=True)
class IndexResult:
    """Scores of an index and everything they rest on.

    Parameters
    ----------
    pipeline
        The pipeline.
    framework
        The tree.
    source
        The data at the start.
    steps
        Result of each step.
    dataset
        Data that were aggregated: normalised scores of the indicators, units screened.
    weights
        Shape ``(n_nodes,)``, rescaled.
    scores
        Shape ``(n_rows, n_nodes)`` in the order of `Framework.codes`: indicators then
        aggregates.
    """

    pipeline: Pipeline
    framework: Framework
    source: Dataset
    steps: tuple[StepResult, ...]
    dataset: Dataset
    weights: FloatArray
    scores: FloatArray

    @property
    def units(self) -> tuple[str, ...]:
        """Unit of each row."""
        return self.dataset.units

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes of all steps, each under the number and kind of its step."""
        return tuple(
            f"{result.number} {result.step.step}: {note}"
            for result in self.steps
            for note in result.notes
        )

    @cached_property
    def pipeline_hash(self) -> str:
        """SHA-256 of the pipeline."""
        return self.pipeline.hash

    @cached_property
    def input_hash(self) -> str:
        """SHA-256 of the data and framework at the start."""
        return input_hash(self.source, self.framework)

    def of(self, code: str) -> FloatArray:
        """Scores of one node, shape ``(n_rows,)``.

        Raises
        ------
        ValueError
            If the code is not in the framework.
        """
        if code not in self.framework.position:
            raise ValueError(f"code: wanted a node of the framework, saw {code!r}")
        scores: FloatArray = self.scores[:, self.framework.position[code]]
        return scores

    @cached_property
    def ranks(self) -> FloatArray:
        """Shape ``(n_rows, n_nodes)``: 1 is the best of its wave, ties share the smallest rank.

        Indicators are ranked as they are. Scores of aggregates are sums, whose last digits
        depend on the order of summation: those that differ by rounding alone are equal.
        """
        n_indicators = len(self.framework.indicators)
        ranks = np.empty_like(self.scores)
        for rows in self.dataset.waves:
            scores = self.scores[rows]
            scores[:, n_indicators:] = without_rounding(scores[:, n_indicators:], axis=0)
            ranks[rows] = scores_to_ranks(scores)
        return ranks

    @cached_property
    def imputed_share(self) -> FloatArray:
        """Shape ``(n_rows, n_nodes)``: share of the weight of each score on imputed cells."""
        imputed = self.dataset.columns(self.framework.indicators).imputed
        above = imputed_shares(imputed, self.framework, self.weights)
        return np.concatenate([imputed.astype(np.float64), above], axis=1)

    @cached_property
    def observed_share(self) -> FloatArray:
        """Shape ``(n_rows, n_nodes)``: share of the applicable indicators below that were observed.

        Imputed cells are not observed; cells without object do not count; NaN where no indicator
        applies.
        """
        table = self.dataset.columns(self.framework.indicators)
        observed = ~np.isnan(table.values) & ~table.imputed & table.applicable
        members = np.array(
            [
                np.isin(self.framework.indicators, self.framework.indicators_below(code))
                for code in self.framework.codes
            ],
            dtype=np.float64,
        )
        wanted = table.applicable.astype(np.float64) @ members.T
        with np.errstate(invalid="ignore"):
            shares: FloatArray = np.where(
                wanted > 0, observed.astype(np.float64) @ members.T / wanted, np.nan
            )
        return shares


def build_index(
    pipeline: Pipeline,
    dataset: Dataset,
    framework: Framework,
) -> IndexResult:
    """Check a pipeline, run it, and keep the result of every step.

    Parameters
    ----------
    pipeline
        Steps, the last of which aggregates.
    dataset
        Units by indicators. Indicators outside the framework go through the steps but are not
        aggregated.
    framework
        The tree.

    Returns
    -------
    IndexResult

    Raises
    ------
    InvalidInputError
        With every problem found before anything runs.
    StepError
        If a step refuses the data it receives.
    """
    refuse_if_any(pipeline_problems(pipeline, dataset, framework))
    state = State(dataset, framework, framework.weights)
    results = []
    for number, step in enumerate(pipeline.steps, start=1):
        try:
            outcome = STEP_KINDS[step.step].run(state, step, **step.options)
        except ValueError as error:
            raise StepError(number, step, str(error)) from error
        state = outcome.state
        results.append(StepResult(number, step, state.dataset, outcome.notes, outcome.details))
    values = state.dataset.columns(framework.indicators).values
    weights = rescale_weights(framework, state.weights)
    if state.scores is None:
        raise ValueError("pipeline: wanted aggregate as the last step, saw none")
    return IndexResult(
        pipeline=pipeline,
        framework=framework,
        source=dataset,
        steps=tuple(results),
        dataset=state.dataset,
        weights=weights,
        scores=np.concatenate([values, state.scores], axis=1),
    )
