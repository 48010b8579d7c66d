"""Ranks of replications and their exact distribution: a count of every rank of every unit."""

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray, IntArray

Ranks = npt.NDArray[np.uint16]

# Scores that agree on this share of the largest one are equal: rounding is not an order.
SAME = 1e-10
# Comparisons held at once when counting who is ahead of whom.
_MOST_PAIRS = 4_000_000


def rank_rows(scores: FloatArray, waves: tuple[IntArray, ...]) -> Ranks:
    """Rank units within each wave.

    Parameters
    ----------
    scores
        Shape ``(..., n_rows)``; NaN where missing.
    waves
        Rows of each wave.

    Returns
    -------
    ndarray
        Shape ``(..., n_rows)``: 1 is the best, ties share the smallest rank, 0 without score.
    """
    if len(waves) == 1:
        return _ranked(scores)
    ranks = np.zeros(scores.shape, dtype=np.uint16)
    for rows in waves:
        ranks[..., rows] = _ranked(scores[..., rows])
    return ranks


def _ranked(scores: FloatArray) -> Ranks:
    n_units = scores.shape[-1]
    missing = np.isnan(scores)
    largest = np.fmax.reduce(np.abs(scores), axis=-1, initial=0.0, keepdims=True)
    unit = np.where(largest > 0, SAME * largest, 1.0)
    # Best first; a missing score comes last.
    keys = np.rint(scores / -unit)
    order = np.argsort(keys, axis=-1)
    ordered = np.take_along_axis(keys, order, axis=-1)
    starts = np.zeros(scores.shape, dtype=np.uint16)
    positions = np.arange(1, n_units, dtype=np.uint16)
    starts[..., 1:] = np.where(ordered[..., 1:] != ordered[..., :-1], positions, 0)
    np.maximum.accumulate(starts, axis=-1, out=starts)
    ranks = np.empty(scores.shape, dtype=np.uint16)
    np.put_along_axis(ranks, order, starts + 1, axis=-1)
    ranks[missing] = 0
    return ranks


def count_ranks(ranks: Ranks) -> IntArray:
    """Count how often each unit takes each rank.

    Parameters
    ----------
    ranks
        Shape ``(n, n_nodes, n_rows)``.

    Returns
    -------
    ndarray
        Shape ``(n_nodes, n_rows, n_rows + 1)``; the first count is that of missing scores.
    """
    _, n_nodes, n_rows = ranks.shape
    cells = np.arange(n_nodes * n_rows).reshape(n_nodes, n_rows) * (n_rows + 1)
    size = n_nodes * n_rows * (n_rows + 1)
    counts = np.bincount((ranks + cells).ravel(), minlength=size)
    return counts.reshape(n_nodes, n_rows, n_rows + 1)


def count_ahead(ranks: Ranks) -> IntArray:
    """Count how often each unit ranks strictly ahead of each other.

    Parameters
    ----------
    ranks
        Shape ``(n, n_rows)`` of one node.

    Returns
    -------
    ndarray
        Shape ``(n_rows, n_rows)``, row against column; a missing unit is ahead of nobody.
    """
    n_rows = ranks.shape[1]
    small = ranks.astype(np.uint8) if n_rows < 255 else ranks
    # Zero, for a missing score, becomes the largest number.
    last_first = small - 1
    ahead = np.zeros((n_rows, n_rows), dtype=np.intp)
    # At most 255 replications at once: their count fits the byte in which it is summed.
    step = int(np.clip(_MOST_PAIRS // n_rows**2, 1, 255))
    for start in range(0, len(ranks), step):
        part = last_first[start : start + step]
        wins = part[:, :, None] < part[:, None, :]
        ahead += wins.view(np.uint8).sum(axis=0, dtype=np.uint8)
    return ahead


def rank_mean(counts: IntArray) -> FloatArray:
    """Mean rank from counts, shape ``(n_nodes, n_rows)``; NaN for a unit never ranked."""
    ranked = counts[..., 1:]
    total = ranked.sum(axis=-1)
    places = np.arange(1, counts.shape[-1])
    with np.errstate(invalid="ignore"):
        means: FloatArray = ranked @ places / np.where(total > 0, total, np.nan)
    return means


def rank_quantiles(counts: IntArray, share: float) -> FloatArray:
    """Quantile of ranks from counts, exact.

    Parameters
    ----------
    counts
        Shape ``(..., n_rows + 1)``, see `count_ranks`.
    share
        Share of the replications at or below, in [0, 1].

    Returns
    -------
    ndarray
        Shape ``(...)``; NaN for a unit never ranked.

    References
    ----------
    .. [1] Hyndman, R. J., Fan, Y. (1996), Sample quantiles in statistical packages, The American
       Statistician 50: definition 7.
    """
    reached = np.cumsum(counts[..., 1:], axis=-1)
    total = reached[..., -1]
    position = np.maximum(total - 1, 0) * share
    below = np.floor(position).astype(np.intp)
    above = np.minimum(below + 1, np.maximum(total - 1, 0))
    low = (reached > below[..., None]).argmax(axis=-1) + 1
    high = (reached > above[..., None]).argmax(axis=-1) + 1
    return np.where(total > 0, low + (position - below) * (high - low), np.nan)
