"""Winsorisation: extreme points are brought to the next value until the shape is ordinary."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray
from teranga_analytics.composite.statistics import shape_moments

Cell = TypeVar("Cell", bound=np.generic)

SKEWNESS_LIMIT = 2.0
KURTOSIS_LIMIT = 3.5


@dataclass(frozen=True, slots=True, eq=False)
class Winsorised:
    """Result of a Winsorisation.

    Parameters
    ----------
    values
        Shape of the values given.
    high, low
        Shape of the values given; cells brought down and brought up.
    n_points
        Shape ``(..., n_indicators)``: number of cells treated.
    """

    values: FloatArray
    high: BoolArray
    low: BoolArray
    n_points: IntArray


def has_ordinary_shape(
    values: FloatArray,
    *,
    skewness_limit: float = SKEWNESS_LIMIT,
    kurtosis_limit: float = KURTOSIS_LIMIT,
) -> BoolArray:
    """Tell which indicators pass: absolute skewness or kurtosis below its limit.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    skewness_limit, kurtosis_limit
        Limits of the bias-corrected absolute skewness and excess kurtosis.

    Returns
    -------
    ndarray
        Shape ``(..., n_indicators)``. True where the shape is undefined (constant indicator,
        fewer than four values): there is nothing to treat.

    References
    ----------
    .. [1] Groeneveld, R., Meeden, G. (1984), Measuring skewness and kurtosis, The Statistician 33;
       limits as in OECD & JRC (2008), section 4.
    """
    columns, leading = _columns(values)
    skewness, kurtosis = shape_moments(columns)
    failing = (np.abs(skewness) >= skewness_limit) & (kurtosis >= kurtosis_limit)
    return ~failing.reshape(leading)


def winsorise(
    values: FloatArray,
    *,
    max_points: int | npt.NDArray[np.intp] | None = 5,
    skewness_limit: float = SKEWNESS_LIMIT,
    kurtosis_limit: float = KURTOSIS_LIMIT,
    force: bool = False,
) -> Winsorised:
    """Winsorise indicators one distinct extreme value at a time.

    While an indicator does not pass (see `has_ordinary_shape`), its highest value, or its lowest
    when it is skewed to the left, takes the next value. Tied points are treated together, so
    their number can exceed `max_points`.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``; NaN where missing.
    max_points
        Number of treated points at which to stop; None for no limit. An array of whole numbers
        gives each replication its own, shape ``(...,)``.
    skewness_limit, kurtosis_limit
        See `has_ordinary_shape`.
    force
        Treat up to `max_points` even where the shape passes; needs a limit.

    Returns
    -------
    Winsorised

    Raises
    ------
    ValueError
        If `force` is given without a limit, or the limit is negative.
    """
    columns, leading = _columns(values)
    limit = _limits(max_points, leading, force)
    treated = columns.copy()
    high = np.zeros(columns.shape, dtype=np.bool_)
    low = np.zeros(columns.shape, dtype=np.bool_)
    active = np.flatnonzero(limit > 0)
    while active.size:
        part = treated[:, active]
        skewness, kurtosis = shape_moments(part)
        failing = (np.abs(skewness) >= skewness_limit) & (kurtosis >= kurtosis_limit)
        going = _movable(part) & (failing | force)
        active, part, skewness = active[going], part[:, going], skewness[going]
        if not active.size:
            break
        upwards = skewness < 0  # the low tail is the long one
        extreme, moved = _bring_in(part, upwards)
        treated[:, active] = moved
        # A later step on the same side covers the earlier points, which now tie with it.
        high[:, active[~upwards]] = extreme[:, ~upwards]
        low[:, active[upwards]] = extreme[:, upwards]
        n_points = high[:, active].sum(axis=0) + low[:, active].sum(axis=0)
        active = active[n_points < limit[active]]
    return Winsorised(
        values=_restored(treated, values.shape),
        high=_restored(high, values.shape),
        low=_restored(low, values.shape),
        n_points=(high.sum(axis=0) + low.sum(axis=0)).reshape(leading),
    )


def _columns(values: FloatArray) -> tuple[FloatArray, tuple[int, ...]]:
    """Lay all replications side by side: shape ``(n_units, n_columns)``."""
    leading = (*values.shape[:-2], values.shape[-1])
    columns = np.moveaxis(values, -2, 0).reshape(values.shape[-2], -1)
    return columns, leading


def _restored(columns: npt.NDArray[Cell], shape: tuple[int, ...]) -> npt.NDArray[Cell]:
    units_first = columns.reshape(shape[-2], *shape[:-2], shape[-1])
    return np.moveaxis(units_first, 0, -2)


def _limits(
    max_points: int | npt.NDArray[np.intp] | None, leading: tuple[int, ...], force: bool
) -> FloatArray:
    if max_points is None:
        if force:
            raise ValueError("force: wanted a limit in max_points, saw None")
        return np.full(int(np.prod(leading)), np.inf)
    limits = np.asarray(max_points, dtype=np.float64)
    if (limits < 0).any():
        raise ValueError(f"max_points: wanted whole numbers from 0, saw {max_points}")
    return np.broadcast_to(limits[..., None], leading).reshape(-1)


def _movable(columns: FloatArray) -> BoolArray:
    """Whether two values at least are left to tell apart."""
    movable: BoolArray = np.fmin.reduce(columns, axis=0) < np.fmax.reduce(columns, axis=0)
    return movable


def _bring_in(columns: FloatArray, upwards: BoolArray) -> tuple[BoolArray, FloatArray]:
    """Move the extreme value of each column to the next one; say which cells moved."""
    turned = np.where(upwards, -columns, columns)
    extreme = turned == np.fmax.reduce(turned, axis=0)
    following = np.fmax.reduce(np.where(extreme, -np.inf, turned), axis=0)
    moved = np.where(extreme, following, turned)
    return extreme, np.where(upwards, -moved, moved)
