"""How much data each unit has: over all indicators, and under each aggregate."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray, as_table


@dataclass(frozen=True)
class UnitAvailability:
    """One entry per unit, shape ``(n_units,)`` each.

    Attributes
    ----------
    n_missing, n_zero, n_missing_or_zero
        Number of indicators.
    available_share
        Indicators with a value, of all indicators; in [0, 1].
    non_zero_share
        Indicators other than zero, of those with a value; NaN for a unit without any.
    """

    n_missing: IntArray
    n_zero: IntArray
    n_missing_or_zero: IntArray
    available_share: FloatArray
    non_zero_share: FloatArray


def unit_availability(values: npt.ArrayLike) -> UnitAvailability:
    """Count missing and zero values of every unit.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, any unit; NaN where missing.

    Returns
    -------
    UnitAvailability

    Raises
    ------
    ValueError
        If `values` is not a table of finite numbers or NaN.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 2.
    """
    table = as_table(values, "values")
    n_indicators = table.shape[1]
    n_missing = np.isnan(table).sum(axis=1)
    n_zero = (table == 0).sum(axis=1)
    n_present = n_indicators - n_missing
    return UnitAvailability(
        n_missing=n_missing,
        n_zero=n_zero,
        n_missing_or_zero=n_missing + n_zero,
        available_share=1 - n_missing / n_indicators,
        non_zero_share=1 - n_zero / np.where(n_present > 0, n_present, np.nan),
    )


def group_availability(values: npt.ArrayLike, members: npt.ArrayLike) -> FloatArray:
    """Share of indicators with a value under each aggregate.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``; NaN where missing.
    members
        Shape ``(n_groups, n_indicators)``. True where the indicator hangs, at any depth, under
        the aggregate.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_groups)``, in [0, 1].

    Raises
    ------
    ValueError
        If the shapes disagree or an aggregate has no indicator.
    """
    table = as_table(values, "values")
    belongs: BoolArray = np.asarray(members, dtype=np.bool_)
    if belongs.ndim != 2 or belongs.shape[1] != table.shape[1]:
        raise ValueError(
            f"members: wanted shape (n_groups, {table.shape[1]}), saw shape {belongs.shape}"
        )
    sizes = belongs.sum(axis=1)
    if (sizes == 0).any():
        empty = np.flatnonzero(sizes == 0).tolist()
        raise ValueError(f"members: wanted an indicator in every group, saw none in {empty}")
    present = np.isfinite(table).astype(np.float64)
    shares: FloatArray = present @ belongs.T.astype(np.float64) / sizes
    return shares
