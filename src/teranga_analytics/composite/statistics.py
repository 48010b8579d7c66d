"""Describe each indicator: location, spread, shape, missing, zero and repeated values."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray, as_table


@dataclass(frozen=True)
class StatisticsLimits:
    """Limits beyond which an indicator is flagged.

    Attributes
    ----------
    skewness, kurtosis
        An indicator has outliers when both its absolute skewness and its kurtosis exceed these.
    available_share, non_zero_share, unique_share
        Least shares of the units, in [0, 1].
    """

    skewness: float = 2.0
    kurtosis: float = 3.5
    available_share: float = 0.65
    non_zero_share: float = 0.5
    unique_share: float = 0.5


@dataclass(frozen=True)
class IndicatorStatistics:
    """One entry per indicator, shape ``(n_indicators,)`` each.

    Attributes
    ----------
    minimum, maximum, mean, median, std
        In the unit of the indicator; the standard deviation divides by n - 1.
    skewness, kurtosis
        Bias-corrected ("type 2"), unitless; kurtosis is 0 for a normal distribution.
    n_available, n_non_zero, n_unique, n_same
        Units with a value, with a value other than zero, distinct values, and units sharing
        the most frequent value.
    available_share
        Of all units. In [0, 1], as the other shares.
    non_zero_share, unique_share, same_share
        Of the units with a value.
    is_scarce, is_mostly_zero, is_repetitive, has_outliers
        Flags against the limits; the second and third compare with all units.
    """

    minimum: FloatArray
    maximum: FloatArray
    mean: FloatArray
    median: FloatArray
    std: FloatArray
    skewness: FloatArray
    kurtosis: FloatArray
    n_available: IntArray
    n_non_zero: IntArray
    n_unique: IntArray
    n_same: IntArray
    available_share: FloatArray
    non_zero_share: FloatArray
    unique_share: FloatArray
    same_share: FloatArray
    is_scarce: BoolArray
    is_mostly_zero: BoolArray
    is_repetitive: BoolArray
    has_outliers: BoolArray


def indicator_statistics(
    values: npt.ArrayLike, limits: StatisticsLimits | None = None
) -> IndicatorStatistics:
    """Describe every column of a table.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``, any unit; NaN where missing.
    limits
        Flag limits; the usual ones when None.

    Returns
    -------
    IndicatorStatistics
        NaN where a statistic is undefined: everything in an empty column, skewness of a
        constant one.

    Raises
    ------
    ValueError
        If `values` is not a table of finite numbers or NaN.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 3.
    """
    table = as_table(values, "values")
    limits = limits or StatisticsLimits()
    n_units = len(table)
    seen = np.isfinite(table)
    n_available = seen.sum(axis=0)
    n_non_zero = (seen & (table != 0)).sum(axis=0)
    n_unique, n_same = _repetition(table)
    present = np.where(n_available > 0, n_available, np.nan)
    skewness, kurtosis = shape_moments(table)
    return IndicatorStatistics(
        minimum=np.fmin.reduce(table, axis=0),
        maximum=np.fmax.reduce(table, axis=0),
        mean=column_means(table),
        median=_medians(table),
        std=column_deviations(table),
        skewness=skewness,
        kurtosis=kurtosis,
        n_available=n_available,
        n_non_zero=n_non_zero,
        n_unique=n_unique,
        n_same=n_same,
        available_share=n_available / n_units,
        non_zero_share=n_non_zero / present,
        unique_share=n_unique / present,
        same_share=n_same / present,
        is_scarce=n_available / n_units < limits.available_share,
        is_mostly_zero=n_non_zero / n_units < limits.non_zero_share,
        is_repetitive=n_unique / n_units < limits.unique_share,
        has_outliers=(np.abs(skewness) > limits.skewness) & (kurtosis > limits.kurtosis),
    )


def shape_moments(values: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Bias-corrected skewness and excess kurtosis of every column.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``; NaN where missing.

    Returns
    -------
    skewness, kurtosis : ndarray
        Shape ``(n_indicators,)``, unitless. NaN for a constant column, for fewer than three
        values (skewness) or fewer than four (kurtosis).

    Raises
    ------
    ValueError
        If `values` is not a table.

    References
    ----------
    .. [1] Joanes, D. N. & Gill, C. A. (1998), Comparing measures of sample skewness and
       kurtosis, The Statistician 47, 183-189 (type 2).
    """
    table = as_table(values, "values")
    n = np.isfinite(table).sum(axis=0).astype(np.float64)
    means = column_means(table)
    deviation = table - means
    # Products, not powers: a thousand replications of a table pass through here.
    present = np.nan_to_num(deviation)
    squares = present * present
    second = squares.sum(axis=0)
    third = np.einsum("ij,ij->j", squares, present)
    fourth = np.einsum("ij,ij->j", squares, squares)
    # A column equal to its mean up to rounding has no shape.
    flat = second <= n * (np.nan_to_num(means) * np.finfo(float).eps * 4) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        third_ratio = third / n / (second / n) ** 1.5
        fourth_ratio = fourth / n / (second / n) ** 2 - 3
        skewness = third_ratio * np.sqrt(n * (n - 1)) / (n - 2)
        kurtosis = ((n + 1) * fourth_ratio + 6) * (n - 1) / ((n - 2) * (n - 3))
    return (
        np.where(flat | (n < 3), np.nan, skewness),
        np.where(flat | (n < 4), np.nan, kurtosis),
    )


def column_means(table: FloatArray) -> FloatArray:
    """Mean of the values present in each column, NaN where none is.

    Parameters
    ----------
    table
        Shape ``(n_units, n_indicators)``; NaN where missing.

    Returns
    -------
    ndarray
        Shape ``(n_indicators,)``, in the unit of the column.
    """
    n = np.isfinite(table).sum(axis=0)
    means: FloatArray = np.nansum(table, axis=0) / np.where(n > 0, n, np.nan)
    return means


def column_deviations(table: FloatArray) -> FloatArray:
    """Compute the standard deviation (n - 1) of the values present in each column.

    Parameters
    ----------
    table
        Shape ``(n_units, n_indicators)``; NaN where missing.

    Returns
    -------
    ndarray
        Shape ``(n_indicators,)``, in the unit of the column; NaN below two values.
    """
    n = np.isfinite(table).sum(axis=0)
    squares = np.nansum((table - column_means(table)) ** 2, axis=0)
    deviations: FloatArray = np.sqrt(squares / np.where(n > 1, n - 1, np.nan))
    return deviations


def _medians(table: FloatArray) -> FloatArray:
    ordered = np.sort(table, axis=0)  # missing values last
    n = np.isfinite(table).sum(axis=0)
    column = np.arange(table.shape[1])
    low = ordered[np.maximum(n - 1, 0) // 2, column]
    high = ordered[np.minimum(n // 2, len(table) - 1), column]
    medians: FloatArray = (low + high) / 2
    return medians


def _repetition(table: FloatArray) -> tuple[IntArray, IntArray]:
    """Count distinct values, and units sharing the most frequent one, in each column."""
    n_unique = np.zeros(table.shape[1], dtype=np.intp)
    n_same = np.zeros(table.shape[1], dtype=np.intp)
    for column, values in enumerate(table.T):
        _, counts = np.unique(values[np.isfinite(values)], return_counts=True)
        n_unique[column], n_same[column] = len(counts), counts.max(initial=0)
    return n_unique, n_same
