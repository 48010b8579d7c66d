"""Normalisations that stretch each indicator between features of its own distribution.

All take ``values`` of shape ``(..., n_units, n_indicators)``, already turned so that more is
better, and give the same shape; leading axes are replications. ``reference`` are the rows from
which the features are taken (all waves, one base wave); by default the values themselves.
A constant indicator says nothing about differences and is put in the middle of the scale.
"""

import numpy as np

from teranga_analytics.composite.arrays import FloatArray


def min_max(
    values: FloatArray,
    *,
    reference: FloatArray | None = None,
    lower: float = 0.0,
    upper: float = 100.0,
) -> FloatArray:
    """Stretch each indicator linearly from its minimum to its maximum.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    reference
        Shape ``(..., n_rows, n_indicators)``; rows giving minimum and maximum.
    lower, upper
        Scores of the minimum and the maximum.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``, in [lower, upper] when the reference is the
        values themselves.

    Raises
    ------
    ValueError
        If `upper` is not above `lower`.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 5.
    """
    if not upper > lower:
        raise ValueError(f"upper: wanted a number above lower ({lower}), saw {upper}")
    lowest, highest = extremes(values if reference is None else reference)
    share = stretch(values, lowest, highest)
    return share * (upper - lower) + lower


def z_score(
    values: FloatArray,
    *,
    reference: FloatArray | None = None,
    mean: float = 0.0,
    standard_deviation: float = 1.0,
    population: bool = False,
) -> FloatArray:
    """Centre each indicator on its mean and divide by its standard deviation.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    reference
        Shape ``(..., n_rows, n_indicators)``; rows giving mean and standard deviation.
    mean, standard_deviation
        Mean and standard deviation of the scores; the latter above zero.
    population
        Divide by n instead of n - 1 in the standard deviation of the values.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``; `mean` for a constant indicator.

    Raises
    ------
    ValueError
        If `standard_deviation` is not above zero.
    """
    if not standard_deviation > 0:
        raise ValueError(f"standard_deviation: wanted a number above 0, saw {standard_deviation}")
    source = values if reference is None else reference
    present = (~np.isnan(source)).sum(axis=-2, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = np.nansum(source, axis=-2, keepdims=True) / present
        squares = np.nansum((source - centre) ** 2, axis=-2, keepdims=True)
        spread = np.sqrt(squares / (present - (0 if population else 1)))
        scores = (values - centre) / spread
    lowest, highest = extremes(source)
    constant = (lowest == highest) & ~np.isnan(values)
    return np.where(constant, 0.0, scores) * standard_deviation + mean


def distance_to_maximum(values: FloatArray, *, reference: FloatArray | None = None) -> FloatArray:
    """One minus the distance to the best unit, in units of the range.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    reference
        Shape ``(..., n_rows, n_indicators)``; rows giving minimum and maximum.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``; 1 for the best, 0 for the worst.
    """
    return min_max(values, reference=reference, lower=0.0, upper=1.0)


def fraction_of_maximum(values: FloatArray, *, reference: FloatArray | None = None) -> FloatArray:
    """Divide each indicator by its maximum.

    Meant for ratio scales where more is better: the maximum of a reversed indicator can be
    zero, and the fraction is then infinite or NaN, which a pipeline refuses.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    reference
        Shape ``(..., n_rows, n_indicators)``; rows giving the maximum.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``; 1 for the best.
    """
    _, highest = extremes(values if reference is None else reference)
    with np.errstate(invalid="ignore", divide="ignore"):
        return values / highest


def scaled(
    values: FloatArray,
    *,
    lowest: float = 0.0,
    highest: float = 100.0,
    factor: float = 100.0,
) -> FloatArray:
    """Put values on a scale given by two fixed points: ``(x - lowest) / (highest - lowest)``.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``.
    lowest, highest
        Values, in the direction where more is better, scored 0 and `factor`.
    factor
        Score of `highest`.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``.

    Raises
    ------
    ValueError
        If the two points coincide.
    """
    if lowest == highest:
        raise ValueError(f"highest: wanted a number other than lowest ({lowest})")
    return (values - lowest) / (highest - lowest) * factor


def extremes(source: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Minimum and maximum of each indicator, shape ``(..., 1, n_indicators)``; NaN if empty."""
    lowest = np.fmin.reduce(source, axis=-2, keepdims=True)
    highest = np.fmax.reduce(source, axis=-2, keepdims=True)
    return lowest, highest


def stretch(values: FloatArray, lowest: FloatArray, highest: FloatArray) -> FloatArray:
    """Share of the way from lowest to highest; one half when the two coincide."""
    width = highest - lowest
    constant = width == 0
    if not constant.any():
        return (values - lowest) / width
    share = (values - lowest) / np.where(constant, 1.0, width)
    return np.where(constant & ~np.isnan(values), 0.5, share)
