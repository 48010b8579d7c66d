"""Random numbers from counters: each is a function of a key and a position, not of a history.

Whatever the order in which replications run, on one thread or on a hundred machines, number 17
of replication 4,000 is the same.
"""

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray

Counters = npt.NDArray[np.uint64]

_STRIDE = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio, the increment of SplitMix64
_MASK = 2**64 - 1


def stream_key(seed: int, stream: int) -> int:
    """Derive the key of one stream of numbers from a seed.

    Parameters
    ----------
    seed
        Any whole number from 0.
    stream
        Number of the stream.

    Returns
    -------
    int
        64 bits.
    """
    numbers = np.array([seed & _MASK, stream & _MASK], dtype=np.uint64)
    first = _mixed(numbers[:1] + np.uint64(_STRIDE))
    return int(_mixed(first + numbers[1:] * np.uint64(_STRIDE))[0])


def uniforms(key: int, counters: Counters, n_columns: int) -> FloatArray:
    """Give each counter a row of independent uniform numbers.

    Parameters
    ----------
    key
        See `stream_key`.
    counters
        Shape ``(n,)``: any distinct whole numbers, such as those of replications.
    n_columns
        Numbers per counter.

    Returns
    -------
    ndarray
        Shape ``(n, n_columns)``, in [0, 1).

    References
    ----------
    .. [1] Steele, G. L., Lea, D., Flood, C. H. (2014), Fast splittable pseudorandom number
       generators, OOPSLA '14 (SplitMix64).
    """
    starts = _mixed(_mixed(counters + np.uint64(key)) ^ np.uint64(key))
    columns = np.arange(1, n_columns + 1, dtype=np.uint64) * np.uint64(_STRIDE)
    bits = _mixed(starts[:, None] + columns)
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53


def as_counters(coordinates: FloatArray) -> Counters:
    """Turn coordinates in [0, 1) into counters: equal coordinates, equal numbers drawn.

    Parameters
    ----------
    coordinates
        Shape ``(n,)``.

    Returns
    -------
    ndarray
        Shape ``(n,)``.
    """
    return np.ascontiguousarray(coordinates, dtype=np.float64).view(np.uint64)


def _mixed(bits: Counters) -> Counters:
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))
