"""The fixed scale of coded policy items: a code has the same score whoever else is coded."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np

from teranga_analytics.composite.arrays import BoolArray, FloatArray
from teranga_analytics.composite.indicator import IndicatorMeta


def coded_scale(
    values: FloatArray,
    *,
    indicators: Sequence[IndicatorMeta],
    lower: float = 0.0,
    upper: float = 100.0,
) -> FloatArray:
    """Give each code the score of its level, on the fixed scale of the indicator.

    Unlike min-max, the result for a country does not depend on the other countries, a constant
    indicator keeps its level, and no level is stretched because it happens to be the highest
    found. This is the default for policy items.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)``: codes as written by the coders, not turned by
        direction; scores when the indicator has a scale but no levels. NaN where missing.
    indicators
        One coded indicator per column.
    lower, upper
        Scores of the lowest and highest end of each fixed scale. An indicator of direction -1
        is reversed.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_indicators)``, in [lower, upper].

    Raises
    ------
    ValueError
        If an indicator has no fixed scale, a value is not one of its codes, or it lies outside
        the scale. The message names every such indicator.
    """
    level_scores = _level_scores(values, indicators)
    scales = np.array([meta.fixed_scale or (np.nan, np.nan) for meta in indicators]).reshape(-1, 2)
    lowest, widths = scales[:, 0], scales[:, 1] - scales[:, 0]
    strange = np.isnan(level_scores) & ~np.isnan(values)
    is_strange = np.atleast_1d(strange.any(axis=tuple(range(values.ndim - 1))))
    has_width = np.isfinite(widths) & (widths != 0)
    if is_strange.any() or not has_width.all():
        wrong = _wrong(values, indicators, strange, has_width)
        raise ValueError(f"values: wanted declared codes, saw others for {'; '.join(wrong)}")
    shares = (level_scores - lowest) / widths
    is_reversed = np.array([meta.direction < 0 for meta in indicators])
    scores: FloatArray = np.where(is_reversed, 1.0 - shares, shares) * (upper - lower) + lower
    return scores


def _wrong(
    values: FloatArray,
    indicators: Sequence[IndicatorMeta],
    strange: BoolArray,
    has_width: BoolArray,
) -> Iterator[str]:
    """Name each indicator that has no scale, or codes that are none of its own."""
    for column, meta in enumerate(indicators):
        seen = values[..., column][strange[..., column]]
        if not has_width[column]:
            yield f"{meta.code}: no fixed scale of some width"
        elif seen.size:
            yield f"{meta.code}: {sorted(set(seen.tolist()))[:5]}"


def _level_scores(values: FloatArray, indicators: Sequence[IndicatorMeta]) -> FloatArray:
    """Score every code by its level; NaN where it is none."""
    scores = np.full_like(values, np.nan)
    # All indicators at once, level by level: they have few levels and there are many of them.
    for levels in zip_longest(*(meta.levels for meta in indicators)):
        pairs = [(level.code, level.score) if level else (np.nan, np.nan) for level in levels]
        codes, worth = np.array(pairs).T
        scores = np.where(values == codes, worth, scores)
    for column, meta in enumerate(indicators):
        if not meta.levels:
            low, high = meta.fixed_scale or (np.nan, np.nan)
            given = values[..., column]
            scores[..., column] = np.where((given >= low) & (given <= high), given, np.nan)
    return scores
