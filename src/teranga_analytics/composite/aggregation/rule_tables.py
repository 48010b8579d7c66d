"""Rule tables: the score of a node stated for each combination of its children's scores."""

from collections.abc import Sequence

import numpy as np

from teranga_analytics.composite.arrays import FloatArray

# Codes are decimal numbers that people wrote: equal within rounding is equal.
TOLERANCE = 1e-9


def rule_table(
    values: FloatArray, weights: FloatArray, *, rules: Sequence[Sequence[float | None]]
) -> FloatArray:
    """Look up the score of a combination, as MIPEX does from sub-indicators to an indicator.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``; NaN where missing.
    weights
        Shape ``(..., n_children)``; not used: a table states its own trade-offs.
    rules
        Each rule has one entry per child, then the score: ``[0, 50, 10]`` says 10 when the
        first child is 0 and the second 50. None stands for any value, present or missing. The
        first rule that fits decides.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``; NaN where a child is missing and no rule fits.

    Raises
    ------
    ValueError
        If a rule has another length, or a complete combination fits no rule; the message lists
        these combinations.
    """
    n_children = values.shape[-1]
    lengths = {len(rule) for rule in rules}
    if lengths != {n_children + 1}:
        raise ValueError(f"rules: wanted {n_children + 1} entries each, saw {sorted(lengths)}")
    leading = np.broadcast_shapes(values.shape[:-1], (*weights.shape[:-1], values.shape[-2]))
    scores = np.full(values.shape[:-1], np.nan)
    undecided = np.ones(values.shape[:-1], dtype=np.bool_)
    for *children, score in rules:
        fits = undecided.copy()
        for column, wanted in enumerate(children):
            if wanted is not None:
                fits &= np.abs(values[..., column] - wanted) <= TOLERANCE
        scores[fits] = np.nan if score is None else score
        undecided &= ~fits
    unknown = undecided & ~np.isnan(values).any(axis=-1)
    if unknown.any():
        combinations = np.unique(values[unknown], axis=0).tolist()
        raise ValueError(f"rules: wanted a rule for each combination, saw none for {combinations}")
    return np.broadcast_to(scores, leading)
