"""Normalisations that keep only the order of units.

All take ``values`` of shape ``(..., n_units, n_indicators)``, turned so that more is better, and
give the same shape; missing values stay missing and are not ranked.
"""

from typing import Literal

import numpy as np

from teranga_analytics.composite.arrays import FloatArray

Ties = Literal["minimum", "average", "maximum"]

# Scores that agree on this share of the largest one are equal: rounding is not an order.
SAME = 1e-10


def rank(values: FloatArray, *, ties: Ties = "minimum") -> FloatArray:
    """Rank units from 1, the worst, to the number of units present.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    ties
        Rank given to equal values: the lowest, the average or the highest of their ranks.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``.

    Raises
    ------
    ValueError
        If `ties` is unknown.
    """
    if ties == "minimum":
        return lowest_ranks(values)
    highest: FloatArray = (
        (~np.isnan(values)).sum(axis=-2, keepdims=True) + 1 - lowest_ranks(-values)
    )
    if ties == "maximum":
        return highest
    if ties == "average":
        return (lowest_ranks(values) + highest) / 2
    raise ValueError(f"ties: wanted 'minimum', 'average' or 'maximum', saw {ties!r}")


def percentile_rank(values: FloatArray, *, ties: Ties = "minimum") -> FloatArray:
    """Share of the other units that a unit is ranked above: 0 for the worst, 1 for the best.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    ties
        Rank given to equal values.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``, in [0, 1]; one half when a single unit is
        present.
    """
    others = (~np.isnan(values)).sum(axis=-2, keepdims=True) - 1
    ranks = rank(values, ties=ties)
    alone = np.where(np.isnan(ranks), np.nan, 0.5)
    return np.where(others > 0, (ranks - 1) / np.maximum(others, 1), alone)


def borda_points(values: FloatArray, *, ties: Ties = "minimum") -> FloatArray:
    """Borda points: number of units ranked below, from 0.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    ties
        Rank given to equal values.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``.
    """
    return rank(values, ties=ties) - 1


def scores_to_ranks(scores: FloatArray) -> FloatArray:
    """Rank scores for publication: 1 is the best, equal scores share the smallest rank.

    Parameters
    ----------
    scores
        Shape ``(..., n_units, n_columns)``; NaN where missing.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_columns)``; NaN where the score is missing.
    """
    return lowest_ranks(-scores)


def without_rounding(scores: FloatArray, axis: int) -> FloatArray:
    """Bring scores that differ by rounding alone to one number, for comparing them.

    Parameters
    ----------
    scores
        Any shape; NaN where missing.
    axis
        Axis of the units.

    Returns
    -------
    ndarray
        Same shape: whole multiples of a ten-billionth of the largest score along the axis.
    """
    largest = np.fmax.reduce(np.abs(scores), axis=axis, initial=0.0, keepdims=True)
    return np.rint(scores / np.where(largest > 0, SAME * largest, 1.0))


def lowest_ranks(values: FloatArray) -> FloatArray:
    """Ascending rank from 1 along the units, ties to the smallest, missing kept missing."""
    order = np.argsort(values, axis=-2, kind="stable")
    ordered = np.take_along_axis(values, order, axis=-2)
    n_units = values.shape[-2]
    positions = np.arange(n_units, dtype=np.float64)[:, None]
    starts = np.zeros(values.shape)
    # A tie block starts where a value differs from the one before; its start is the block's rank.
    starts[..., 1:, :] = np.where(ordered[..., 1:, :] != ordered[..., :-1, :], positions[1:], 0.0)
    np.maximum.accumulate(starts, axis=-2, out=starts)
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, starts + 1, axis=-2)
    return np.where(np.isnan(values), np.nan, ranks)
