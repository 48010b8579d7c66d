"""Aggregation by the order of the children: median, minimum, maximum, ordered weights.

Shapes as in `aggregation.means`; missing children are left out.
"""

from collections.abc import Sequence

import numpy as np

from teranga_analytics.composite.arrays import FloatArray


def median(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Weighted median; with equal weights the ordinary median.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; NaN where missing.
    weights
        Shape ``(..., n_children)``.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``: the value at which half of the weight present is passed; the
        middle of two values when the half falls exactly between them.
    """
    ordered, cumulated, present = _ordered_by_value(values, weights)
    # Weights are sums of decimals: a half within rounding is a half.
    at_half = np.abs(cumulated - 0.5) <= 1e-12
    lower = np.argmax((cumulated >= 0.5) | at_half, axis=-1)[..., None]
    upper = np.argmax((cumulated > 0.5) & ~at_half, axis=-1)[..., None]
    between = (
        np.take_along_axis(ordered, lower, axis=-1) + np.take_along_axis(ordered, upper, axis=-1)
    )[..., 0] / 2
    return np.where(present > 0, between, np.nan)


def minimum(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Lowest child with a weight above zero: nothing compensates for it.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; NaN where missing.
    weights
        Shape ``(..., n_children)``; only whether they are zero matters.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``.
    """
    lowest: FloatArray = np.fmin.reduce(_counted(values, weights), axis=-1)
    return lowest


def maximum(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Highest child with a weight above zero.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; NaN where missing.
    weights
        Shape ``(..., n_children)``; only whether they are zero matters.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``.
    """
    highest: FloatArray = np.fmax.reduce(_counted(values, weights), axis=-1)
    return highest


def ordered_weighted(
    values: FloatArray,
    weights: FloatArray,
    *,
    exponent: float = 1.0,
    order_weights: Sequence[float] | None = None,
) -> FloatArray:
    """Ordered weighted average: weight goes to the place of a child from best to worst.

    The share of weight given to the best children up to a cumulated importance ``s`` is a
    quantifier ``Q(s)``: ``s ** exponent``, or the broken line through cumulated
    `order_weights`. Written so, children may have unequal weights and some may be missing.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; NaN where missing.
    weights
        Shape ``(..., n_children)``, summing to one: importance of the children.
    exponent
        1 gives the arithmetic mean, above 1 favours low children (demanding), below 1 high
        ones. Above 0; used when `order_weights` is not given.
    order_weights
        Weights of the places from the best to the worst child, not negative.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``.

    Raises
    ------
    ValueError
        If the exponent is not above zero, or the order weights are negative or all zero.

    References
    ----------
    .. [1] Yager, R. (1996), Quantifier guided aggregation using OWA operators, International
       Journal of Intelligent Systems 11(1).
    """
    if not exponent > 0:
        raise ValueError(f"exponent: wanted a number above 0, saw {exponent}")
    ordered, cumulated, present = _ordered_by_value(-values, weights)
    if order_weights is None:
        passed = np.clip(cumulated, 0.0, 1.0) ** exponent
    else:
        places = np.asarray(order_weights, dtype=np.float64)
        if (places < 0).any() or places.sum() == 0:
            raise ValueError(f"order_weights: wanted from 0 and not all 0, saw {order_weights}")
        knots = np.concatenate([[0.0], np.cumsum(places) / places.sum()])
        passed = np.interp(cumulated, np.linspace(0.0, 1.0, len(knots)), knots)
    given = np.diff(passed, axis=-1, prepend=0.0)
    filled = np.where(np.isnan(ordered), 0.0, -ordered)
    return np.where(present > 0, (given * filled).sum(axis=-1), np.nan)


def _counted(values: FloatArray, weights: FloatArray) -> FloatArray:
    return np.where(weights[..., None, :] > 0, values, np.nan)


def _ordered_by_value(
    values: FloatArray, weights: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Sort children by value, missing last, and cumulate the weight present up to each."""
    spread = np.broadcast_to(
        weights[..., None, :], np.broadcast_shapes(values.shape, weights[..., None, :].shape)
    )
    counted = np.where(np.isnan(values), 0.0, spread)
    order = np.argsort(np.broadcast_to(values, counted.shape), axis=-1, kind="stable")
    ordered = np.take_along_axis(np.broadcast_to(values, counted.shape), order, axis=-1)
    cumulated = np.cumsum(np.take_along_axis(counted, order, axis=-1), axis=-1)
    present = counted.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = cumulated / present[..., None]
    return ordered, shares, present
