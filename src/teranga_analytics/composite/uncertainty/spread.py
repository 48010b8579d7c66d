"""Distribution of scores over replications: exact while they fit in memory, binned beyond."""

from dataclasses import dataclass

import numpy as np

from teranga_analytics.composite.arrays import FloatArray, IntArray

# Bins over the range seen in a first block of replications; as many again on each side.
N_BINS = 2048


@dataclass(frozen=True, eq=False)
class Grid:
    """Bins in which numbers are counted when they are too many to be kept.

    Parameters
    ----------
    low
        Shape ``(n_cells,)``: start of the first bin.
    width
        Shape ``(n_cells,)``: width of a bin.
    """

    low: FloatArray
    width: FloatArray

    @classmethod
    def around(cls, numbers: FloatArray) -> "Grid":
        """Lay bins around a first block of numbers, shape ``(n, n_cells)``."""
        least = np.fmin.reduce(numbers, axis=0, initial=np.inf)
        most = np.fmax.reduce(numbers, axis=0, initial=-np.inf)
        least, most = (np.where(np.isinf(ends), 0.0, ends) for ends in (least, most))
        # Numbers closer than rounding share a bin: a narrower one could have no width at all.
        narrowest = 1e-12 * np.maximum(1, np.abs(most))
        width = np.maximum((most - least) / N_BINS, narrowest)
        return cls(least - N_BINS * width, width)


class Spread:
    """Running distribution of many numbers over replications.

    Parameters
    ----------
    n_cells
        Numbers per replication.
    grid
        Bins; without, all numbers are kept and quantiles are exact.
    """

    def __init__(self, n_cells: int, grid: Grid | None = None) -> None:
        self.grid = grid
        self.total = np.zeros(n_cells)
        self.n_present = np.zeros(n_cells, dtype=np.intp)
        self.n_above_zero = np.zeros(n_cells, dtype=np.intp)
        self.n_below_zero = np.zeros(n_cells, dtype=np.intp)
        self.least = np.full(n_cells, np.inf)
        self.most = np.full(n_cells, -np.inf)
        self._kept: list[FloatArray] = []
        # A bin below and one above the grid.
        self._counts = None if grid is None else np.zeros((n_cells, 3 * N_BINS + 2), np.uint32)

    def add(self, numbers: FloatArray) -> None:
        """Add a block of replications, shape ``(n, n_cells)``; NaN where missing."""
        present = ~np.isnan(numbers)
        whole = bool(present.all())
        filled = numbers if whole else np.where(present, numbers, 0.0)
        self.total += filled.sum(axis=0)
        self.n_present += len(numbers) if whole else present.sum(axis=0)
        self.n_above_zero += (filled > 0).sum(axis=0)
        self.n_below_zero += (filled < 0).sum(axis=0)
        self.least = np.fmin(self.least, np.fmin.reduce(numbers, axis=0, initial=np.inf))
        self.most = np.fmax(self.most, np.fmax.reduce(numbers, axis=0, initial=-np.inf))
        if self.grid is None or self._counts is None:
            self._kept.append(numbers)
            return
        places = np.floor((filled - self.grid.low) / self.grid.width) + 1
        bins = np.clip(places, 0, 3 * N_BINS + 1).astype(np.intp)
        for cell in range(len(self.total)):
            column = bins[:, cell] if whole else bins[present[:, cell], cell]
            self._counts[cell] += np.bincount(column, minlength=3 * N_BINS + 2).astype(np.uint32)

    def merge(self, other: "Spread") -> None:
        """Add what another one has counted; the order of merging is that of the blocks."""
        self.total += other.total
        for name in ("n_present", "n_above_zero", "n_below_zero"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.least = np.fmin(self.least, other.least)
        self.most = np.fmax(self.most, other.most)
        self._kept.extend(other._kept)
        if self._counts is not None and other._counts is not None:
            self._counts += other._counts

    @property
    def numbers(self) -> FloatArray | None:
        """All numbers, shape ``(n, n_cells)``; None when they were binned."""
        if self.grid is not None:
            return None
        return np.concatenate(self._kept) if self._kept else np.empty((0, len(self.total)))

    @property
    def mean(self) -> FloatArray:
        """Shape ``(n_cells,)``; NaN where never present."""
        with np.errstate(invalid="ignore"):
            means: FloatArray = self.total / np.where(self.n_present > 0, self.n_present, np.nan)
        return means

    @property
    def precision(self) -> FloatArray:
        """Shape ``(n_cells,)``: how far a quantile may be from the exact one; 0 when exact."""
        if self.grid is None:
            return np.zeros(len(self.total))
        high = self.grid.low + 3 * N_BINS * self.grid.width
        off_grid = np.maximum(self.grid.low - self.least, self.most - high)
        return np.where(self.n_present > 0, np.maximum(self.grid.width, off_grid), np.nan)

    def quantiles(self, shares: list[float]) -> FloatArray:
        """Quantiles (definition 7), shape ``(n_shares, n_cells)``; NaN where never present."""
        numbers = self.numbers
        if numbers is not None:
            return _exact_quantiles(numbers, self.n_present, shares)
        return np.stack([self._binned_quantile(share) for share in shares])

    def _binned_quantile(self, share: float) -> FloatArray:
        last = np.maximum(self.n_present - 1, 0)
        position = last * share
        below = np.floor(position)
        low = self._binned_order(below)
        high = self._binned_order(np.minimum(below + 1, last))
        return np.where(self.n_present > 0, low + (position - below) * (high - low), np.nan)

    def _binned_order(self, order: FloatArray) -> FloatArray:
        """Place the numbers of a given order in their bins, evenly spread."""
        if self.grid is None or self._counts is None:
            raise ValueError("grid: wanted bins, saw none")
        reached = np.cumsum(self._counts, axis=1, dtype=np.int64)
        place = (reached > order[:, None]).argmax(axis=1)
        cells = np.arange(len(place))
        before = np.where(place > 0, reached[cells, np.maximum(place - 1, 0)], 0)
        inside = np.maximum(self._counts[cells, place], 1)
        start = self.grid.low + (place - 1) * self.grid.width
        low = np.where(place == 0, self.least, start)
        high = np.where(place == 3 * N_BINS + 1, self.most, start + self.grid.width)
        with np.errstate(invalid="ignore"):  # a number never present has infinite ends
            numbers = low + (high - low) * (order - before + 0.5) / inside
        held: FloatArray = np.clip(numbers, self.least, self.most)
        return held


def _exact_quantiles(numbers: FloatArray, n_present: IntArray, shares: list[float]) -> FloatArray:
    if not len(numbers):
        return np.full((len(shares), numbers.shape[1]), np.nan)
    ordered = np.sort(numbers.T, axis=1)  # missing numbers come last
    last = np.maximum(n_present - 1, 0)
    cells = np.arange(len(last))
    found = []
    for share in shares:
        position = last * share
        below = np.floor(position).astype(np.intp)
        low, high = ordered[cells, below], ordered[cells, np.minimum(below + 1, last)]
        found.append(low + (position - below) * (high - low))
    return np.stack(found)
