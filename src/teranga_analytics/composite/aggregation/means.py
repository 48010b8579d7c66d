"""Means of the children of a node: arithmetic, geometric, harmonic, generalised.

All take ``values`` of shape ``(..., n_units, n_children)`` and ``weights`` of shape
``(..., n_children)`` that sum to one, and give shape ``(..., n_units)``. Leading axes are
replications and broadcast. A missing child is left out and the other weights are rescaled; the
result is missing when no child with a weight above zero is present.
"""

import numpy as np

from teranga_analytics.composite.arrays import BoolArray, FloatArray


def arithmetic(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Weighted arithmetic mean: a low child is compensated in full by a high one.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; NaN where missing.
    weights
        Shape ``(..., n_children)``, summing to one.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``, in the unit of the values.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 6.
    """
    sums = weighted_sum(values, weights)
    # A missing child makes its sum missing: looking at the sums is many times cheaper.
    if not np.isnan(sums).any():
        return sums
    missing = np.isnan(values)
    total = weighted_sum(np.where(missing, 0.0, values), weights)
    present = weighted_sum((~missing).astype(np.float64), weights)
    return divide_or_missing(total, present)


def geometric(values: FloatArray, weights: FloatArray, *, floor: float | None = None) -> FloatArray:
    """Weighted geometric mean: a low child is compensated in part only.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; above zero unless a floor is given.
    weights
        Shape ``(..., n_children)``, summing to one.
    floor
        Declared value, above zero, to which lower values are raised first.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``.

    Raises
    ------
    ValueError
        If a value is zero or negative and no floor is given.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 6.
    """
    positive = raised_to_floor(values, floor, "geometric mean")
    return np.exp(arithmetic(np.log(positive), weights))


def harmonic(values: FloatArray, weights: FloatArray, *, floor: float | None = None) -> FloatArray:
    """Weighted harmonic mean: the strongest penalty for a low child among the three means.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; above zero unless a floor is given.
    weights
        Shape ``(..., n_children)``, summing to one.
    floor
        Declared value, above zero, to which lower values are raised first.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``.

    Raises
    ------
    ValueError
        If a value is zero or negative and no floor is given.
    """
    positive = raised_to_floor(values, floor, "harmonic mean")
    return 1.0 / arithmetic(1.0 / positive, weights)


def generalised(
    values: FloatArray, weights: FloatArray, *, exponent: float, floor: float | None = None
) -> FloatArray:
    """Weighted power mean; 1 is the arithmetic, -1 the harmonic, 2 the quadratic mean.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; above zero for a negative exponent and not
        negative otherwise, unless a floor is given. An even whole exponent refuses negative
        values too: it would lose their sign.
    weights
        Shape ``(..., n_children)``, summing to one.
    exponent
        Any number but 0; for 0 the limit is the geometric mean.
    floor
        Declared value, above zero, to which lower values are raised first.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``.

    Raises
    ------
    ValueError
        If the exponent is 0 or a value is out of the domain.
    """
    if exponent == 0:
        raise ValueError("exponent: wanted a number other than 0; use the geometric mean for 0")
    if exponent == 1:
        return arithmetic(values, weights)
    if exponent < 0 or floor is not None:
        admitted = raised_to_floor(values, floor, f"generalised mean of exponent {exponent}")
    else:
        refuse_values(values < 0, f"generalised mean of exponent {exponent}", "values from 0")
        admitted = values
    powers: FloatArray = arithmetic(admitted**exponent, weights) ** (1.0 / exponent)
    return powers


def weighted_sum(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Sum of children times weights as matrix products.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)`` without NaN.
    weights
        Shape ``(..., n_children)``.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``. One table with many weight sets is a single matrix product.
    """
    product: FloatArray
    if values.ndim == 2:
        product = weights @ values.T
    elif weights.ndim == 1:
        product = values @ weights
    else:
        product = np.matmul(values, weights[..., None])[..., 0]
    return product


def divide_or_missing(total: FloatArray, present: FloatArray) -> FloatArray:
    """Divide a weighted sum by the weight present; NaN where no weight is present."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio: FloatArray = np.where(present > 0, total / present, np.nan)
    return ratio


def raised_to_floor(values: FloatArray, floor: float | None, what: str) -> FloatArray:
    """Return positive values, raising those below a declared floor.

    Raises
    ------
    ValueError
        If the floor is not above zero, or is absent and a value is not above zero.
    """
    if floor is None:
        refuse_values(values <= 0, what, "values above 0, or a declared floor")
        return values
    if floor <= 0:
        raise ValueError(f"floor: wanted a number above 0, saw {floor}")
    raised: FloatArray = np.maximum(values, floor)
    return raised


def refuse_values(wrong: BoolArray, what: str, wanted: str) -> None:
    """Raise when some cells are out of the domain of a method, saying how many units."""
    if wrong.any():
        units = np.unique(np.nonzero(wrong)[-2])
        shown = ", ".join(str(unit) for unit in units[:10])
        raise ValueError(
            f"{what}: wanted {wanted}, saw others in {len(units)} unit(s), rows {shown}"
        )
