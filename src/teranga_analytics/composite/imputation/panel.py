"""Imputation of a unit from its own values at other times.

All take ``values`` of shape ``(n_rows, n_indicators)`` and, for each row, its unit and its time;
they give the same shape. Values that are present never change, and a series without any value
stays missing.
"""

from collections.abc import Callable, Sequence

import numpy as np

from teranga_analytics.composite.arrays import FloatArray

Series = Callable[[FloatArray, FloatArray], FloatArray]


def impute_latest(
    values: FloatArray,
    *,
    units: Sequence[str],
    times: FloatArray,
    max_waves: int | None = None,
) -> FloatArray:
    """Carry the latest earlier value forward.

    Parameters
    ----------
    values
        Shape ``(n_rows, n_indicators)``; NaN where missing.
    units
        Unit of each row.
    times
        Shape ``(n_rows,)``. Time of each row.
    max_waves
        Number of earlier waves searched; all by default.

    Returns
    -------
    ndarray
        Shape ``(n_rows, n_indicators)``; still NaN before the first value of a series.

    Raises
    ------
    ValueError
        If `max_waves` is below 1.
    """
    if max_waves is not None and max_waves < 1:
        raise ValueError(f"max_waves: wanted 1 or more, saw {max_waves}")
    waves = np.unique(times)

    def carry(series: FloatArray, at: FloatArray) -> FloatArray:
        number = np.searchsorted(waves, at)
        present = np.flatnonzero(~np.isnan(series))
        source = np.searchsorted(present, np.arange(len(series)), side="right") - 1
        origin = present[np.maximum(source, 0)]
        age = number - number[origin]
        usable = (source >= 0) & (age <= (len(waves) if max_waves is None else max_waves))
        return np.where(usable, series[origin], np.nan)

    return _by_series(values, units, times, carry)


def impute_step(values: FloatArray, *, units: Sequence[str], times: FloatArray) -> FloatArray:
    """Hold each value until the next one; before the first value, the first value.

    Parameters
    ----------
    values
        Shape ``(n_rows, n_indicators)``; NaN where missing.
    units
        Unit of each row.
    times
        Shape ``(n_rows,)``. Time of each row.

    Returns
    -------
    ndarray
        Shape ``(n_rows, n_indicators)``.
    """

    def hold(series: FloatArray, _at: FloatArray) -> FloatArray:
        present = np.flatnonzero(~np.isnan(series))
        source = np.searchsorted(present, np.arange(len(series)), side="right") - 1
        return series[present[np.maximum(source, 0)]]

    return _by_series(values, units, times, hold)


def impute_linear(
    values: FloatArray,
    *,
    units: Sequence[str],
    times: FloatArray,
    single_value: bool = False,
) -> FloatArray:
    """Interpolate linearly in time; outside the values known, hold the nearest one.

    Parameters
    ----------
    values
        Shape ``(n_rows, n_indicators)``; NaN where missing.
    units
        Unit of each row.
    times
        Shape ``(n_rows,)``. Time of each row.
    single_value
        Hold the value of a series that has only one; otherwise such a series, on which no line
        can be drawn, stays missing elsewhere.

    Returns
    -------
    ndarray
        Shape ``(n_rows, n_indicators)``.
    """

    def interpolate(series: FloatArray, at: FloatArray) -> FloatArray:
        present = ~np.isnan(series)
        if present.sum() == 1 and not single_value:
            return series
        return np.interp(at, at[present], series[present])

    return _by_series(values, units, times, interpolate)


def _by_series(
    values: FloatArray, units: Sequence[str], times: FloatArray, fill: Series
) -> FloatArray:
    """Apply a function of (values, times), in order of time, to each unit and indicator."""
    if not len(units) == len(times) == len(values):
        raise ValueError(
            f"units, times: wanted {len(values)} entries, saw {len(units)} and {len(times)}"
        )
    labels = np.array(units)
    filled = values.copy()
    for unit in sorted(set(units)):
        rows = np.flatnonzero(labels == unit)
        rows = rows[np.argsort(times[rows])]
        for column in np.flatnonzero(np.isnan(values[rows]).any(axis=0)):
            series = values[rows, column]
            if not np.isnan(series).all():
                known = ~np.isnan(series)
                filled[rows, column] = np.where(known, series, fill(series, times[rows]))
    return filled
