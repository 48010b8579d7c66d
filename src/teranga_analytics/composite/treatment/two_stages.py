"""Two-stage treatment: Winsorise first; transform what that did not bring to an ordinary shape."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray
from teranga_analytics.composite.statistics import shape_moments
from teranga_analytics.composite.treatment.transforms import log_shifted
from teranga_analytics.composite.treatment.winsorisation import winsorise

Transform = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class ShapeCheck:
    """Shape of each indicator at one point of a treatment, each of shape ``(n_indicators,)``.

    Parameters
    ----------
    passes
        Whether the shape is ordinary.
    skewness, kurtosis
        Bias-corrected skewness and excess kurtosis.
    """

    passes: BoolArray
    skewness: FloatArray
    kurtosis: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Treatment:
    """Result of a treatment and how it came about.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``.
    treated
        Shape ``(n_units, n_indicators)``: ``"high"``, ``"low"`` for a point Winsorised on that
        side, ``"transformed"``, ``"high+transformed"``…, empty for an untouched cell.
    n_points
        Shape ``(n_indicators,)``: points Winsorised, also when given up for a transformation.
    winsorised, transformed
        Shape ``(n_indicators,)``: indicators on which each stage was tried.
    before, after_winsorising, after_transforming
        Shapes found; meaningful for the indicators each stage was tried on.
    """

    values: FloatArray
    treated: npt.NDArray[np.str_]
    n_points: IntArray
    winsorised: BoolArray
    transformed: BoolArray
    before: ShapeCheck
    after_winsorising: ShapeCheck
    after_transforming: ShapeCheck


def treat_in_two_stages(
    values: FloatArray,
    *,
    max_points: int | None = 5,
    skewness_limit: float = 2.0,
    kurtosis_limit: float = 3.5,
    transform: Transform | None = log_shifted,
    combine: bool = False,
    force: bool = False,
) -> Treatment:
    """Treat the indicators whose shape does not pass.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``; NaN where missing.
    max_points
        Points that may be Winsorised; None for no limit. An indicator that still does not pass
        goes to the transformation.
    skewness_limit, kurtosis_limit
        An indicator passes when its absolute skewness or its kurtosis is below the limit.
    transform
        Second stage; None for Winsorisation alone.
    combine
        Transform the Winsorised values instead of the values given.
    force
        Winsorise up to `max_points` in the indicators that do not pass at the start, even after
        they do.

    Returns
    -------
    Treatment

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 5.
    """
    limits = {"skewness_limit": skewness_limit, "kurtosis_limit": kurtosis_limit}
    before = check_shape(values, **limits)
    winsorised = ~before.passes
    first = winsorise(values[:, winsorised], max_points=max_points, force=force, **limits)
    stage_one = values.copy()
    stage_one[:, winsorised] = first.values
    after_first = check_shape(stage_one, **limits)
    transformed = winsorised & ~after_first.passes & (transform is not None)
    stage_two = stage_one.copy()
    if transform is not None and transformed.any():
        source = stage_one if combine else values
        stage_two[:, transformed] = transform(source[:, transformed])
    high, low = (np.zeros(values.shape, dtype=np.bool_) for _ in range(2))
    n_points = np.zeros(values.shape[1], dtype=np.intp)
    high[:, winsorised], low[:, winsorised] = first.high, first.low
    n_points[winsorised] = first.n_points
    return Treatment(
        values=stage_two,
        treated=_labels(high, low, np.broadcast_to(transformed, values.shape)),
        n_points=n_points,
        winsorised=winsorised,
        transformed=transformed,
        before=before,
        after_winsorising=after_first,
        after_transforming=check_shape(stage_two, **limits) if transformed.any() else after_first,
    )


def check_shape(values: FloatArray, *, skewness_limit: float, kurtosis_limit: float) -> ShapeCheck:
    """Measure the shape of each indicator and hold it against the limits.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``; NaN where missing.
    skewness_limit, kurtosis_limit
        See `has_ordinary_shape`.

    Returns
    -------
    ShapeCheck
    """
    skewness, kurtosis = shape_moments(values)
    failing = (np.abs(skewness) >= skewness_limit) & (kurtosis >= kurtosis_limit)
    return ShapeCheck(~failing, skewness, kurtosis)


def _labels(high: BoolArray, low: BoolArray, transformed: BoolArray) -> npt.NDArray[np.str_]:
    labels = np.full(high.shape, "", dtype="<U16")
    marks = {"high": high, "low": low & ~high}
    for label, mark in marks.items():
        labels[mark] = label
        labels[mark & transformed] = f"{label}+transformed"
    labels[transformed & ~high & ~low] = "transformed"
    return labels
