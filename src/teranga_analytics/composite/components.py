"""Principal components of a group of indicators, and whether the group suits them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import FloatArray, as_table
from teranga_analytics.composite.cautions import small_sample_cautions
from teranga_analytics.composite.correlation import correlate
from teranga_analytics.composite.statistics import column_deviations


@dataclass(frozen=True)
class PrincipalComponents:
    """Components of the correlation matrix, strongest first.

    Attributes
    ----------
    variances
        Shape ``(n_components,)``. Eigenvalues; they sum to the number of indicators.
    variance_shares
        Shape ``(n_components,)``, in [0, 1], summing to 1.
    loadings
        Shape ``(n_indicators, n_components)``. Columns of length one; each column is signed so
        that its loadings sum to a positive number.
    n_units
        Units without a missing value, on which the components were computed.
    cautions
        Plain sentences to print beside the figures.
    """

    variances: FloatArray
    variance_shares: FloatArray
    loadings: FloatArray
    n_units: int
    cautions: tuple[str, ...]

    @property
    def first_loadings(self) -> FloatArray:
        """Loadings of the first component, shape ``(n_indicators,)``; some may be negative."""
        first: FloatArray = self.loadings[:, 0]
        return first


@dataclass(frozen=True)
class SamplingAdequacy:
    """Kaiser-Meyer-Olkin measure.

    Attributes
    ----------
    overall
        In [0, 1]; below 0.5 the indicators share too little for a factor analysis. NaN where
        the correlation matrix cannot be inverted.
    by_indicator
        Shape ``(n_indicators,)``, same unit.
    """

    overall: float
    by_indicator: FloatArray


@dataclass(frozen=True)
class Sphericity:
    """Bartlett's test that the indicators are unrelated.

    Attributes
    ----------
    statistic
        Chi-square statistic; infinite when indicators are exact combinations of each other.
    degrees_of_freedom
        n (n - 1) / 2 for n indicators.
    p_value
        In [0, 1]. Small: the indicators are related.
    """

    statistic: float
    degrees_of_freedom: int
    p_value: float


def principal_components(values: npt.ArrayLike) -> PrincipalComponents:
    """Principal components of the standardised indicators.

    Units with a missing value are left out, and counted in a caution.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, any unit; NaN where missing.

    Returns
    -------
    PrincipalComponents
        ``min(n_indicators, n_units)`` components; those past ``n_units - 1`` carry nothing.

    Raises
    ------
    ValueError
        If fewer than two complete units remain or an indicator is constant over them.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 4.1.
    """
    table = as_table(values, "values")
    complete = table[np.isfinite(table).all(axis=1)]
    n_units = len(complete)
    if n_units < 2:
        raise ValueError(f"values: wanted at least two units without missing value, saw {n_units}")
    deviations = column_deviations(complete)
    constant = np.flatnonzero(np.ptp(complete, axis=0) == 0)
    if constant.size:
        raise ValueError(
            f"values: wanted indicators that vary over the {n_units} complete units, "
            f"saw constant columns {constant.tolist()}"
        )
    standard = (complete - complete.mean(axis=0)) / deviations
    _, singular, rotation = np.linalg.svd(standard, full_matrices=False)
    loadings = rotation.T
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    variances = singular**2 / (n_units - 1)
    left_out = len(table) - n_units
    cautions = small_sample_cautions("Principal components", n_units, table.shape[1])
    if left_out:
        cautions = (
            f"Principal components: units left out for a missing value: {left_out}.",
            *cautions,
        )
    return PrincipalComponents(variances, variances / variances.sum(), loadings, n_units, cautions)


def sampling_adequacy(values: npt.ArrayLike) -> SamplingAdequacy:
    """Kaiser-Meyer-Olkin measure: correlations against partial correlations.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, any unit; units with a missing value are left out.

    Returns
    -------
    SamplingAdequacy
        NaN with as many indicators as units or more, or a constant or duplicated indicator.

    Raises
    ------
    ValueError
        If `values` is not a table.

    References
    ----------
    .. [1] Kaiser, H. F. (1974), An index of factorial simplicity, Psychometrika 39, 31-36.
    .. [2] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 4.1.
    """
    correlations, _ = _complete_correlations(values)
    n_indicators = len(correlations)
    if not _is_regular(correlations):
        return SamplingAdequacy(float("nan"), np.full(n_indicators, np.nan))
    inverse = np.linalg.inv(correlations)
    scale = np.sqrt(np.diag(inverse))
    partial = -inverse / np.outer(scale, scale)
    off_diagonal = 1 - np.eye(n_indicators)
    full_squares = (correlations**2 * off_diagonal).sum(axis=0)
    partial_squares = (partial**2 * off_diagonal).sum(axis=0)
    total = full_squares + partial_squares
    return SamplingAdequacy(
        overall=float(full_squares.sum() / total.sum()) if total.sum() > 0 else float("nan"),
        by_indicator=np.divide(
            full_squares, total, out=np.full(n_indicators, np.nan), where=total > 0
        ),
    )


def bartlett_sphericity(values: npt.ArrayLike) -> Sphericity:
    """Bartlett's test of sphericity.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, any unit; units with a missing value are left out.

    Returns
    -------
    Sphericity
        NaN statistic when a column is constant or there are not more units than indicators.

    Raises
    ------
    ValueError
        If `values` is not a table.

    References
    ----------
    .. [1] Bartlett, M. S. (1950), Tests of significance in factor analysis, British Journal of
       Psychology (Statistical Section) 3, 77-85.
    """
    correlations, n_units = _complete_correlations(values)
    n_indicators = len(correlations)
    freedom = n_indicators * (n_indicators - 1) // 2
    if np.isnan(correlations).any() or n_units <= n_indicators:
        return Sphericity(float("nan"), freedom, float("nan"))
    if not _is_regular(correlations):
        return Sphericity(float("inf"), freedom, 0.0)
    _, log_determinant = np.linalg.slogdet(correlations)
    statistic = -(n_units - 1 - (2 * n_indicators + 5) / 6) * float(log_determinant)
    return Sphericity(statistic, freedom, float(scipy.stats.chi2.sf(statistic, freedom)))


def _complete_correlations(values: npt.ArrayLike) -> tuple[FloatArray, int]:
    table = as_table(values, "values")
    complete = table[np.isfinite(table).all(axis=1)]
    if len(complete) < 2:
        return np.full((table.shape[1], table.shape[1]), np.nan), len(complete)
    correlations = correlate(complete)
    # The diagonal of a constant column stays NaN and marks the matrix as unusable.
    return correlations, len(complete)


def _is_regular(correlations: FloatArray) -> bool:
    if np.isnan(correlations).any():
        return False
    return bool(np.linalg.cond(correlations) < 1 / (np.finfo(float).eps * 100))
