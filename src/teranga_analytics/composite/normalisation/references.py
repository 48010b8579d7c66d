"""Normalisations against points chosen by people: goalposts, targets, a reference unit.

Values, goalposts and targets are turned so that more is better (multiplied by the direction).
Fixed points keep scores comparable from one wave to the next.
"""

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.normalisation.linear import extremes


def goalposts(
    values: FloatArray,
    *,
    lower_posts: npt.ArrayLike,
    upper_posts: npt.ArrayLike,
    lower: float = 0.0,
    upper: float = 100.0,
    truncate: bool = True,
) -> FloatArray:
    """Stretch each indicator linearly between two fixed goalposts.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    lower_posts, upper_posts
        Shape ``(n_indicators,)``. Values scored `lower` and `upper`.
    lower, upper
        Scores at the goalposts.
    truncate
        Hold scores between `lower` and `upper`.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``.

    Raises
    ------
    ValueError
        If a lower goalpost is not below its upper goalpost.

    References
    ----------
    .. [1] UNDP (2010), Human Development Report, technical note 1.
    """
    low = np.asarray(lower_posts, dtype=np.float64)
    high = np.asarray(upper_posts, dtype=np.float64)
    if not (low < high).all():
        columns = np.flatnonzero(~np.atleast_1d(low < high)).tolist()
        raise ValueError(f"lower_posts: wanted below upper_posts, saw others in columns {columns}")
    share = (values - low) / (high - low)
    if truncate:
        share = np.clip(share, 0.0, 1.0)
    scores: FloatArray = share * (upper - lower) + lower
    return scores


def distance_to_target(
    values: FloatArray,
    *,
    targets: npt.ArrayLike,
    reference: FloatArray | None = None,
    cap: bool = False,
) -> FloatArray:
    """Share of the way from the worst unit to a target.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    targets
        Shape ``(n_indicators,)``. Value scored 1, turned so that more is better.
    reference
        Shape ``(..., n_rows, n_indicators)``; rows giving the worst unit.
    cap
        Hold scores at 1 for units past the target.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``; 0 for the worst unit, 1 at the target.

    Raises
    ------
    ValueError
        If a target is missing or not above the worst unit.
    """
    wanted = np.asarray(targets, dtype=np.float64)
    lowest, _ = extremes(values if reference is None else reference)
    beyond = ~(wanted > lowest) & ~np.isnan(lowest)
    if beyond.any():
        columns = np.unique(np.nonzero(beyond)[-1]).tolist()
        raise ValueError(f"targets: wanted above the worst unit, saw others in columns {columns}")
    share = (values - lowest) / (wanted - lowest)
    return np.minimum(share, 1.0) if cap else share


def distance_to_reference(
    values: FloatArray,
    *,
    reference_values: npt.ArrayLike,
    reference: FloatArray | None = None,
    cap: bool = False,
) -> FloatArray:
    """Score each unit against one unit: that unit is 1, the worst unit is 0.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    reference_values
        Shape ``(..., 1, n_indicators)`` or ``(n_indicators,)``. Values of the reference unit.
    reference
        Shape ``(..., n_rows, n_indicators)``; rows giving the worst unit.
    cap
        Hold scores at 1 for units better than the reference unit.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``. Infinite or NaN where the reference unit is
        itself the worst, which a pipeline refuses.
    """
    chosen = np.asarray(reference_values, dtype=np.float64)
    lowest, _ = extremes(values if reference is None else reference)
    with np.errstate(invalid="ignore", divide="ignore"):
        share: FloatArray = 1.0 - (chosen - values) / (chosen - lowest)
    return np.minimum(share, 1.0) if cap else share


def centred_range(
    values: FloatArray,
    *,
    reference: FloatArray | None = None,
    centre: float = 100.0,
    half_width: float = 30.0,
) -> FloatArray:
    """Stretch each indicator over a fixed width, with the reference mean at the centre.

    With the defaults this is the scale of the adjusted Mazziotta-Pareto index: the mean of the
    reference rows scores 100 and the range of the values takes 60 points, from 70 to 130 when
    the mean lies in its middle.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing. They give the range: put all
        waves in one table to compare them.
    reference
        Shape ``(..., n_rows, n_indicators)``; rows giving the mean, such as a base wave.
    centre
        Score of that mean.
    half_width
        Half of the points over which the range is stretched, above zero.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``; `centre` for a constant indicator.

    Raises
    ------
    ValueError
        If `half_width` is not above zero.

    References
    ----------
    .. [1] Mazziotta, M., Pareto, A. (2016), On a generalized non-compensatory composite index
       for measuring socio-economic phenomena, Social Indicators Research 127(3).
    """
    if not half_width > 0:
        raise ValueError(f"half_width: wanted a number above 0, saw {half_width}")
    source = values if reference is None else reference
    present = (~np.isnan(source)).sum(axis=-2, keepdims=True)
    lowest, highest = extremes(values)
    width = highest - lowest
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(source, axis=-2, keepdims=True) / present
        shares = (values - mean) / width
    constant = (width == 0) & (values == mean)
    scores: FloatArray = np.where(constant, 0.0, shares) * 2 * half_width + centre
    return scores
