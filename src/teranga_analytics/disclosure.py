"""Tables of counts about few units, published without telling what one unit answered.

A cell is *sensitive* when it counts at least one unit and fewer than the threshold. Hiding
it is not enough: its row, its column and their totals may give it back. Complementary cells
are hidden so that no sensitive cell can be computed from what is left.
"""

import numpy as np
import numpy.typing as npt
import scipy

IntTable = npt.NDArray[np.int64]
BoolTable = npt.NDArray[np.bool_]

# A hidden cell costs nothing to hide again, but an edge of weight zero is no edge.
_FREE = 1e-6


def with_totals(counts: npt.ArrayLike) -> IntTable:
    """Add the column of row totals and the row of column totals.

    Parameters
    ----------
    counts
        Shape ``(n_rows, n_columns)``. Numbers of units, not negative.

    Returns
    -------
    ndarray
        Shape ``(n_rows + 1, n_columns + 1)``; the last cell is the grand total.

    Raises
    ------
    ValueError
        If the table is not two-dimensional or a count is negative.
    """
    table = np.asarray(counts, dtype=np.int64)
    if table.ndim != 2:
        message = f"counts must have two dimensions, not {table.ndim}."
        raise ValueError(message)
    if (table < 0).any():
        raise ValueError("counts must not be negative.")
    wide = np.concatenate([table, table.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([wide, wide.sum(axis=0, keepdims=True)], axis=0)


def hidden_cells(counts: npt.ArrayLike, *, threshold: int = 5) -> BoolTable:
    """Say which cells of a table with its totals must be hidden.

    Rows and columns are the nodes of a graph and hidden cells its edges. A hidden cell is
    determined by what is left exactly when no cycle of hidden cells goes through it; a
    cycle of counts that are all positive lets each of them be one more or one less. For
    each sensitive cell that lies on no cycle, the cheapest one (fewest units hidden) is
    added.

    Parameters
    ----------
    counts
        Shape ``(n_rows, n_columns)``. Numbers of units, without totals.
    threshold
        Counts from 1 to ``threshold - 1`` are sensitive.

    Returns
    -------
    ndarray
        Shape ``(n_rows + 1, n_columns + 1)``: the last row and column are the totals.

    Raises
    ------
    ValueError
        If the table is not two-dimensional, a count is negative or the threshold below 1.

    References
    ----------
    .. [1] Gusfield, D. (1988), A graph theoretic approach to statistical data security,
       SIAM Journal on Computing 17(3).
    """
    if threshold < 1:
        message = f"threshold must be at least 1, not {threshold}."
        raise ValueError(message)
    table = with_totals(counts)
    sensitive = (table > 0) & (table < threshold)
    hidden = sensitive.copy()
    for row, column in np.argwhere(sensitive):
        for cell in _cheapest_way_round(table, hidden, int(row), int(column)):
            hidden[cell] = True
    return hidden


def _cheapest_way_round(
    table: IntTable, hidden: BoolTable, row: int, column: int
) -> list[tuple[int, int]]:
    """Return the cells of the cheapest path from a row to a column that avoids their own cell."""
    n_rows, n_columns = table.shape
    usable = table > 0
    usable[row, column] = False
    rows, columns = np.nonzero(usable)
    costs = np.where(hidden[rows, columns], _FREE, table[rows, columns])
    size = n_rows + n_columns
    graph = scipy.sparse.csr_array((costs, (rows, columns + n_rows)), shape=(size, size))
    _distance, before = scipy.sparse.csgraph.dijkstra(
        graph, directed=False, indices=[row], return_predecessors=True
    )
    cells = []
    node = column + n_rows
    while before[0, node] >= 0:
        one, other = sorted((int(before[0, node]), int(node)))
        cells.append((one, other - n_rows))
        node = int(before[0, node])
    return cells


def hidden_in_list(counts: npt.ArrayLike, *, threshold: int = 5) -> npt.NDArray[np.bool_]:
    """Say which counts of a list published with its total must be hidden.

    Parameters
    ----------
    counts
        Shape ``(n,)``. Numbers of units that add up to a published total.
    threshold
        Counts from 1 to ``threshold - 1`` are sensitive.

    Returns
    -------
    ndarray
        Shape ``(n,)``. When one count alone would be hidden, so is the next smallest.

    Raises
    ------
    ValueError
        If the list is not one-dimensional, a count is negative or the threshold below 1.
    """
    values = np.asarray(counts, dtype=np.int64)
    if values.ndim != 1 or (values < 0).any() or threshold < 1:
        raise ValueError("counts must be a list of numbers that are not negative, threshold >= 1.")
    hidden = (values > 0) & (values < threshold)
    others = np.flatnonzero((values > 0) & ~hidden)
    if hidden.sum() == 1 and len(others):
        hidden[others[np.argmin(values[others])]] = True
    return hidden
