"""Imputation of an indicator from its own distribution over units.

All take ``values`` of shape ``(n_units, n_indicators)``, NaN where missing, and give the same
shape; values that are present never change. A column or a group without any value stays missing.
"""

from collections.abc import Callable, Sequence

import numpy as np

from teranga_analytics.composite.arrays import FloatArray


def impute_mean(values: FloatArray) -> FloatArray:
    """Fill each indicator with the mean of the units present.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 3.
    """
    return np.where(np.isnan(values), column_mean(values), values)


def impute_median(values: FloatArray) -> FloatArray:
    """Fill each indicator with the median of the units present.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``.
    """
    return np.where(np.isnan(values), column_median(values), values)


def impute_group_mean(values: FloatArray, *, groups: Sequence[str]) -> FloatArray:
    """Fill each indicator with the mean of the units of the same group.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``.
    groups
        Group of each unit; a unit of unknown group ("") is left as it is.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``.
    """
    return _by_group(values, groups, impute_mean)


def impute_group_median(values: FloatArray, *, groups: Sequence[str]) -> FloatArray:
    """Fill each indicator with the median of the units of the same group.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``.
    groups
        Group of each unit; a unit of unknown group ("") is left as it is.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``.
    """
    return _by_group(values, groups, impute_median)


def impute_constant(values: FloatArray, *, value: float) -> FloatArray:
    """Fill every missing cell with a stated value, such as the lowest code of a scale.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``.
    value
        Value given to missing cells.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``.
    """
    return np.where(np.isnan(values), value, values)


def column_mean(values: FloatArray) -> FloatArray:
    """Mean of each indicator over the units present, shape ``(n_indicators,)``."""
    present = (~np.isnan(values)).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        means: FloatArray = np.nansum(values, axis=0) / present
    return means


def column_median(values: FloatArray) -> FloatArray:
    """Median of each indicator over the units present, shape ``(n_indicators,)``."""
    ordered = np.sort(values, axis=0)
    present = (~np.isnan(values)).sum(axis=0)
    columns = np.arange(values.shape[1])
    low = ordered[np.maximum(present - 1, 0) // 2, columns]
    high = ordered[np.minimum(present // 2, len(values) - 1), columns]
    medians: FloatArray = (low + high) / 2
    return medians


def _by_group(
    values: FloatArray,
    groups: Sequence[str],
    impute: Callable[[FloatArray], FloatArray],
) -> FloatArray:
    if len(groups) != len(values):
        raise ValueError(f"groups: wanted {len(values)} labels, saw {len(groups)}")
    labels = np.array(groups)
    filled = values.copy()
    for label in sorted(set(groups) - {""}):
        rows = labels == label
        filled[rows] = impute(values[rows])
    return filled
