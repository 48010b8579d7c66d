"""What is counted over replications, block by block, and added up in the order of the blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from teranga_analytics.composite.arrays import FloatArray, IntArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.uncertainty.evaluation import Block, Failure, Model
from teranga_analytics.composite.uncertainty.ranks import SAME, count_ahead, count_ranks, rank_rows
from teranga_analytics.composite.uncertainty.spread import Grid, Spread


@dataclass(frozen=True, eq=False)
class ChangeRows:
    """Rows of the units present at two times.

    Parameters
    ----------
    before, after
        The times.
    units
        Units present at both.
    rows_before, rows_after
        Shape ``(n_units,)`` each.
    """

    before: float
    after: float
    units: tuple[str, ...]
    rows_before: IntArray
    rows_after: IntArray

    @classmethod
    def between(cls, dataset: Dataset, before: float, after: float) -> "ChangeRows":
        """Find the rows of the units present at both times."""
        rows = {
            (unit, time): row
            for row, (unit, time) in enumerate(
                zip(dataset.units, dataset.row_times.tolist(), strict=True)
            )
        }
        units = tuple(
            u for u in dict.fromkeys(dataset.units) if {(u, before), (u, after)} <= rows.keys()
        )
        return cls(
            before,
            after,
            units,
            np.array([rows[unit, before] for unit in units], dtype=np.intp),
            np.array([rows[unit, after] for unit in units], dtype=np.intp),
        )


@dataclass(frozen=True, eq=False)
class Grids:
    """Bins of scores and of changes, when they are not kept."""

    scores: Grid
    changes: tuple[Grid, ...]


class Tally:
    """Running counts of scores, ranks, comparisons, changes and failures.

    Parameters
    ----------
    model
        The model.
    changes
        Changes to follow.
    grids
        Bins; without, scores are kept.
    """

    def __init__(
        self, model: Model, changes: tuple[ChangeRows, ...], grids: Grids | None = None
    ) -> None:
        n_nodes, n_rows = len(model.nodes), len(model.dataset.units)
        self._waves = model.dataset.waves
        self._changes = changes
        self.n_replications = 0
        self.scores = Spread(n_nodes * n_rows, None if grids is None else grids.scores)
        self.rank_counts = np.zeros((n_nodes, n_rows, n_rows + 1), dtype=np.intp)
        # While scores are kept, who is ahead of whom can be counted when somebody asks.
        self.ahead = None if grids is None else np.zeros((n_nodes, n_rows, n_rows), dtype=np.intp)
        self.changes = tuple(
            Spread(n_nodes * len(rows.units), None if grids is None else grids.changes[number])
            for number, rows in enumerate(changes)
        )
        self.failures: dict[str, Failure] = {}

    def add(self, block: Block) -> None:
        """Add a block of replications."""
        self.n_replications += len(block.scores)
        self.failures = gathered(self.failures, block.failures)
        scores = block.scores[~block.failed] if block.failures else block.scores
        self.scores.add(scores.reshape(len(scores), self.scores.total.size))
        ranks = rank_rows(scores, self._waves)
        self.rank_counts += count_ranks(ranks)
        if self.ahead is not None:
            for node in range(scores.shape[1]):
                for rows in self._waves:
                    self.ahead[node][np.ix_(rows, rows)] += count_ahead(ranks[:, node, rows])
        for spread, changed in zip(self.changes, change_blocks(scores, self._changes), strict=True):
            spread.add(changed)

    def merge(self, other: "Tally") -> None:
        """Add what the next block has counted."""
        self.n_replications += other.n_replications
        self.failures = gathered(self.failures, tuple(other.failures.values()))
        self.scores.merge(other.scores)
        self.rank_counts += other.rank_counts
        if self.ahead is not None and other.ahead is not None:
            self.ahead += other.ahead
        for mine, theirs in zip(self.changes, other.changes, strict=True):
            mine.merge(theirs)


def gathered(known: Mapping[str, Failure], found: Sequence[Failure]) -> dict[str, Failure]:
    """Add up failures for the same reason; the first replication is kept as the example."""
    failures = dict(known)
    for failure in found:
        before = failures.get(failure.reason)
        n = failure.n_replications + (0 if before is None else before.n_replications)
        failures[failure.reason] = replace(before or failure, n_replications=n)
    return failures


def change_blocks(scores: FloatArray, changes: tuple[ChangeRows, ...]) -> list[FloatArray]:
    """Change of each score between two times, both of the same replication.

    Parameters
    ----------
    scores
        Shape ``(n, n_nodes, n_rows)``.
    changes
        Rows of each change.

    Returns
    -------
    list of ndarray
        Shape ``(n, n_nodes * n_units)`` each.
    """
    blocks = []
    for rows in changes:
        before, after = scores[..., rows.rows_before], scores[..., rows.rows_after]
        change = after - before
        # Rounding is no rise.
        change[np.abs(change) <= SAME * np.maximum(np.abs(before), np.abs(after))] = 0.0
        blocks.append(change.reshape(len(scores), -1))
    return blocks
