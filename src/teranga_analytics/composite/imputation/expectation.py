"""Imputation by expectation-maximisation under a multivariate normal distribution."""

import numpy as np

from teranga_analytics.composite.arrays import BoolArray, FloatArray
from teranga_analytics.composite.imputation.columns import column_mean


def impute_expectation(
    values: FloatArray,
    *,
    ridge: float = 0.05,
    tolerance: float = 1e-8,
    max_iterations: int = 500,
) -> FloatArray:
    """Fill missing cells with their expectation given the other indicators of the unit.

    Mean and covariance of the indicators are estimated together with the missing cells. With
    fewer units than a few times the indicators the covariance is not determined; a ridge keeps
    it invertible by drawing correlations towards zero.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``; NaN where missing.
    ridge
        Share in [0, 1) by which correlations are drawn towards zero.
    tolerance
        Largest change of an expected value, in standard deviations, at which to stop.
    max_iterations
        Number of iterations after which the failure to converge is reported.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``.

    Raises
    ------
    ValueError
        If an indicator has no value, `ridge` is out of range, the covariance cannot be
        inverted, or the iterations do not converge.

    References
    ----------
    .. [1] Dempster, A., Laird, N., Rubin, D. (1977), Maximum likelihood from incomplete data via
       the EM algorithm, JRSS B 39(1).
    """
    if not 0 <= ridge < 1:
        raise ValueError(f"ridge: wanted from 0 to below 1, saw {ridge}")
    missing = np.isnan(values)
    if missing.all(axis=0).any():
        columns = np.flatnonzero(missing.all(axis=0)).tolist()
        raise ValueError(f"values: wanted a value in each indicator, saw none in columns {columns}")
    if not missing.any():
        return values.copy()
    centre = column_mean(values)
    spread = np.sqrt(column_mean((values - centre) ** 2))
    scale = np.where(spread > 0, spread, 1.0)
    filled = np.where(missing, 0.0, (values - centre) / scale)
    patterns = _patterns(missing)
    mean = filled.mean(axis=0)
    covariance = _shrunk(filled.T @ filled / len(values), ridge)
    for _ in range(max_iterations):
        before = filled
        filled, residual = _expect(filled, patterns, mean, covariance)
        mean = filled.mean(axis=0)
        covariance = _shrunk((filled - mean).T @ (filled - mean) / len(values) + residual, ridge)
        if np.abs(filled - before).max() <= tolerance:
            return np.where(missing, filled * scale + centre, values)
    raise ValueError(
        f"expectation-maximisation: wanted convergence, saw none in {max_iterations} iterations; "
        "a larger ridge helps"
    )


def _patterns(missing: BoolArray) -> list[tuple[BoolArray, BoolArray]]:
    """Rows sharing each pattern of missing cells, with the pattern."""
    patterns = np.unique(missing[missing.any(axis=1)], axis=0)
    return [((missing == pattern).all(axis=1), pattern) for pattern in patterns]


def _expect(
    filled: FloatArray,
    patterns: list[tuple[BoolArray, BoolArray]],
    mean: FloatArray,
    covariance: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Fill missing cells with their expectation; give the variance this leaves out."""
    expected = filled.copy()
    residual = np.zeros_like(covariance)
    for rows, gap in patterns:
        known = ~gap
        try:
            slopes = np.linalg.solve(covariance[np.ix_(known, known)], covariance[known][:, gap])
        except np.linalg.LinAlgError as error:
            raise ValueError("covariance: wanted invertible, saw singular; raise ridge") from error
        expected[np.ix_(rows, gap)] = (
            mean[gap] + (filled[np.ix_(rows, known)] - mean[known]) @ slopes
        )
        left = covariance[np.ix_(gap, gap)] - covariance[gap][:, known] @ slopes
        residual[np.ix_(gap, gap)] += left * rows.sum()
    return expected, residual / len(filled)


def _shrunk(covariance: FloatArray, ridge: float) -> FloatArray:
    shrunk = covariance * (1 - ridge)
    diagonal = np.arange(len(covariance))
    shrunk[diagonal, diagonal] = np.maximum(covariance[diagonal, diagonal], 1e-12)
    return shrunk
