"""Hidden cells stay hidden: checked by trying to compute them back, exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.optimize import linprog

from teranga_analytics.disclosure import hidden_cells, hidden_in_list, with_totals

tables = arrays.arrays(
    np.int64,
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    elements=st.integers(0, 14),
)


def range_of(table, hidden, cell):
    """Return the least and the most a hidden cell can be, for someone who knows all the rest."""
    unknown = [tuple(position) for position in np.argwhere(hidden)]
    number = {position: k for k, position in enumerate(unknown)}
    signs = np.ones(table.shape)
    signs[-1, :] *= -1
    signs[:, -1] *= -1
    equations, sums = [], []
    for line in (
        *([(i, j) for j in range(table.shape[1])] for i in range(table.shape[0])),
        *([(i, j) for i in range(table.shape[0])] for j in range(table.shape[1])),
    ):
        row = np.zeros(len(unknown))
        known = 0
        for position in line:
            if position in number:
                row[number[position]] = signs[position]
            else:
                known += signs[position] * table[position]
        if row.any():
            equations.append(row)
            sums.append(-known)
    ends = []
    for direction in (1, -1):
        goal = np.zeros(len(unknown))
        goal[number[cell]] = direction
        found = linprog(goal, A_eq=equations, b_eq=sums, bounds=(0, None))
        ends.append(np.inf if found.status == 3 else found.x[number[cell]])
    return ends


@given(tables)
@settings(max_examples=150, deadline=None)
def test_hidden_cells_cannot_be_computed_back(counts):
    table = with_totals(counts)
    hidden = hidden_cells(counts, threshold=5)

    for cell in map(tuple, np.argwhere((table > 0) & (table < 5))):
        assert hidden[cell]
        least, most = range_of(table, hidden, cell)
        assert most - least > 0.99


def test_hidden_cells_leaves_a_table_of_large_counts_open():
    assert not hidden_cells([[10, 20], [30, 40]]).any()


def test_hidden_cells_hides_a_small_cell_and_the_cheapest_cycle_through_it():
    hidden = hidden_cells([[2, 9, 30], [8, 7, 30], [40, 40, 40]])

    assert hidden[:2, :2].all()
    assert hidden.sum() == 4


def test_hidden_cells_closes_the_bridge_between_two_pairs():
    # Each line of hidden cells has two of them, and yet the middle one could be computed.
    counts = [[2, 3, 20, 20], [3, 2, 2, 20], [20, 20, 3, 3], [20, 20, 3, 2]]

    hidden = hidden_cells(counts)

    least, most = range_of(with_totals(counts), hidden, (1, 2))
    assert most - least > 0.99


def test_hidden_cells_of_an_empty_cell_is_not_hidden():
    assert not hidden_cells([[0, 10], [10, 0]]).any()


def test_hidden_cells_refuses_a_list():
    with pytest.raises(ValueError, match="two dimensions"):
        hidden_cells([1, 2, 3])


def test_with_totals_refuses_negative_counts():
    with pytest.raises(ValueError, match="negative"):
        with_totals([[1, -1]])


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [
        ([10, 20, 30], [False, False, False]),
        ([2, 20, 30], [True, True, False]),
        ([2, 3, 30], [True, True, False]),
        ([0, 20, 30], [False, False, False]),
        ([3], [True]),
    ],
)
def test_hidden_in_list_never_hides_one_alone(counts, wanted):
    assert hidden_in_list(counts).tolist() == wanted


def test_hidden_in_list_refuses_a_table():
    with pytest.raises(ValueError, match="list"):
        hidden_in_list([[1]])
