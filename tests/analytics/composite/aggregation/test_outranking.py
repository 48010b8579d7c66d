import numpy as np

from teranga_analytics.composite.aggregation.outranking import (
    borda,
    copeland,
    majority,
    outranking_matrix,
)


def test_copeland_counts_victories_minus_defeats():
    values = np.array([[3.0, 1.0, 2.0], [2.0, 2.0, 1.0], [1.0, 3.0, 3.0]])
    weights = np.full(3, 1 / 3)

    assert copeland(values, weights).tolist() == [0.0, -2.0, 2.0]


def test_copeland_ties_coalitions_of_equal_weight():
    # 0.1 + 0.2 against 0.3: not equal in floating point, equal in weight.
    values = np.array([[1.0, 1.0, 0.0, 5.0], [0.0, 0.0, 1.0, 5.0]])
    weights = np.array([0.1, 0.2, 0.3, 0.4])

    assert majority(values, weights).tolist() == [[0, 0], [0, 0]]


def test_copeland_sees_small_true_differences():
    values = np.array([[1.0, 0.0], [0.0, 1.0]])
    weights = np.array([0.5 + 1e-12, 0.5 - 1e-12])

    assert copeland(values, weights).tolist() == [1.0, -1.0]


def test_comparisons_use_the_children_both_units_have():
    values = np.array([[5.0, np.nan], [1.0, 9.0], [np.nan, 1.0], [np.nan, np.nan]])
    weights = np.array([0.5, 0.5])

    matrix = outranking_matrix(values, weights)

    assert matrix[0, 1] == 1.0
    assert matrix[1, 0] == 0.0
    assert np.isnan(matrix[0, 2])
    np.testing.assert_array_equal(copeland(values, weights), [1.0, 0.0, -1.0, np.nan])


def test_outranking_complements_off_the_diagonal():
    rng = np.random.default_rng(5)
    values = rng.integers(0, 3, (8, 6)).astype(float)

    matrix = outranking_matrix(values, rng.dirichlet(np.ones(6)))

    off = ~np.eye(8, dtype=bool)
    np.testing.assert_allclose((matrix + matrix.T)[off], 1.0)
    assert (np.diag(matrix) == 0).all()


def test_borda_is_the_mean_number_of_units_beaten():
    values = np.array([[3.0, 1.0], [2.0, 1.0], [1.0, 5.0]])

    np.testing.assert_allclose(borda(values, np.array([0.5, 0.5])), [1.25, 0.75, 1.0])


def test_outranking_methods_broadcast_replications():
    rng = np.random.default_rng(6)
    values = rng.integers(0, 4, (5, 4)).astype(float)
    weights = rng.dirichlet(np.ones(4), 3)
    for method in (copeland, borda, outranking_matrix):
        together = method(values, weights)
        for index in range(3):
            np.testing.assert_allclose(together[index], method(values, weights[index]))
