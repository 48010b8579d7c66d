"""Imputation of a unit from the units nearest to it."""

import numpy as np

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.normalisation.linear import min_max


def impute_nearest(values: FloatArray, *, n_neighbours: int = 5) -> FloatArray:
    """Fill a missing cell with the mean of the nearest units that have a value there.

    The distance between two units is the root mean square of their differences, each indicator
    put between 0 and 1, over the indicators both have. Units at the distance of the last
    neighbour all take part, so that the order of rows does not matter.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``; NaN where missing.
    n_neighbours
        Number of neighbours, from 1.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``; still NaN where no unit with a value shares an
        indicator with the unit.

    Raises
    ------
    ValueError
        If `n_neighbours` is below 1.

    References
    ----------
    .. [1] Troyanskaya, O. et al. (2001), Missing value estimation methods for DNA microarrays,
       Bioinformatics 17(6).
    """
    if n_neighbours < 1:
        raise ValueError(f"n_neighbours: wanted 1 or more, saw {n_neighbours}")
    distances = unit_distances(min_max(values, lower=0.0, upper=1.0))
    np.fill_diagonal(distances, np.inf)
    filled = values.copy()
    for row, column in np.argwhere(np.isnan(values)):
        far = np.where(np.isnan(values[:, column]), np.inf, distances[row])
        reachable = int(np.isfinite(far).sum())
        if reachable:
            last = np.sort(far)[min(n_neighbours, reachable) - 1]
            # Rounding must not tell equal distances apart.
            near = far <= last * (1 + 1e-12)
            filled[row, column] = values[near, column].mean()
    return filled


def unit_distances(positions: FloatArray) -> FloatArray:
    """Root mean square difference of units over shared indicators.

    Parameters
    ----------
    positions
        Shape ``(n_units, n_indicators)``, on one scale; NaN where missing.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_units)``; infinite for units that share no indicator.
    """
    shared = np.zeros((len(positions), len(positions)))
    squares = np.zeros_like(shared)
    for column in positions.T:
        gap = (column[:, None] - column) ** 2
        both = ~np.isnan(gap)
        shared += both
        squares += np.where(both, gap, 0.0)
    return np.sqrt(np.where(shared > 0, squares / np.maximum(shared, 1.0), np.inf))
