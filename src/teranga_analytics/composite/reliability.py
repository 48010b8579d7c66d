"""Internal consistency: Cronbach's alpha, what each item adds to it, and its interval."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import FloatArray, as_table
from teranga_analytics.composite.cautions import small_sample_cautions


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha of a group of indicators.

    Attributes
    ----------
    alpha
        At most 1; negative when the indicators pull against each other; NaN where undefined.
    low, high
        Feldt's interval around `alpha`.
    if_dropped
        Shape ``(n_items,)``. Alpha of the group without each item; NaN with two items.
    if_dropped_low, if_dropped_high
        Shape ``(n_items,)``. Their intervals.
    item_rest_correlation
        Shape ``(n_items,)``. Correlation of each item with the sum of the others.
    n_units
        Units shared by the least covered pair of items: the interval rests on them.
    cautions
        Plain sentences to print beside the figure.
    """

    alpha: float
    low: float
    high: float
    if_dropped: FloatArray
    if_dropped_low: FloatArray
    if_dropped_high: FloatArray
    item_rest_correlation: FloatArray
    n_units: int
    cautions: tuple[str, ...]


def cronbach(values: npt.ArrayLike, confidence: float = 0.95) -> Reliability:
    """Cronbach's alpha from pairwise complete covariances.

    Parameters
    ----------
    values
        Shape ``(n_units, n_items)``, two items or more, all in the same direction and unit
        (normalised); NaN where missing.
    confidence
        Confidence of the intervals, in (0, 1).

    Returns
    -------
    Reliability

    Raises
    ------
    ValueError
        If there are fewer than two items or the confidence is out of range.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 4.2.
    .. [2] Feldt, L. S., Woodruff, D. J. & Salih, F. A. (1987), Statistical inference for
       coefficient alpha, Applied Psychological Measurement 11, 93-103.
    """
    table = as_table(values, "values")
    n_items = table.shape[1]
    if n_items < 2 or not 0 < confidence < 1:
        raise ValueError(
            "values, confidence: wanted at least two items and a share between 0 and 1, "
            f"saw {n_items} items, {confidence}"
        )
    covariance, n_shared = pairwise_covariance(table)
    n_units = int(n_shared.min())
    total, variances = covariance.sum(), np.diag(covariance)
    alpha = _alpha(total, variances.sum(), n_items)
    low, high = _feldt_interval(alpha, n_units, n_items, confidence)
    rest = covariance.sum(axis=1) - variances
    rest_variance = total - 2 * rest - variances
    dropped = _alpha(rest_variance, variances.sum() - variances, n_items - 1)
    dropped_low, dropped_high = _feldt_interval(dropped, n_units, n_items - 1, confidence)
    spread = variances * np.maximum(rest_variance, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        item_rest = np.where(spread > 0, rest / np.sqrt(spread), np.nan)
    return Reliability(
        alpha=float(alpha),
        low=float(low),
        high=float(high),
        if_dropped=dropped,
        if_dropped_low=dropped_low,
        if_dropped_high=dropped_high,
        item_rest_correlation=item_rest,
        n_units=n_units,
        cautions=_cautions(table, n_units, float(alpha)),
    )


def pairwise_covariance(values: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Covariance of each pair of columns over the units having both values.

    Parameters
    ----------
    values
        Shape ``(n_units, n_items)``; NaN where missing.

    Returns
    -------
    covariance : ndarray
        Shape ``(n_items, n_items)``, dividing by n - 1; NaN below two shared units.
    n_shared : ndarray
        Shape ``(n_items, n_items)``. Number of shared units.

    Raises
    ------
    ValueError
        If `values` is not a table.
    """
    table = as_table(values, "values")
    present = np.isfinite(table).astype(np.float64)
    n_present = np.maximum(present.sum(axis=0), 1)
    deviation = np.where(present > 0, table - np.nansum(table, axis=0) / n_present, 0.0)
    n_shared = present.T @ present
    sums = deviation.T @ present
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance = (deviation.T @ deviation - sums * sums.T / n_shared) / (n_shared - 1)
    return np.where(n_shared > 1, covariance, np.nan), n_shared


def _alpha(total_variance: npt.ArrayLike, item_variance: npt.ArrayLike, n_items: int) -> FloatArray:
    total = np.asarray(total_variance, dtype=np.float64)
    if n_items < 2:
        return np.full(total.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        alpha = n_items / (n_items - 1) * (1 - np.asarray(item_variance) / total)
    return np.where(total > 0, alpha, np.nan)


def _feldt_interval(
    alpha: FloatArray, n_units: int, n_items: int, confidence: float
) -> tuple[FloatArray, FloatArray]:
    if n_units < 2 or n_items < 2:
        return np.full_like(alpha, np.nan), np.full_like(alpha, np.nan)
    tail = (1 - confidence) / 2
    freedom = (n_units - 1, (n_units - 1) * (n_items - 1))
    low = 1 - (1 - alpha) * scipy.stats.f.ppf(1 - tail, *freedom)
    high = 1 - (1 - alpha) * scipy.stats.f.ppf(tail, *freedom)
    return np.asarray(low), np.asarray(high)


def _cautions(table: FloatArray, n_units: int, alpha: float) -> tuple[str, ...]:
    cautions = list(small_sample_cautions("Cronbach's alpha", n_units, table.shape[1]))
    if np.isnan(table).any():
        cautions.append(
            "Cronbach's alpha: computed pair by pair because values are missing; "
            f"the least covered pair shares {n_units} units."
        )
    if np.isnan(alpha):
        cautions.append("Cronbach's alpha: undefined, the sum of the items does not vary.")
    elif alpha < 0:
        cautions.append("Cronbach's alpha: negative, some items pull against the others.")
    return tuple(cautions)
