"""Sobol indices: how much of the variation of each result is due to each choice.

The design crosses two samples A and B of the choices: A itself, B, and for each factor i the
sample A with column i taken from B (called AB_i). Runs are ordered A, B, AB_1 ... AB_d.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray

SobolEstimator = Literal["janon", "jansen", "saltelli"]

# Runs of this many outputs are resampled together: bounds the memory of the bootstrap.
_BOOTSTRAP_CELLS = 4_000_000


@dataclass(frozen=True)
class SobolDesign:
    """Where to run the model.

    Attributes
    ----------
    points
        Shape ``(n_base * (n_factors + 2), n_factors)``, in [0, 1).
    n_base
        Number of points in each of the samples A and B.
    """

    points: FloatArray
    n_base: int

    @property
    def n_factors(self) -> int:
        """Number of factors."""
        return int(self.points.shape[1])


@dataclass(frozen=True)
class SobolIndices:
    """Shares of the variance of each output, shape ``(n_factors, *outputs)`` each.

    Attributes
    ----------
    first_order
        Share due to the factor alone. NaN for an output that never varies.
    total_order
        Share due to the factor with all its interactions.
    first_low, first_high, total_low, total_high
        Bootstrap bounds; NaN when no bootstrap was asked for.
    variance
        Shape ``outputs``. Variance over samples A and B.
    n_used, n_failed
        Shape ``outputs``. Base points used, and left out because one of their runs failed (NaN).
    estimator
        Name of the estimator.
    """

    first_order: FloatArray
    total_order: FloatArray
    first_low: FloatArray
    first_high: FloatArray
    total_low: FloatArray
    total_high: FloatArray
    variance: FloatArray
    n_used: IntArray
    n_failed: IntArray
    estimator: SobolEstimator


def sobol_design(n_base: int, n_factors: int, seed: int = 0) -> SobolDesign:
    """Lay out the runs on a scrambled Sobol sequence.

    Parameters
    ----------
    n_base
        Points in each sample, at least 2. A power of two keeps the sequence balanced.
    n_factors
        Number of factors, at least 1. The model is run ``n_base * (n_factors + 2)`` times.
    seed
        Seed of the scrambling: same seed, same points.

    Returns
    -------
    SobolDesign

    Raises
    ------
    ValueError
        If a size is too small.

    References
    ----------
    .. [1] Saltelli, A. et al. (2010), Variance based sensitivity analysis of model output,
       Computer Physics Communications 181, 259-270.
    .. [2] Owen, A. B. (1998), Scrambling Sobol' and Niederreiter-Xing points, Journal of
       Complexity 14, 466-489.
    """
    if n_base < 2 or n_factors < 1:
        raise ValueError(
            f"n_base, n_factors: wanted at least 2 and 1, saw {n_base} and {n_factors}"
        )
    sequence = scipy.stats.qmc.Sobol(2 * n_factors, scramble=True, rng=np.random.default_rng(seed))
    # Whole powers of two, then cut: the first points of a Sobol sequence are the sequence.
    pair = sequence.random_base2(int(np.ceil(np.log2(n_base))))[:n_base]
    return SobolDesign(crossed_points(pair[:, :n_factors], pair[:, n_factors:]), n_base)


def crossed_points(first: FloatArray, second: FloatArray) -> FloatArray:
    """Cross two samples into the runs A, B, AB_1 ... AB_d.

    Parameters
    ----------
    first, second
        Shape ``(n_base, n_factors)`` each: samples A and B.

    Returns
    -------
    ndarray
        Shape ``(n_base * (n_factors + 2), n_factors)``.

    Raises
    ------
    ValueError
        If the samples differ in shape.
    """
    if first.shape != second.shape or first.ndim != 2:
        raise ValueError(f"second: wanted shape {first.shape} as first, saw {second.shape}")
    n_factors = first.shape[1]
    swapped = np.repeat(first[None], n_factors, axis=0)
    factor = np.arange(n_factors)
    swapped[factor, :, factor] = second.T
    return np.concatenate([first, second, swapped.reshape(-1, n_factors)])


def sobol_indices(
    outputs: npt.ArrayLike,
    n_factors: int,
    estimator: SobolEstimator = "janon",
    *,
    n_bootstrap: int = 0,
    confidence: float = 0.9,
    seed: int = 0,
) -> SobolIndices:
    """Estimate first and total order indices of any number of outputs at once.

    Parameters
    ----------
    outputs
        Shape ``(n_base * (n_factors + 2), *outputs)``, any unit, in the order of the design;
        NaN where a run failed. A base point with a failed run is left out, and counted.
    n_factors
        Number of factors.
    estimator
        First order by ``janon`` (a correlation, the least variable in practice), ``jansen`` or
        ``saltelli``. Total order by Jansen's formula; for ``janon`` its variance is that of the
        two samples compared, otherwise that of A and B.
    n_bootstrap
        Bootstrap replications over base points; 0 for no interval.
    confidence
        Share of the replications inside the interval, in (0, 1).
    seed
        Seed of the bootstrap.

    Returns
    -------
    SobolIndices

    Raises
    ------
    ValueError
        If the number of runs does not fit the design or an option is unknown.

    References
    ----------
    .. [1] Janon, A. et al. (2014), Asymptotic normality and efficiency of two Sobol index
       estimators, ESAIM: Probability and Statistics 18, 342-364.
    .. [2] Jansen, M. J. W. (1999), Analysis of variance designs for model output, Computer
       Physics Communications 117, 35-43.
    .. [3] Saltelli, A. et al. (2010), table 2, rows b, c and f.
    """
    runs = np.asarray(outputs, dtype=np.float64)
    if n_factors < 1 or runs.ndim == 0 or len(runs) % (n_factors + 2) or not len(runs):
        raise ValueError(
            f"outputs: wanted a multiple of {n_factors + 2} runs (n_factors + 2), "
            f"saw shape {runs.shape}"
        )
    if estimator not in get_args(SobolEstimator) or not 0 < confidence < 1:
        raise ValueError(
            f"estimator, confidence: wanted one of {get_args(SobolEstimator)} and a share "
            f"between 0 and 1, saw {estimator!r}, {confidence}"
        )
    n_base, shape = len(runs) // (n_factors + 2), runs.shape[1:]
    blocks = runs.reshape(n_factors + 2, n_base, -1)
    used: BoolArray = np.asarray(np.isfinite(blocks).all(axis=0))
    n_used = used.sum(axis=0)
    blocks, means = _centred(blocks, used)
    # The published product is not shift-invariant: it is kept as published.
    shift = means if estimator == "saltelli" else np.zeros_like(means)
    sample = _Sample(blocks, used, shift, estimator)
    first, total, variance = sample.estimate(np.ones((1, n_base)))
    bounds = np.full((4, n_factors, blocks.shape[2]), np.nan)
    if n_bootstrap > 0:
        bounds = _bootstrap_bounds(sample, n_bootstrap, (1 - confidence) / 2, seed)
    by_factor = (n_factors, *shape)
    first_low, first_high, total_low, total_high = bounds
    return SobolIndices(
        first_order=first[0].reshape(by_factor),
        total_order=total[0].reshape(by_factor),
        first_low=first_low.reshape(by_factor),
        first_high=first_high.reshape(by_factor),
        total_low=total_low.reshape(by_factor),
        total_high=total_high.reshape(by_factor),
        variance=variance[0].reshape(shape),
        n_used=n_used.reshape(shape),
        n_failed=(n_base - n_used).reshape(shape),
        estimator=estimator,
    )


@dataclass(frozen=True)
class _Sample:
    """Centred runs, shape (n_factors + 2, n_base, n_outputs), ready for resampling."""

    blocks: FloatArray
    used: BoolArray
    shift: FloatArray
    estimator: SobolEstimator

    def estimate(self, times: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return indices, shape (n_resamples, n_factors, n_outputs), and variances of resamples.

        `times` (n_resamples, n_base) says how often a base point is drawn: all estimators are
        functions of means over base points, so resampling is one matrix product per mean.
        """
        base, other, crossed = self.blocks[0], self.blocks[1], self.blocks[2:]
        n = np.maximum(times @ self.used, 1.0)

        def mean(terms: FloatArray) -> FloatArray:
            averages: FloatArray = np.tensordot(times, terms, axes=(1, -2))
            return averages / (n[:, None] if terms.ndim == 3 else n)

        squares = mean(base**2) + mean(other**2)
        variance = (squares - (mean(base) + mean(other)) ** 2 / 2) * n / np.maximum(2 * n - 1, 1)
        whole = variance[:, None]
        apart = mean((base - crossed) ** 2) / 2
        if self.estimator == "saltelli":
            alone = mean((other + self.shift) * (crossed - base))
            return _ratio(alone, whole), _ratio(apart, whole), variance
        if self.estimator == "jansen":
            alone = whole - mean((other - crossed) ** 2) / 2
            return _ratio(alone, whole), _ratio(apart, whole), variance
        middle, squared = mean(crossed), mean(crossed**2)
        shared = ((mean(other)[:, None] + middle) / 2) ** 2
        spread = (mean(other**2)[:, None] + squared) / 2 - shared
        paired = (mean(base**2)[:, None] + squared) / 2
        paired -= ((mean(base)[:, None] + middle) / 2) ** 2
        return _ratio(mean(other * crossed) - shared, spread), _ratio(apart, paired), variance


def _centred(blocks: FloatArray, used: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Take out the mean of each output, which costs precision; 0 where a run failed."""
    n_runs = np.maximum(used.sum(axis=0), 1) * len(blocks)
    means = np.where(used, blocks, 0.0).sum(axis=(0, 1)) / n_runs
    deviations = np.where(used, blocks - means, 0.0)
    # Rounding is not variation: a constant output is exactly constant.
    rounding = 8 * np.finfo(float).eps * np.abs(means)
    return np.where(np.abs(deviations) <= rounding, 0.0, deviations), means


def _ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Divide, leaving NaN where the output does not vary."""
    ratio: FloatArray = np.divide(
        part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0
    )
    return ratio


def _bootstrap_bounds(sample: _Sample, n_bootstrap: int, tail: float, seed: int) -> FloatArray:
    """Quantiles of the resampled indices, shape (4, n_factors, n_outputs)."""
    generator = np.random.default_rng(seed)
    n_base = sample.blocks.shape[1]
    size = max(1, _BOOTSTRAP_CELLS // sample.blocks[:, 0].size)
    firsts, totals = [], []
    for start in range(0, n_bootstrap, size):
        n_draws = min(size, n_bootstrap - start)
        times = generator.multinomial(n_base, np.full(n_base, 1 / n_base), size=n_draws)
        first, total, _ = sample.estimate(times.astype(np.float64))
        firsts.append(first)
        totals.append(total)
    ends = [tail, 1 - tail]
    first_ends = np.quantile(np.concatenate(firsts), ends, axis=0)
    total_ends = np.quantile(np.concatenate(totals), ends, axis=0)
    return np.concatenate([first_ends, total_ends])
