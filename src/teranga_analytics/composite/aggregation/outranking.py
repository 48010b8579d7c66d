"""Aggregation by comparing units two by two: outranking matrix, Copeland scores, Borda points.

Ties are exact: two coalitions of indicators that weigh the same are equal, whatever floating
point makes of their sums. Rounding errors of these sums are bounded; a difference within the bound
is below the precision of the weights themselves and is a tie, one outside it has a proven sign.

A pair of units is compared on the indicators both have, with the weights of these rescaled. The
result does not depend on the order of rows.
"""

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.aggregation.means import arithmetic
from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.normalisation.ranks import percentile_rank


def outranking_matrix(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Share of the weight on which each unit is ahead of each other, ties counting half.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; NaN where missing.
    weights
        Shape ``(..., n_children)``.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_units)``: row against column, zero on the diagonal,
        complements to one off it; NaN for two units that share no indicator.
    """
    balance, shared = _balances(values, weights / weights.sum(axis=-1, keepdims=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        matrix = 0.5 + 0.5 * np.where(shared > 0, balance / shared, np.nan)
    diagonal = np.arange(matrix.shape[-1])
    matrix[..., diagonal, diagonal] = 0.0
    return matrix


def copeland(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Count the units beaten minus the units lost to, in majority comparisons.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; NaN where missing.
    weights
        Shape ``(..., n_children)``; coalitions of 0.1 + 0.2 and of 0.3 tie.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``, from ``1 - n_units`` to ``n_units - 1``. Units that share no
        indicator do not meet. NaN for a unit without any value.

    References
    ----------
    .. [1] Munda, G., Nardo, M. (2009), Noncompensatory/nonlinear composite indicators for
       ranking countries, Applied Economics 41(12).
    """
    scores = np.stack(
        [_copeland_once(table, weight) for table, weight in _replications(values, weights)]
    )
    leading = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    return scores.reshape(*leading, values.shape[-2])


def borda(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Weighted mean of Borda points: units beaten on a child, ties counting half.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; NaN where missing.
    weights
        Shape ``(..., n_children)``, summing to one.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``, from 0 to ``n_units - 1``. On a child that some units miss,
        points among those present are brought to the same range; a unit's missing children are
        left out of its mean.
    """
    shares = percentile_rank(values, ties="average")
    return arithmetic(shares * (values.shape[-2] - 1), weights)


def _replications(values: FloatArray, weights: FloatArray) -> list[tuple[FloatArray, FloatArray]]:
    leading = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    tables = np.broadcast_to(values, (*leading, *values.shape[-2:]))
    sets = np.broadcast_to(weights, (*leading, weights.shape[-1]))
    return [(tables[index], sets[index]) for index in np.ndindex(leading)]


def _copeland_once(values: FloatArray, weights: FloatArray) -> FloatArray:
    verdict = majority(values, weights)
    scores = verdict.sum(axis=-1, dtype=np.float64)
    return np.where(np.isnan(values).all(axis=-1), np.nan, scores)


def majority(values: FloatArray, weights: FloatArray) -> npt.NDArray[np.int8]:
    """Verdict of each comparison: 1 won, -1 lost, 0 tied or not held.

    Parameters
    ----------
    values
        Shape ``(n_units, n_children)``; NaN where missing.
    weights
        Shape ``(n_children,)``.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_units)``, row against column.
    """
    balance = _balance(values, weights)
    # Each sum of n terms errs by less than n roundings of the total weight, the weights
    # themselves by one rounding each; the balance is the difference of two such sums.
    band = 4 * len(weights) * np.finfo(np.float64).eps * float(weights.sum())
    return np.where(np.abs(balance) <= band, 0, np.sign(balance)).astype(np.int8)


def _balance(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Weight ahead minus weight behind, shape ``(n_units, n_units)``."""
    n_units = values.shape[0]
    ahead = np.zeros((n_units, n_units))
    columns = np.ascontiguousarray(values.T)
    scratch = np.empty_like(ahead)
    for column, weight in zip(columns, weights, strict=True):
        np.multiply(column[:, None] > column, weight, out=scratch)
        ahead += scratch
    return ahead - ahead.T


def _balances(values: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Balance and shared weight of all pairs, shape ``(..., n_units, n_units)``."""
    replications = _replications(values, weights)
    leading = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    n_units = values.shape[-2]
    balances = [_balance(table, weight) for table, weight in replications]
    present = [~np.isnan(table) for table, _ in replications]
    shared = [
        (mask * weight) @ mask.T for mask, (_, weight) in zip(present, replications, strict=True)
    ]
    shape = (*leading, n_units, n_units)
    return np.stack(balances).reshape(shape), np.stack(shared).reshape(shape)
