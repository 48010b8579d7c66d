"""Scores of many replications at once: a matrix product per node and distinct setting."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from teranga_analytics.composite.aggregation.by_node import aggregate
from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.uncertainty.cellwise import (
    cell_places,
    cell_scores,
    is_cellwise,
)
from teranga_analytics.composite.uncertainty.declaration import OpenChoice, Study
from teranga_analytics.composite.uncertainty.draws import Draws, Sampler
from teranga_analytics.composite.uncertainty.settings import Prepared, Setting, Settings
from teranga_analytics.composite.weights import rescale_weights

# Numbers held at once while scoring; bounds the memory of a block of replications.
_MOST_NUMBERS = 2_000_000


@dataclass(frozen=True)
class Failure:
    """Replications that gave no scores, and why.

    Parameters
    ----------
    reason
        What the step that failed said.
    n_replications
        How many failed for that reason.
    first
        Number of the first of them.
    choices
        Alternatives taken in that first one, in words.
    """

    reason: str
    n_replications: int
    first: int
    choices: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Block:
    """Scores of some replications.

    Parameters
    ----------
    scores
        Shape ``(n, n_nodes, n_rows)``; NaN where a unit or node has no score, and throughout
        where the replication failed.
    failed
        Shape ``(n,)``: whether the replication failed.
    failures
        Why replications failed.
    """

    scores: FloatArray
    failed: BoolArray
    failures: tuple[Failure, ...]


class Model:
    """An index whose declared choices are open: points in, scores out.

    Parameters
    ----------
    study
        A study that `study_problems` admits.
    pipeline, dataset, framework
        What it runs on.
    nodes
        Codes of the aggregates to score; the tops by default.
    memoise
        Keep what does not change between replications. Without, each replication runs every
        step of the pipeline again and is aggregated alone: the same numbers, slowly.
    """

    def __init__(
        self,
        study: Study,
        pipeline: Pipeline,
        dataset: Dataset,
        framework: Framework,
        *,
        nodes: Sequence[str] = (),
        memoise: bool = True,
    ) -> None:
        self.study = study
        self.dataset = dataset
        self.framework = framework
        self.nodes = tuple(nodes) or framework.roots
        self.memoise = memoise
        self.sampler = Sampler(study, dataset, framework)
        self.settings = Settings(study, pipeline, dataset, framework, memoise=memoise)
        uncertain = bool(self.sampler.cell_values)
        self._cellwise = memoise and uncertain and is_cellwise(self.settings, self.sampler)

    @property
    def block_size(self) -> int:
        """Replications scored together; depends on the data alone, never on who computes."""
        n_columns = self.dataset.values.shape[1] if self._cellwise else len(self.nodes) + 8
        size = _MOST_NUMBERS // (len(self.dataset.units) * n_columns)
        return int(np.clip(size, 64, 2048))

    def nominal(self) -> FloatArray:
        """Scores of the pipeline as it stands, shape ``(n_nodes, n_rows)``."""
        prepared = self.settings.prepared(self.settings.nominal)
        weights = self._stated(prepared)
        return self._placed(prepared, self._aggregated(prepared, prepared.values, weights))

    def run(self, start: int, stop: int) -> Block:
        """Score replications `start` to `stop` of the study."""
        return self.evaluate(self.sampler.coordinates(start, stop), start)

    def evaluate(self, coordinates: FloatArray, first: int = 0) -> Block:
        """Score replications given by their coordinates.

        Parameters
        ----------
        coordinates
            Shape ``(n, n_variations)``, in [0, 1).
        first
            Number of the first replication, for the record of failures.

        Returns
        -------
        Block
        """
        draws = self.sampler.draw(coordinates)
        shape = (len(coordinates), len(self.nodes), len(self.dataset.units))
        scores = np.full(shape, np.nan)
        reasons: dict[int, str] = {}
        choices = self.settings.canonical(draws.choices)
        groups = _alike(draws.removed) if self.memoise else np.arange(shape[0])[:, None]
        for members in groups:
            self._score_tree(members, draws, choices, scores, reasons)
        failed = np.zeros(len(scores), dtype=np.bool_)
        failed[list(reasons)] = True
        scores[failed] = np.nan
        return Block(scores, failed, self._failures(reasons, draws, first))

    def _score_tree(
        self,
        members: IntArray,
        draws: Draws,
        choices: IntArray,
        scores: FloatArray,
        reasons: dict[int, str],
    ) -> None:
        """Score the replications that leave out the same nodes."""
        left_out = draws.removed[members[0]]
        removed = tuple(np.array(self.sampler.candidates)[left_out]) if left_out.any() else ()
        drawn: dict[bytes, FloatArray] = {}
        varies = self.sampler.varies_weights
        distinct = choices[members]
        if not self._cellwise:
            distinct = np.concatenate([distinct, draws.cells[members]], axis=1)
        for part in _alike(distinct):
            rows = members[part]
            setting: Setting = tuple(choices[rows[0]].tolist())
            try:
                prepared = self._prepared(setting, removed, draws.cells[rows[0]])
                values = self._values(prepared, setting, draws.cells[rows])
                weights = prepared.weights if varies else self._stated(prepared)
            except ValueError as error:
                reasons.update(dict.fromkeys(rows.tolist(), _said(error)))
                continue
            if varies:
                key = prepared.weights.tobytes()
                if key not in drawn:
                    coordinates = draws.coordinates[members]
                    drawn[key] = self._drawn_weights(prepared, coordinates, members, reasons)
                weights = drawn[key][part]
            self._score(prepared, values, weights, rows, scores, reasons)

    def _prepared(self, setting: Setting, removed: tuple[str, ...], cells: IntArray) -> Prepared:
        if self._cellwise or not cells.size:
            return self.settings.prepared(setting, removed)
        values = self.dataset.values.copy()
        sampler = self.sampler
        taken = [known[number] for known, number in zip(sampler.cell_values, cells, strict=True)]
        values[sampler.cell_rows, sampler.cell_columns] = taken
        return self.settings.prepared(setting, removed, self.dataset.with_values(values))

    def _values(self, prepared: Prepared, setting: Setting, cells: IntArray) -> FloatArray:
        """Values to aggregate: one table, or one per replication where cells vary alone."""
        if not (self._cellwise and cells.size):
            return prepared.values
        scored = self.settings.remembered(
            ("cells", setting), lambda: cell_scores(self.settings, setting, self.sampler)
        )
        numbers, rows, columns = cell_places(prepared, self.dataset, self.sampler)
        # Units side by side in memory: sums over the children of a node run four times faster.
        table = np.ascontiguousarray(prepared.values.T)
        values = np.repeat(table[None], len(cells), axis=0).swapaxes(-1, -2)
        values[:, rows, columns] = scored[numbers, cells[:, numbers]]
        return values

    def _stated(self, prepared: Prepared) -> FloatArray:
        return rescale_weights(prepared.tree, prepared.weights[prepared.kept])

    def _drawn_weights(
        self,
        prepared: Prepared,
        coordinates: FloatArray,
        numbers: IntArray,
        reasons: dict[int, str],
    ) -> FloatArray:
        """Draw weights and rescale them, and note the replications where nothing weighs."""
        drawn = self.sampler.weights(prepared.weights, coordinates)[:, prepared.kept]
        for group in prepared.tree.groups:
            empty = drawn[:, group.children].sum(axis=1) == 0
            if empty.any():
                reason = f"weights: only zeros under {group.code}"
                reasons.update(dict.fromkeys(numbers[empty].tolist(), reason))
                drawn[np.ix_(empty, group.children)] = 1.0
        return rescale_weights(prepared.tree, drawn)

    def _score(
        self,
        prepared: Prepared,
        values: FloatArray,
        weights: FloatArray,
        rows: IntArray,
        scores: FloatArray,
        reasons: dict[int, str],
    ) -> None:
        """Aggregate; when a replication makes the batch fail, find it by halves."""
        try:
            scores[rows] = self._placed(prepared, self._aggregated(prepared, values, weights))
        except ValueError as error:
            if len(rows) == 1 or (values.ndim == 2 and weights.ndim == 1):
                reasons.update(dict.fromkeys(rows.tolist(), f"step aggregate: {error}"))
                return
            middle = len(rows) // 2
            for half in (slice(None, middle), slice(middle, None)):
                some = values if values.ndim == 2 else values[half]
                sets = weights if weights.ndim == 1 else weights[half]
                self._score(prepared, some, sets, rows[half], scores, reasons)

    def _aggregated(
        self, prepared: Prepared, values: FloatArray, weights: FloatArray
    ) -> FloatArray:
        return aggregate(
            values,
            prepared.tree,
            weights,
            prepared.operators,
            applicable=prepared.applicable,
            waves=prepared.waves,
            nodes=[code for code in self.nodes if code in prepared.tree.children],
        )

    def _placed(self, prepared: Prepared, found: FloatArray) -> FloatArray:
        """Put scores (..., rows, nodes) at their place in the source: (..., nodes, rows)."""
        turned = np.swapaxes(found, -1, -2)
        n_rows = len(self.dataset.units)
        present = [code in prepared.tree.children for code in self.nodes]
        if all(present) and len(prepared.rows) == n_rows:
            return turned
        placed = np.full((*found.shape[:-2], len(self.nodes), n_rows), np.nan)
        placed[..., np.flatnonzero(present)[:, None], prepared.rows] = turned
        return placed

    def _failures(self, reasons: dict[int, str], draws: Draws, first: int) -> tuple[Failure, ...]:
        counts = Counter(reasons.values())
        earliest: dict[str, int] = {}
        for number in sorted(reasons):
            earliest.setdefault(reasons[number], number)
        return tuple(
            Failure(reason, counts[reason], first + number, self.described(draws, number))
            for reason, number in earliest.items()
        )

    def described(self, draws: Draws, number: int) -> tuple[str, ...]:
        """Say in words which alternatives a replication took."""
        open_choices = [v for v in self.study.variations if isinstance(v, OpenChoice)]
        said = [
            f"{address} = {value!r}"
            for variation, taken in zip(open_choices, draws.choices[number], strict=True)
            for address, value in variation.changes[taken].items()
        ]
        left_out = np.array(self.sampler.candidates)[draws.removed[number]].tolist()
        return (*said, *(f"without {code}" for code in left_out))


def _said(error: ValueError) -> str:
    if isinstance(error, InvalidInputError):
        return "; ".join(str(problem) for problem in error.problems)
    return str(error)


def _alike(table: IntArray | BoolArray) -> Iterator[IntArray]:
    """Positions of the rows of a table that are the same, one array per distinct row."""
    labels = np.zeros(len(table), dtype=np.intp)
    for column in table.T:
        _, labels = np.unique(
            labels * (int(column.max(initial=0)) + 2) + column + 1, return_inverse=True
        )
    order = np.argsort(labels, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
