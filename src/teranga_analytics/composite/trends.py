"""Trends of a series over time: compound growth, change per period."""

import numpy as np

from teranga_analytics.composite.arrays import FloatArray, as_vector


def compound_growth(values: FloatArray, times: FloatArray) -> float:
    """Rate of growth per unit of time that leads from the first to the last value.

    Parameters
    ----------
    values
        Shape ``(n_times,)``; NaN where missing.
    times
        Shape ``(n_times,)``, in any order, without repetition.

    Returns
    -------
    float
        0.02 for two per cent a year; NaN with fewer than two values, or when the first and last
        values have not the same sign: no rate leads from one to the other.

    Raises
    ------
    ValueError
        If the shapes disagree, a time is missing, or a time is repeated.
    """
    series, at = _series(values, times)
    if len(series) < 2:
        return float("nan")
    if series[-1] == series[0]:
        return 0.0
    ratio = series[-1] / series[0] if series[0] != 0 else float("nan")
    return float(ratio ** (1.0 / (at[-1] - at[0])) - 1.0) if ratio > 0 else float("nan")


def percentage_change(values: FloatArray, times: FloatArray, *, period: float = 1.0) -> float:
    """Change per period as a percentage of the starting level, from a fitted line.

    Parameters
    ----------
    values
        Shape ``(n_times,)``; NaN where missing.
    times
        Shape ``(n_times,)``, in any order, without repetition.
    period
        Length of the period, in units of time.

    Returns
    -------
    float
        Slope of the least squares line (of the two values when there are only two) times the
        period, in per cent of the level of the line at the first time; NaN with fewer than two
        values or a starting level of zero.

    Raises
    ------
    ValueError
        If the shapes disagree, a time is missing, or a time is repeated.
    """
    series, at = _series(values, times)
    if len(series) < 2:
        return float("nan")
    if (series == series[0]).all():
        return 0.0
    centred = at - at.mean()
    slope = float(centred @ (series - series.mean()) / (centred @ centred))
    start = float(series.mean() + slope * centred[0])
    return 100.0 * slope * period / start if start != 0 else float("nan")


def _series(values: FloatArray, times: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Keep the values present, in order of time."""
    series = as_vector(values, "values")
    at = as_vector(times, "times", len(series))
    if np.isnan(at).any() or len(np.unique(at)) != len(at):
        raise ValueError(f"times: wanted known times used once, saw {at}")
    present = ~np.isnan(series)
    order = np.argsort(at[present])
    return series[present][order], at[present][order]
