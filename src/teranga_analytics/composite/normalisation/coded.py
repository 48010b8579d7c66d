"""The fixed scale of coded policy items: a code has the same score whoever else is coded."""

from collections.abc import Sequence

import numpy as np

from teranga_analytics.composite.arrays import FloatArray
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
    strange = np.isnan(level_scores) & ~np.isnan(values)
    is_strange = np.atleast_1d(strange.any(axis=tuple(range(values.ndim - 1))))
    scores = np.empty_like(values)
    wrong = []
    for column, meta in enumerate(indicators):
        scale = meta.fixed_scale
        if scale is None or scale[0] == scale[1]:
            wrong.append(f"{meta.code}: no fixed scale of some width")
            continue
        if is_strange[column]:
            seen = values[..., column][strange[..., column]]
            wrong.append(f"{meta.code}: {sorted(set(seen.tolist()))[:5]}")
        share = (level_scores[..., column] - scale[0]) / (scale[1] - scale[0])
        scores[..., column] = 1.0 - share if meta.direction < 0 else share
    if wrong:
        raise ValueError(f"values: wanted declared codes, saw others for {'; '.join(wrong)}")
    return scores * (upper - lower) + lower


def _level_scores(values: FloatArray, indicators: Sequence[IndicatorMeta]) -> FloatArray:
    """Score every code by its level; NaN where it is none."""
    shape = (len(indicators), max((len(meta.levels) for meta in indicators), default=0))
    codes, worth = np.full(shape, np.nan), np.full(shape, np.nan)
    for column, meta in enumerate(indicators):
        for place, level in enumerate(meta.levels):
            codes[column, place], worth[column, place] = level.code, level.score
    scores = np.full_like(values, np.nan)
    # All indicators at once, level by level: they have few levels and there are many of them.
    for place in range(shape[1]):
        scores = np.where(values == codes[:, place], worth[:, place], scores)
    for column, meta in enumerate(indicators):
        if not meta.levels:
            low, high = meta.fixed_scale or (np.nan, np.nan)
            given = values[..., column]
            scores[..., column] = np.where((given >= low) & (given <= high), given, np.nan)
    return scores
