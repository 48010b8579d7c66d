"""Fences: values beyond a distance from the middle are brought to it.

All take ``values`` of shape ``(..., n_units, n_indicators)``, NaN where missing, and give the
same shape.
"""

import numpy as np

from teranga_analytics.composite.arrays import FloatArray


def interquartile_fence(values: FloatArray, *, multiple: float = 1.5) -> FloatArray:
    """Bring values to at most some interquartile ranges beyond the quartiles.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``.
    multiple
        Number of interquartile ranges; 1.5 is Tukey's inner fence, 3 the outer.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``. An indicator whose quartiles are equal is returned
        as it is: the fence would make it constant.

    Raises
    ------
    ValueError
        If `multiple` is not above zero.

    References
    ----------
    .. [1] Tukey, J. (1977), Exploratory Data Analysis.
    """
    _refuse_multiple(multiple)
    first, third = _quantiles(values, 0.25), _quantiles(values, 0.75)
    reach = multiple * (third - first)
    return _fenced(values, first - reach, third + reach, reach)


def median_deviation_fence(values: FloatArray, *, multiple: float = 3.5) -> FloatArray:
    """Bring values to at most some median absolute deviations from the median.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``.
    multiple
        Number of scaled deviations (1.4826 times the median absolute deviation, the standard
        deviation of a normal distribution).

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``. An indicator of which more than half of the values
        are equal is returned as it is.

    Raises
    ------
    ValueError
        If `multiple` is not above zero.

    References
    ----------
    .. [1] Iglewicz, B., Hoaglin, D. (1993), How to Detect and Handle Outliers.
    """
    _refuse_multiple(multiple)
    middle = _quantiles(values, 0.5)
    reach = multiple * 1.4826 * _quantiles(np.abs(values - middle), 0.5)
    return _fenced(values, middle - reach, middle + reach, reach)


def percentile_fence(values: FloatArray, *, lower: float = 0.05, upper: float = 0.95) -> FloatArray:
    """Bring values between two percentiles.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``.
    lower, upper
        Shares in [0, 1]; percentiles by linear interpolation.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``.

    Raises
    ------
    ValueError
        If the shares are not ``0 <= lower < upper <= 1``.
    """
    if not 0 <= lower < upper <= 1:
        raise ValueError(f"lower, upper: wanted 0 <= lower < upper <= 1, saw {lower}, {upper}")
    return np.clip(values, _quantiles(values, lower), _quantiles(values, upper))


def _quantiles(values: FloatArray, share: float) -> FloatArray:
    """Quantile of each indicator by linear interpolation (type 7), NaN when empty."""
    ordered = np.sort(values, axis=-2)
    last = np.maximum((~np.isnan(values)).sum(axis=-2, keepdims=True) - 1, 0)
    place = share * last
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, last)
    low = np.take_along_axis(ordered, below, axis=-2)
    high = np.take_along_axis(ordered, above, axis=-2)
    quantiles: FloatArray = low + (place - below) * (high - low)
    return quantiles


def _fenced(values: FloatArray, low: FloatArray, high: FloatArray, reach: FloatArray) -> FloatArray:
    return np.where(reach > 0, np.clip(values, low, high), values)


def _refuse_multiple(multiple: float) -> None:
    if not multiple > 0:
        raise ValueError(f"multiple: wanted a number above 0, saw {multiple}")
