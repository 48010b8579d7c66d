"""Benefit of the doubt as an aggregation: each unit is scored with its own best weights."""

import numpy as np

from teranga_analytics.composite.arrays import FloatArray


def benefit(
    values: FloatArray,
    weights: FloatArray,
    *,
    least_share: float = 0.0,
    most_share: float = 1.0,
    upper: float = 100.0,
) -> FloatArray:
    """Score units with their own best weights, within bounds.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``, not negative; NaN where missing.
    weights
        Shape ``(..., n_children)``; only their leading axes are used, the method finds its own.
    least_share, most_share
        Bounds, in [0, 1], of the share of each child in the score of a unit.
    upper
        Score of a unit that no other dominates.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``, from 0 to `upper`; NaN for a unit with a missing child.

    References
    ----------
    .. [1] Cherchye, L. et al. (2007), An introduction to 'benefit of the doubt' composite
       indicators, Social Indicators Research 82.
    """
    # The solver takes half a second to import and few indices need it.
    from teranga_analytics.composite.weighting.benefit import (  # noqa: PLC0415
        benefit_of_the_doubt,
    )

    leading = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    tables = np.broadcast_to(values, (*leading, *values.shape[-2:]))
    scores = [
        benefit_of_the_doubt(tables[index], least_share, most_share).scores
        for index in np.ndindex(leading)
    ]
    return np.stack(scores).reshape(*leading, values.shape[-2]) * upper
