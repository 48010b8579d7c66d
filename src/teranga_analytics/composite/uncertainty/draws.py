"""From coordinates in [0, 1) to what each replication changes.

A replication is a point with one coordinate per variation. A choice is read off its coordinate;
a variation that needs many random numbers (noise on fifty weights) expands it by a counter-based
generator, so that equal coordinates always mean equal draws: what a Sobol design asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.uncertainty.checking import row_of
from teranga_analytics.composite.uncertainty.counters import as_counters, stream_key, uniforms
from teranga_analytics.composite.uncertainty.declaration import (
    Cells,
    OpenChoice,
    Removal,
    Study,
    WeightDirichlet,
    WeightNoise,
    WeightSets,
)

WeightVariation = WeightNoise | WeightDirichlet | WeightSets


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """What replications change, one row per replication.

    Parameters
    ----------
    choices
        Shape ``(n, n_open_choices)``: alternative taken.
    removed
        Shape ``(n, n_candidates)``: which candidates are left out.
    cells
        Shape ``(n, n_cells)``: value taken by each uncertain cell.
    coordinates
        Shape ``(n, n_variations)``.
    """

    choices: IntArray
    removed: BoolArray
    cells: IntArray
    coordinates: FloatArray


class Sampler:
    """Draws the replications of a study.

    Parameters
    ----------
    study
        A checked study.
    dataset, framework
        What it runs on.
    """

    def __init__(self, study: Study, dataset: Dataset, framework: Framework) -> None:
        self.study = study
        self.framework = framework
        self.candidates = tuple(
            code
            for variation in study.variations
            if isinstance(variation, Removal)
            for code in variation.nodes
        )
        cells = [c for v in study.variations if isinstance(v, Cells) for c in v.cells]
        self.cell_rows = np.array([row_of(cell, dataset) for cell in cells], dtype=np.intp)
        self.cell_columns = np.array([dataset.column[c.indicator] for c in cells], dtype=np.intp)
        levels = {
            meta.code: tuple(level.code for level in meta.levels) for meta in dataset.indicators
        }
        self.cell_values = [
            np.array(
                [np.nan if v is None else v for v in (cell.values or levels[cell.indicator])],
                dtype=np.float64,
            )
            for cell in cells
        ]
        self._keys = [stream_key(study.seed, n) for n in range(len(study.variations) + 1)]

    def coordinates(self, start: int, stop: int) -> FloatArray:
        """Coordinates of replications `start` to `stop`, shape ``(n, n_variations)``."""
        numbers = np.arange(start, stop, dtype=np.uint64)
        return uniforms(self._keys[-1], numbers, len(self.study.variations))

    def draw(self, coordinates: FloatArray) -> Draws:
        """Read what replications change, but for their weights, off their coordinates."""
        n = len(coordinates)
        choices = [np.empty((n, 0), dtype=np.intp)]
        removed = [np.empty((n, 0), dtype=np.bool_)]
        cells = [np.empty((n, 0), dtype=np.intp)]
        n_cells = 0
        for number, variation in enumerate(self.study.variations):
            column = coordinates[:, number]
            if isinstance(variation, OpenChoice):
                taken = picked(column, len(variation.changes), variation.probabilities)
                choices.append(taken[:, None])
            elif isinstance(variation, Removal):
                removed.append(self._removed(variation, number, column))
            elif isinstance(variation, Cells):
                numbers = self._numbers(number, column, len(variation.cells))
                known = self.cell_values[n_cells : n_cells + len(variation.cells)]
                n_cells += len(variation.cells)
                alike: dict[tuple[int, Sequence[float]], list[int]] = {}
                for place, (cell, values) in enumerate(zip(variation.cells, known, strict=True)):
                    alike.setdefault((len(values), tuple(cell.probabilities)), []).append(place)
                drawn: IntArray = np.empty(numbers.shape, dtype=np.intp)
                for (n_values, probabilities), places in alike.items():
                    drawn[:, places] = picked(numbers[:, places], n_values, probabilities)
                cells.append(drawn)
        return Draws(
            np.concatenate(choices, axis=1),
            np.concatenate(removed, axis=1),
            np.concatenate(cells, axis=1),
            coordinates,
        )

    @property
    def varies_weights(self) -> bool:
        """Whether some variation draws weights."""
        return any(isinstance(variation, WeightVariation) for variation in self.study.variations)

    def weights(self, stated: FloatArray, coordinates: FloatArray) -> FloatArray:
        """Draw weights around those stated.

        Parameters
        ----------
        stated
            Shape ``(n_nodes,)``; zero for the nodes left out.
        coordinates
            Shape ``(n, n_variations)``.

        Returns
        -------
        ndarray
            Shape ``(n, n_nodes)``, not rescaled.
        """
        weights = np.tile(stated, (len(coordinates), 1))
        for number, variation in enumerate(self.study.variations):
            column = coordinates[:, number]
            if isinstance(variation, WeightNoise):
                weights *= self._noise(variation, number, column)
            elif isinstance(variation, WeightDirichlet):
                self._draw_dirichlet(variation, number, column, weights)
            elif isinstance(variation, WeightSets):
                listed = self._listed(variation)
                taken = picked(column, len(listed), variation.probabilities)
                drawn = listed[taken]
                weights = np.where(np.isnan(drawn), weights, drawn)
        return weights

    def _numbers(self, number: int, column: FloatArray, n_columns: int) -> FloatArray:
        return uniforms(self._keys[number], as_counters(column), n_columns)

    def _removed(self, variation: Removal, number: int, column: FloatArray) -> BoolArray:
        n_candidates = len(variation.nodes)
        if variation.probability is None:
            return np.equal(picked(column, n_candidates)[:, None], np.arange(n_candidates))
        return np.less(self._numbers(number, column, n_candidates), variation.probability)

    def _noise(self, variation: WeightNoise, number: int, column: FloatArray) -> FloatArray:
        codes = self.framework.codes
        levels = self.framework.levels
        noisy = np.array(
            [
                (levels[code] in variation.levels or not variation.levels)
                and code not in self.framework.roots
                for code in codes
            ]
        )
        factors = np.ones((len(column), len(codes)))
        drawn = self._numbers(number, column, int(noisy.sum()))
        factors[:, noisy] = 1.0 + variation.share * (2.0 * drawn - 1.0)
        return factors

    def _draw_dirichlet(
        self, variation: WeightDirichlet, number: int, column: FloatArray, weights: FloatArray
    ) -> None:
        """Replace the weights of groups in place; a weight of zero stays zero."""
        numbers = self._numbers(number, column, len(self.framework.codes))
        for group in self.framework.groups:
            if variation.nodes and group.code not in variation.nodes:
                continue
            own = weights[:, group.children]
            total = own.sum(axis=1, keepdims=True)
            with np.errstate(invalid="ignore"):
                shares = np.where(total > 0, own / total, 0.0)
            wanted = variation.concentration
            shape = np.where(shares > 0, 1.0 if wanted is None else shares * wanted, 0.0)
            drawn = np.zeros_like(shape)
            present = shape > 0
            # A gamma variable of tiny shape rounds to zero: held just above, it keeps a sum.
            drawn[present] = np.maximum(
                scipy.special.gammaincinv(shape[present], numbers[:, group.children][present]),
                1e-300,
            )
            weights[:, group.children] = drawn

    def _listed(self, variation: WeightSets) -> FloatArray:
        position = self.framework.position
        listed = np.full((len(variation.sets), len(position)), np.nan)
        for number, weights in enumerate(variation.sets):
            for code, weight in weights.items():
                listed[number, position[code]] = weight
        return listed


def picked(coordinates: FloatArray, n_values: int, probabilities: Sequence[float] = ()) -> IntArray:
    """Pick a value by each coordinate.

    Parameters
    ----------
    coordinates
        Any shape, in [0, 1).
    n_values
        Number of values.
    probabilities
        Probability of each; equal by default.

    Returns
    -------
    ndarray
        The same shape: positions from 0.
    """
    if not probabilities:
        return np.minimum((coordinates * n_values).astype(np.intp), n_values - 1)
    reached = np.cumsum(probabilities)
    last = np.flatnonzero(np.asarray(probabilities) > 0)[-1]
    taken: IntArray = np.minimum(np.searchsorted(reached, coordinates, side="right"), last)
    return taken
