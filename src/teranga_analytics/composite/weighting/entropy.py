"""Shannon entropy weights: an indicator that tells units apart counts more."""

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import as_table
from teranga_analytics.composite.weighting.contract import Weights, shares


def entropy_weights(values: npt.ArrayLike) -> Weights:
    """Weigh indicators by one minus the entropy of their distribution over units.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, non-negative (normalised); NaN where missing. A
        missing value is left out of its own column.

    Returns
    -------
    Weights
        0 for an indicator equal everywhere.

    Raises
    ------
    ValueError
        If a value is negative, an indicator has fewer than two values or only zeros, or all
        indicators are constant.

    References
    ----------
    .. [1] Shannon, C. E. (1948), A mathematical theory of communication.
    .. [2] Hwang, C. L. & Yoon, K. (1981), Multiple Attribute Decision Making, section 3.2.
    """
    table = as_table(values, "values")
    present = np.isfinite(table).sum(axis=0)
    totals = np.nansum(table, axis=0)
    if (table < 0).any() or (present < 2).any() or (totals <= 0).any():
        raise ValueError(
            "values: wanted at least two values per column, none negative, one positive"
        )
    parts = np.nan_to_num(table / totals)
    logarithms = np.log(parts, out=np.zeros_like(parts), where=parts > 0)
    entropy = -(parts * logarithms).sum(axis=0) / np.log(present)
    divergence = np.where(entropy > 1 - 1e-12, 0.0, 1 - entropy)
    constant = np.flatnonzero(divergence == 0).tolist()
    cautions = (f"Entropy: columns {constant} are constant and weigh nothing.",) if constant else ()
    weights = shares(divergence, "one minus entropy")
    return Weights(values=weights, method="entropy", cautions=cautions)
