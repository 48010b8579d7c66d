"""Mazziotta-Pareto indices: an arithmetic mean corrected by the imbalance of the children.

Shapes as in `aggregation.means`; missing children are left out.
"""

from typing import Literal

from teranga_analytics.composite.aggregation.means import arithmetic
from teranga_analytics.composite.arrays import FloatArray

Penalty = Literal["downwards", "upwards"]


def mazziotta_pareto(
    values: FloatArray, weights: FloatArray, *, penalty: Penalty = "downwards"
) -> FloatArray:
    """Mean minus (or plus) the product of standard deviation and coefficient of variation.

    The formula is the same for both indices; the normalisation before it tells them apart:
    z-scores of mean 100 and standard deviation 10 give the MPI, `centred_range` or goalposts
    scored 70 and 130 give the adjusted MPI, which compares waves.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_children)``, above zero; NaN where missing.
    weights
        Shape ``(..., n_children)``, summing to one; equal in the original.
    penalty
        ``"downwards"`` when a high score is good, ``"upwards"`` when it is bad.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``.

    Raises
    ------
    ValueError
        If the mean of a unit is not above zero, or the penalty is unknown.

    References
    ----------
    .. [1] Mazziotta, M., Pareto, A. (2016), On a generalized non-compensatory composite index
       for measuring socio-economic phenomena, Social Indicators Research 127(3).
    """
    if penalty not in {"downwards", "upwards"}:
        raise ValueError(f"penalty: wanted 'downwards' or 'upwards', saw {penalty!r}")
    mean = arithmetic(values, weights)
    if (mean <= 0).any():
        raise ValueError("Mazziotta-Pareto index: wanted means above 0, saw others")
    # Centred squares: the difference of raw moments would lose half of the digits.
    variance = arithmetic((values - mean[..., None]) ** 2, weights)
    correction = variance / mean
    return mean - correction if penalty == "downwards" else mean + correction
