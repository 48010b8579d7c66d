"""Imputation of a unit from its own other indicators within a part of the framework."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from teranga_analytics.composite.arrays import FloatArray, IntArray
from teranga_analytics.composite.imputation.columns import column_mean, column_median
from teranga_analytics.composite.normalisation.linear import extremes

Statistic = Literal["mean", "median"]


def impute_from_siblings(
    values: FloatArray,
    *,
    directions: FloatArray,
    sets: Sequence[IntArray],
    statistic: Statistic = "mean",
    normalise: bool = True,
) -> FloatArray:
    """Fill a missing cell with the average position of the unit on the sibling indicators.

    Indicators are first turned by direction and put between 0 and 1 by min-max, so that the
    average has a meaning; the result is brought back to the unit of the indicator.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``; NaN where missing.
    directions
        Shape ``(n_indicators,)``: 1 or -1.
    sets
        Columns of each set of siblings. Columns in no set are left as they are.
    statistic
        Mean or median of the siblings present.
    normalise
        Average positions between minimum and maximum; False averages the values as they are,
        for coded items on one scale.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``; still NaN where a unit has no sibling value.

    Raises
    ------
    ValueError
        If `statistic` is unknown.
    """
    if statistic not in {"mean", "median"}:
        raise ValueError(f"statistic: wanted 'mean' or 'median', saw {statistic!r}")
    average = column_mean if statistic == "mean" else column_median
    lowest, highest = extremes(values * directions)
    width = highest - lowest
    if normalise:
        # A constant indicator carries no position: it is not averaged, but can be filled.
        with np.errstate(invalid="ignore", divide="ignore"):
            positions = np.where(width > 0, (values * directions - lowest) / width, np.nan)
    else:
        positions = values
    filled = values.copy()
    for columns in sets:
        typical = average(positions[:, columns].T)[:, None]
        if normalise:
            typical = (typical * width[:, columns] + lowest[:, columns]) * directions[columns]
        part = values[:, columns]
        filled[:, columns] = np.where(np.isnan(part), typical, part)
    return filled
