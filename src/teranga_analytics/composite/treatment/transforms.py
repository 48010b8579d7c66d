"""Transformations that shorten a long tail: logarithms, Box-Cox.

All take ``values`` of shape ``(..., n_units, n_indicators)``, NaN where missing, and give the
same shape. They keep the order of units.
"""

from collections.abc import Callable

import numpy as np

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.normalisation.linear import extremes
from teranga_analytics.composite.statistics import shape_moments


def log_shifted(values: FloatArray, *, share: float = 0.01) -> FloatArray:
    """Logarithm after a shift: ``ln(x - min + share * (max - min))``.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``.
    share
        Share of the range added so that the lowest value has a logarithm; above zero.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``; a constant indicator is returned as it is.

    Raises
    ------
    ValueError
        If `share` is not above zero.
    """
    _refuse_share(share)
    lowest, highest = extremes(values)
    return _where_varied(values, lambda x: np.log(x - lowest + share * (highest - lowest)))


def log_both_tails(values: FloatArray, *, share: float = 0.01) -> FloatArray:
    """Shifted logarithm of the long tail: mirrored for indicators skewed to the left.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``.
    share
        Share of the range added; above zero.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``; ``-ln(max - x + share * (max - min))`` where the
        skewness is not above zero.

    Raises
    ------
    ValueError
        If `share` is not above zero.
    """
    _refuse_share(share)
    lowest, highest = extremes(values)
    shift = share * (highest - lowest)
    flat = np.moveaxis(values, -2, 0).reshape(values.shape[-2], -1)
    skewness = shape_moments(flat)[0].reshape(lowest.shape)
    return _where_varied(
        values,
        lambda x: np.where(skewness > 0, np.log(x - lowest + shift), -np.log(highest + shift - x)),
    )


def log_from_one(values: FloatArray) -> FloatArray:
    """Logarithm counted from one: ``ln(x - min + 1)``.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``, from 0. The result depends on the unit of the
        values.
    """
    lowest, _ = extremes(values)
    return np.log(values - lowest + 1.0)


def log_innovation_index(values: FloatArray) -> FloatArray:
    """Logarithm of the Global Innovation Index: ``ln((max - 1) (x - min) / (max - min) + 1)``.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; the maximum of each indicator above 1.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``, from 0 to the logarithm of the maximum; a constant
        indicator is returned as it is.

    Raises
    ------
    ValueError
        If a maximum is not above 1: the logarithm would turn the order or not exist.
    """
    lowest, highest = extremes(values)
    if (highest <= 1).any():
        columns = np.unique(np.nonzero(highest <= 1)[-1]).tolist()
        raise ValueError(f"values: wanted maxima above 1, saw others in columns {columns}")
    return _where_varied(
        values, lambda x: np.log((highest - 1.0) * (x - lowest) / (highest - lowest) + 1.0)
    )


def box_cox(values: FloatArray, *, exponent: float, shift: bool = True) -> FloatArray:
    """Box-Cox transformation: ``(x ** exponent - 1) / exponent``, ``ln x`` for 0.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; above zero unless shifted.
    exponent
        Called lambda in the literature; 1 changes nothing but the origin.
    shift
        First move each indicator so that its minimum is 1.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``.

    Raises
    ------
    ValueError
        If a value is not above zero and `shift` is off.

    References
    ----------
    .. [1] Box, G., Cox, D. (1964), An analysis of transformations, JRSS B 26(2).
    """
    lowest, _ = extremes(values)
    positive = values - lowest + 1.0 if shift else values
    if (positive <= 0).any():
        columns = np.unique(np.nonzero(positive <= 0)[-1]).tolist()
        raise ValueError(f"values: wanted above 0 or shifted, saw others in columns {columns}")
    if exponent == 0:
        return np.log(positive)
    transformed: FloatArray = (positive**exponent - 1.0) / exponent
    return transformed


def _refuse_share(share: float) -> None:
    if not share > 0:
        raise ValueError(f"share: wanted a number above 0, saw {share}")


def _where_varied(values: FloatArray, transform: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Transform indicators that vary; the logarithm of a zero range does not exist."""
    lowest, highest = extremes(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        transformed = transform(values)
    return np.where(lowest < highest, transformed, values)
