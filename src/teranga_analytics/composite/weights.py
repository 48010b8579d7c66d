"""Application of weights: named sets over a framework, rescaled to sum to one in each group."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.framework import Framework


def weight_vector(framework: Framework, weights: Mapping[str, float] | None = None) -> FloatArray:
    """Spell out a weight set over all nodes of a framework.

    Parameters
    ----------
    framework
        The tree.
    weights
        Weight of some nodes by code; the others keep the weight stated in the framework.

    Returns
    -------
    ndarray
        Shape ``(n_nodes,)``, not rescaled.

    Raises
    ------
    ValueError
        If a code is not in the framework.
    """
    unknown = [code for code in weights or {} if code not in framework.position]
    if unknown:
        raise ValueError(f"weights: wanted codes of the framework, saw {unknown}")
    vector = framework.weights.copy()
    for code, weight in (weights or {}).items():
        vector[framework.position[code]] = weight
    return vector


def equal_weights(framework: Framework) -> FloatArray:
    """Return a weight of one for every node, shape ``(n_nodes,)``."""
    return np.ones(len(framework.codes))


def rescale_weights(framework: Framework, weights: npt.ArrayLike) -> FloatArray:
    """Rescale weights so that the children of each aggregate sum to one.

    Parameters
    ----------
    framework
        The tree.
    weights
        Shape ``(..., n_nodes)`` in the order of `Framework.codes`, not negative. Any number of
        sets may be stacked in front.

    Returns
    -------
    ndarray
        Shape ``(..., n_nodes)``; 1 for nodes at the top.

    Raises
    ------
    ValueError
        If the shape disagrees, a weight is negative or not finite, or a group has only zero
        weights.
    """
    raw = np.asarray(weights, dtype=np.float64)
    if raw.ndim == 0 or raw.shape[-1] != len(framework.codes):
        raise ValueError(f"weights: wanted shape (..., {len(framework.codes)}), saw {raw.shape}")
    wrong = ~(np.isfinite(raw) & (raw >= 0))
    if wrong.any():
        codes = [framework.codes[node] for node in np.unique(np.nonzero(wrong)[-1])]
        raise ValueError(f"weights: wanted finite numbers from 0, saw others for {codes}")
    rescaled = np.ones_like(raw)
    for group in framework.groups:
        total = raw[..., group.children].sum(axis=-1, keepdims=True)
        if (total == 0).any():
            raise ValueError(f"weights: wanted one weight above 0 under {group.code}, saw none")
        rescaled[..., group.children] = raw[..., group.children] / total
    return rescaled


def indicator_shares(framework: Framework, weights: FloatArray) -> FloatArray:
    """Stated share of each indicator in each aggregate: products of weights down the tree.

    With arithmetic means throughout and complete data the aggregates are
    ``values @ indicator_shares(...).T``.

    Parameters
    ----------
    framework
        The tree.
    weights
        Shape ``(..., n_nodes)``, rescaled.

    Returns
    -------
    ndarray
        Shape ``(..., n_aggregates, n_indicators)``; each row sums to one.
    """
    n_indicators = len(framework.indicators)
    shares = np.zeros((*weights.shape[:-1], len(framework.codes), n_indicators))
    shares[..., range(n_indicators), range(n_indicators)] = 1.0
    for group in framework.groups:
        below = shares[..., group.children, :]
        shares[..., group.node, :] = (weights[..., group.children, None] * below).sum(axis=-2)
    return shares[..., n_indicators:, :]
