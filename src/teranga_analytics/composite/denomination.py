"""Denomination: indicators that grow with the size of a unit are divided by a size."""

from collections.abc import Mapping, Sequence

import numpy as np

from teranga_analytics.composite.arrays import FloatArray


def denominate(
    values: FloatArray,
    denominators: FloatArray,
    *,
    factors: FloatArray | None = None,
) -> FloatArray:
    """Divide each indicator by its denominator.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``; NaN where missing.
    denominators
        Shape ``(n_units, n_indicators)``: denominator of each cell, above zero; 1 for an
        indicator that is not divided.
    factors
        Shape ``(n_indicators,)``. Denominators are counted in this many units: 1,000 gives
        values per thousand.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``; NaN where the denominator is missing.

    Raises
    ------
    ValueError
        If shapes disagree or a denominator or a factor is not above zero.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 2.
    """
    if denominators.shape != values.shape:
        raise ValueError(f"denominators: wanted shape {values.shape}, saw {denominators.shape}")
    scale = np.ones(values.shape[1]) if factors is None else factors
    if (denominators <= 0).any() or not (scale > 0).all():
        raise ValueError("denominators, factors: wanted numbers above 0, saw others")
    per_unit: FloatArray = values / (denominators / scale)
    return per_unit


def matched_by_unit(
    units: Sequence[str], table: Mapping[str, Mapping[str, float]], column: str
) -> FloatArray:
    """Look up one column of an external table for each unit.

    Parameters
    ----------
    units
        Codes of the units.
    table
        For each unit code, its denominators by name.
    column
        Denominator wanted.

    Returns
    -------
    ndarray
        Shape ``(n_units,)``.

    Raises
    ------
    ValueError
        If some units are absent from the table, naming all of them.
    """
    absent = [unit for unit in units if column not in table.get(unit, {})]
    if absent:
        raise ValueError(f"denominators: wanted {column} for every unit, saw none for {absent}")
    return np.array([table[unit][column] for unit in units], dtype=np.float64)
