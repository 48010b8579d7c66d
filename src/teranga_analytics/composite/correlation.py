"""Correlations between indicators, between levels, and with parents, with their significance."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import scipy

from teranga_analytics.composite.arrays import FloatArray, IntArray, as_labels, as_table

CorrelationMethod = Literal["pearson", "spearman", "kendall"]

# Pairs of units are walked in blocks: 2 000 units make two million pairs.
_PAIR_BLOCK = 50_000
# Ranks among shared units take n_units numbers for each pair of columns.
_RANK_BLOCK = 4_000_000


@dataclass(frozen=True)
class CorrelationFlag:
    """Two indicators of one group whose correlation passes a threshold.

    Attributes
    ----------
    first, second
        Columns of the two indicators, first < second.
    group
        Their common group.
    coefficient
        Correlation, in [-1, 1].
    """

    first: int
    second: int
    group: int
    coefficient: float


def correlate(
    left: npt.ArrayLike,
    right: npt.ArrayLike | None = None,
    method: CorrelationMethod = "pearson",
) -> FloatArray:
    """Correlate every column of one table with every column of another.

    Each pair of columns uses the units that have both values.

    Parameters
    ----------
    left
        Shape ``(n_units, n_left)``, any unit; NaN where missing.
    right
        Shape ``(n_units, n_right)``, same units in the same order; `left` itself when None.
    method
        ``pearson``, ``spearman`` (ranks taken among the shared units) or ``kendall`` (tau-b).

    Returns
    -------
    ndarray
        Shape ``(n_left, n_right)``, in [-1, 1]; NaN for a column constant over the shared units.

    Raises
    ------
    ValueError
        If the tables disagree or the method is unknown.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 4.
    """
    first, second = _two_tables(left, right)
    if method not in get_args(CorrelationMethod):
        wanted = ", ".join(get_args(CorrelationMethod))
        raise ValueError(f"method: wanted one of {wanted}, saw {method!r}")
    by_method = {"pearson": _pearson, "spearman": _spearman, "kendall": _kendall}
    return by_method[method](first, second)


def shared_units(left: npt.ArrayLike, right: npt.ArrayLike | None = None) -> IntArray:
    """Count the units having a value in both columns of each pair.

    Parameters
    ----------
    left, right
        As in `correlate`.

    Returns
    -------
    ndarray
        Shape ``(n_left, n_right)``.

    Raises
    ------
    ValueError
        If the tables disagree.
    """
    first, second = _two_tables(left, right)
    counts: IntArray = _present(first).T.astype(np.intp) @ _present(second).astype(np.intp)
    return counts


def correlation_p_values(
    left: npt.ArrayLike,
    right: npt.ArrayLike | None = None,
    method: CorrelationMethod = "pearson",
) -> FloatArray:
    """Two-sided probability of a correlation as strong if the columns were unrelated.

    Parameters
    ----------
    left, right, method
        As in `correlate`.

    Returns
    -------
    ndarray
        Shape ``(n_left, n_right)``, in [0, 1]. Student's test for Pearson and Spearman; for
        Kendall the exact test without ties in small samples, else the normal approximation.
        NaN below three shared units and for a column with itself when `right` is None.

    Raises
    ------
    ValueError
        As `correlate`.
    """
    first, second = _two_tables(left, right)
    if method == "kendall":
        p_values = _kendall_p_values(first, second)
    else:
        coefficient = correlate(first, second, method)
        freedom = shared_units(first, second) - 2.0
        with np.errstate(divide="ignore", invalid="ignore"):
            statistic = coefficient * np.sqrt(freedom / (1 - coefficient**2))
            p_values = np.asarray(2 * scipy.stats.t.sf(np.abs(statistic), freedom))
        p_values = np.where(freedom > 0, p_values, np.nan)
    if right is None:
        np.fill_diagonal(p_values, np.nan)
    return p_values


def correlation_with_parent(
    children: npt.ArrayLike,
    parents: npt.ArrayLike,
    parent_of: npt.ArrayLike,
    method: CorrelationMethod = "pearson",
) -> FloatArray:
    """Correlate every element with its own parent.

    Parameters
    ----------
    children
        Shape ``(n_units, n_children)``; NaN where missing.
    parents
        Shape ``(n_units, n_parents)``.
    parent_of
        Shape ``(n_children,)``. Column of each child's parent (or any ancestor).
    method
        As in `correlate`.

    Returns
    -------
    ndarray
        Shape ``(n_children,)``, in [-1, 1].

    Raises
    ------
    ValueError
        If the shapes disagree or a parent does not exist.
    """
    matrix = correlate(children, parents, method)
    columns = as_labels(parent_of, "parent_of", len(matrix))
    if columns.min() < 0 or columns.max() >= matrix.shape[1]:
        raise ValueError(f"parent_of: wanted columns of parents below {matrix.shape[1]}")
    return matrix[np.arange(len(matrix)), columns]


def flag_correlations(
    correlations: npt.ArrayLike,
    group_of: npt.ArrayLike,
    threshold: float,
    side: Literal["above", "below"],
) -> list[CorrelationFlag]:
    """List pairs of one group whose correlation is beyond a threshold.

    Above 0.9 or so, two indicators say the same thing twice; below about -0.4 they cancel
    each other in the mean.

    Parameters
    ----------
    correlations
        Shape ``(n, n)``, as `correlate` gives it; NaN pairs are never listed.
    group_of
        Shape ``(n,)``. Group of each indicator; only pairs within a group are compared.
    threshold
        In [-1, 1].
    side
        List pairs strictly above or strictly below the threshold.

    Returns
    -------
    list of CorrelationFlag
        Each pair once, in column order.

    Raises
    ------
    ValueError
        If the shapes disagree or an option is unknown.
    """
    matrix = as_table(correlations, "correlations")
    groups = as_labels(group_of, "group_of", len(matrix))
    if side not in {"above", "below"} or not -1 <= threshold <= 1:
        raise ValueError(
            f"side, threshold: wanted above or below and a number in [-1, 1], "
            f"saw {side!r}, {threshold}"
        )
    beyond = matrix > threshold if side == "above" else matrix < threshold
    listed = np.triu(beyond & (groups[:, None] == groups[None, :]), k=1)
    return [
        CorrelationFlag(int(i), int(j), int(groups[i]), float(matrix[i, j]))
        for i, j in np.argwhere(listed)
    ]


def _two_tables(left: npt.ArrayLike, right: npt.ArrayLike | None) -> tuple[FloatArray, FloatArray]:
    first = as_table(left, "left")
    second = first if right is None else as_table(right, "right")
    if len(first) != len(second):
        raise ValueError(f"right: wanted {len(first)} units as in left, saw {len(second)}")
    return first, second


def _present(table: FloatArray) -> FloatArray:
    return np.isfinite(table).astype(np.float64)


def _pearson(left: FloatArray, right: FloatArray) -> FloatArray:
    here, there = _present(left), _present(right)
    x, y = _centred(left), _centred(right)
    n = here.T @ there
    with np.errstate(divide="ignore", invalid="ignore"):
        sum_x, sum_y = x.T @ there, here.T @ y
        covariance = x.T @ y - sum_x * sum_y / n
        var_x = (x**2).T @ there - sum_x**2 / n
        var_y = here.T @ (y**2) - sum_y**2 / n
        # Below rounding error a column does not vary at all over the shared units.
        flat = (var_x <= 1e-14 * ((x**2).T @ there)) | (var_y <= 1e-14 * (here.T @ (y**2)))
        coefficient = covariance / np.sqrt(var_x * var_y)
    return np.where(flat, np.nan, np.clip(coefficient, -1, 1))


def _centred(table: FloatArray) -> FloatArray:
    """Deviation from the column mean, in units of the largest one; 0 where missing."""
    present = np.isfinite(table)
    n = present.sum(axis=0)
    mean = np.nansum(table, axis=0) / np.maximum(n, 1)
    deviation = np.where(present, table - mean, 0.0)
    largest = np.abs(deviation).max(axis=0)
    rounding = np.finfo(float).eps * 4 * np.abs(mean)
    constant = largest <= rounding
    scaled: FloatArray = np.where(constant, 0.0, deviation / np.where(constant, 1.0, largest))
    return scaled


def _spearman(left: FloatArray, right: FloatArray) -> FloatArray:
    if not (np.isnan(left).any() or np.isnan(right).any()):
        return _pearson(scipy.stats.rankdata(left, axis=0), scipy.stats.rankdata(right, axis=0))
    coefficient = np.empty((left.shape[1], right.shape[1]))
    size = max(1, _RANK_BLOCK // right.size)
    for start in range(0, left.shape[1], size):
        block = slice(start, start + size)
        coefficient[block] = _spearman_of_shared(left[:, block], right)
    return coefficient


def _spearman_of_shared(left: FloatArray, right: FloatArray) -> FloatArray:
    """Correlate ranks taken, for each pair of columns, among the units they share."""
    here, there = _present(left), _present(right)
    shared = here.T[:, :, None] * there
    n_shared = shared.sum(axis=1, keepdims=True)
    middle = (n_shared + 1) / 2
    x = (_ranks_among(left, there) - middle) * shared
    y = (_ranks_among(right, here).transpose(2, 1, 0) - middle) * shared
    spread = np.sqrt((x**2).sum(axis=1) * (y**2).sum(axis=1))
    rho: FloatArray = np.divide(
        (x * y).sum(axis=1), spread, out=np.full(spread.shape, np.nan), where=spread > 0
    )
    return rho


def _ranks_among(table: FloatArray, masks: FloatArray) -> FloatArray:
    """Rank each column among the units of each mask: (n_columns, n_units, n_masks)."""
    ranks = np.empty((table.shape[1], len(table), masks.shape[1]))
    for number, column in enumerate(table.T):
        behind = (column < column[:, None]) + 0.5 * (column == column[:, None])
        ranks[number] = behind @ masks + 0.5
    return ranks


def _kendall(left: FloatArray, right: FloatArray) -> FloatArray:
    """Tau-b by matrix products over the pairs of units."""
    shape = (left.shape[1], right.shape[1])
    concordance, untied_left, untied_right = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    upper, lower = np.triu_indices(len(left), k=1)
    for start in range(0, len(upper), _PAIR_BLOCK):
        i, j = upper[start : start + _PAIR_BLOCK], lower[start : start + _PAIR_BLOCK]
        x, y = left[i] - left[j], right[i] - right[j]
        has_x, has_y = _present(x), _present(y)
        sign_x, sign_y = np.nan_to_num(np.sign(x)), np.nan_to_num(np.sign(y))
        concordance += sign_x.T @ sign_y
        untied_left += np.abs(sign_x).T @ has_y
        untied_right += has_x.T @ np.abs(sign_y)
    untied = np.sqrt(untied_left) * np.sqrt(untied_right)
    tau: FloatArray = np.divide(concordance, untied, out=np.full(shape, np.nan), where=untied > 0)
    return tau


def _kendall_p_values(left: FloatArray, right: FloatArray) -> FloatArray:
    p_values = np.full((left.shape[1], right.shape[1]), np.nan)
    for i, x in enumerate(left.T):
        for j, y in enumerate(right.T):
            shared = np.isfinite(x) & np.isfinite(y)
            if shared.sum() >= 3:
                p_values[i, j] = scipy.stats.kendalltau(x[shared], y[shared]).pvalue
    return p_values
