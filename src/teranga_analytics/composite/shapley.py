"""Shapley effects: the variance of each result shared out fully among the choices.

A choice receives the mean of what it adds to the variance explained, over all orders in which
choices may be learnt. Unlike Sobol indices, the effects always sum to the whole variance.
"""

from dataclasses import dataclass
from math import factorial

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import FloatArray, IntArray

# 2 ** 16 subsets; beyond, sample orders instead.
_MOST_EXACT_FACTORS = 16


@dataclass(frozen=True)
class ShapleyDesign:
    """Walks from one point to another, one coordinate at a time in a random order.

    Attributes
    ----------
    points
        Shape ``((n_factors + 1) * n_base, n_factors)``, in [0, 1): all starts, then all walks
        after one step, and so on.
    orders
        Shape ``(n_base, n_factors)``. Order in which each walk replaces coordinates.
    """

    points: FloatArray
    orders: IntArray


@dataclass(frozen=True)
class ShapleyEffects:
    """Shares of the variance of each output.

    Attributes
    ----------
    effects
        Shape ``(n_factors, *outputs)``, summing to 1 over factors; NaN for a constant output.
    low, high
        Same shape. Bootstrap bounds; NaN when no bootstrap was asked for.
    variance
        Shape ``outputs``. Variance shared out.
    n_used, n_failed
        Shape ``outputs``. Walks used, and left out because one of their runs failed (NaN).
    """

    effects: FloatArray
    low: FloatArray
    high: FloatArray
    variance: FloatArray
    n_used: IntArray
    n_failed: IntArray


def shapley_design(n_base: int, n_factors: int, seed: int = 0) -> ShapleyDesign:
    """Lay out random walks on a scrambled Sobol sequence.

    Parameters
    ----------
    n_base
        Number of walks, at least 2. The model is run ``n_base * (n_factors + 1)`` times.
    n_factors
        Number of independent factors, at least 1.
    seed
        Seed of the scrambling and of the orders.

    Returns
    -------
    ShapleyDesign

    Raises
    ------
    ValueError
        If a size is too small.

    References
    ----------
    .. [1] Goda, T. (2021), A simple algorithm for global sensitivity analysis with Shapley
       effects, Reliability Engineering & System Safety 213, 107702.
    """
    if n_base < 2 or n_factors < 1:
        raise ValueError(
            f"n_base, n_factors: wanted at least 2 and 1, saw {n_base} and {n_factors}"
        )
    generator = np.random.default_rng(seed)
    sequence = scipy.stats.qmc.Sobol(2 * n_factors, scramble=True, rng=generator)
    pair = sequence.random_base2(int(np.ceil(np.log2(n_base))))[:n_base]
    start, end = pair[:, :n_factors], pair[:, n_factors:]
    orders = generator.permuted(np.tile(np.arange(n_factors), (n_base, 1)), axis=1)
    place = np.argsort(orders, axis=1)
    steps = [np.where(place < step, end, start) for step in range(n_factors + 1)]
    return ShapleyDesign(np.concatenate(steps), orders)


def shapley_effects(
    outputs: npt.ArrayLike,
    design: ShapleyDesign,
    *,
    n_bootstrap: int = 0,
    confidence: float = 0.9,
    seed: int = 0,
) -> ShapleyEffects:
    """Estimate Shapley effects of any number of outputs at once.

    Parameters
    ----------
    outputs
        Shape ``(n_base * (n_factors + 1), *outputs)``, any unit, in the order of the design;
        NaN where a run failed. A walk with a failed run is left out, and counted.
    design
        The design that was run.
    n_bootstrap
        Bootstrap replications over walks; 0 for no interval.
    confidence
        Share of the replications inside the interval, in (0, 1).
    seed
        Seed of the bootstrap.

    Returns
    -------
    ShapleyEffects

    Raises
    ------
    ValueError
        If the number of runs does not fit the design.

    References
    ----------
    .. [1] Goda (2021), equation 3.
    """
    runs = np.asarray(outputs, dtype=np.float64)
    n_base, n_factors = design.orders.shape
    if runs.ndim == 0 or len(runs) != len(design.points):
        raise ValueError(f"outputs: wanted {len(design.points)} runs, saw shape {runs.shape}")
    shape = runs.shape[1:]
    walks = runs.reshape(n_factors + 1, n_base, -1)
    used = np.isfinite(walks).all(axis=0)
    gains = _gains(np.where(used, walks, 0.0), design.orders)
    n_used = used.sum(axis=0)
    variance = gains.sum(axis=(0, 1)) / np.maximum(n_used, 1)
    effects = _shares(gains.sum(axis=1))
    low = high = np.full_like(effects, np.nan)
    if n_bootstrap > 0:
        generator = np.random.default_rng(seed)
        times = generator.multinomial(n_base, np.full(n_base, 1 / n_base), size=n_bootstrap)
        draws = _shares(np.tensordot(gains, times.astype(np.float64), axes=(1, 1)))
        tail = (1 - confidence) / 2
        low, high = np.quantile(draws, [tail, 1 - tail], axis=-1)
    by_factor = (n_factors, *shape)
    return ShapleyEffects(
        effects=effects.reshape(by_factor),
        low=low.reshape(by_factor),
        high=high.reshape(by_factor),
        variance=variance.reshape(shape),
        n_used=n_used.reshape(shape),
        n_failed=(n_base - n_used).reshape(shape),
    )


def exact_shapley(worth: npt.ArrayLike) -> FloatArray:
    """Share out the worth of a team exactly, from the worth of every subset.

    Parameters
    ----------
    worth
        Shape ``(2 ** n_players, *outputs)``. Worth of each subset; player i is in subset s when
        bit i of s is set, so the first entry is the empty team and the last the whole one.

    Returns
    -------
    ndarray
        Shape ``(n_players, *outputs)``, in the unit of `worth`; sums to the worth of the whole
        team less that of the empty one.

    Raises
    ------
    ValueError
        If the number of subsets is not a power of two, or there are more than 16 players.

    References
    ----------
    .. [1] Shapley, L. S. (1953), A value for n-person games.
    .. [2] Owen, A. B. (2014), Sobol' indices and Shapley value, SIAM/ASA Journal on Uncertainty
       Quantification 2, 245-251.
    """
    values = np.asarray(worth, dtype=np.float64)
    n_players = len(values).bit_length() - 1 if values.ndim else 0
    if n_players < 1 or len(values) != 2**n_players or n_players > _MOST_EXACT_FACTORS:
        raise ValueError(
            f"worth: wanted 2 ** n subsets with n from 1 to {_MOST_EXACT_FACTORS}, "
            f"saw shape {values.shape}"
        )
    subsets = np.arange(len(values))
    sizes = np.bitwise_count(subsets)
    ways = np.array(
        [factorial(k) * factorial(n_players - 1 - k) for k in range(n_players)], dtype=np.float64
    ) / factorial(n_players)
    shares = np.empty((n_players, *values.shape[1:]))
    for player in range(n_players):
        without = subsets[subsets >> player & 1 == 0]
        added = values[without | 1 << player] - values[without]
        shares[player] = np.tensordot(ways[sizes[without]], added, axes=(0, 0))
    return shares


def _gains(walks: FloatArray, orders: IntArray) -> FloatArray:
    """Variance gained by each factor in each walk, shape (n_factors, n_base, n_outputs)."""
    start, before, after = walks[0], walks[:-1], walks[1:]
    # Half the squared distance to the start, after the step less before it.
    by_step: FloatArray = (start - (before + after) / 2) * (before - after)
    by_factor = np.empty_like(by_step)
    walk = np.arange(len(orders))
    for step in range(len(by_step)):
        by_factor[orders[:, step], walk] = by_step[step]
    return by_factor


def _shares(gains: FloatArray) -> FloatArray:
    total = gains.sum(axis=0)
    shares: FloatArray = np.divide(gains, total, out=np.full(gains.shape, np.nan), where=total > 0)
    return shares
