"""CRITIC weights: contrast within an indicator, conflict with the others."""

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import as_table
from teranga_analytics.composite.correlation import correlate
from teranga_analytics.composite.statistics import column_deviations
from teranga_analytics.composite.weighting.contract import Weights, shares


def critic_weights(values: npt.ArrayLike) -> Weights:
    """Weigh indicators by their spread times their lack of correlation with the others.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, two indicators or more, any unit, high meaning good;
        each is rescaled to its own range. NaN where missing: correlations are pairwise.

    Returns
    -------
    Weights
        0 for a constant indicator.

    Raises
    ------
    ValueError
        If there are fewer than two indicators or none conflicts with another.

    References
    ----------
    .. [1] Diakoulaki, D., Mavrotas, G. & Papayannakis, L. (1995), Determining objective weights
       in multiple criteria problems: the CRITIC method, Computers & OR 22, 763-770.
    """
    table = as_table(values, "values")
    if table.shape[1] < 2:
        raise ValueError(f"values: wanted at least two indicators, saw {table.shape[1]}")
    spread = np.fmax.reduce(table, axis=0) - np.fmin.reduce(table, axis=0)
    varies = spread > 0
    contrast = np.nan_to_num(column_deviations(table) / np.where(varies, spread, np.nan))
    conflict = np.nan_to_num(1 - correlate(table))
    np.fill_diagonal(conflict, 0.0)
    constant = np.flatnonzero(~varies).tolist()
    cautions = (f"CRITIC: columns {constant} are constant and weigh nothing.",) if constant else ()
    information = np.maximum(contrast * conflict.sum(axis=1), 0.0)
    weights = shares(information, "contrast times conflict")
    return Weights(values=weights, method="CRITIC", cautions=cautions)
