import numpy as np
import pytest

from teranga_analytics.composite.aggregation.by_node import (
    Operators,
    aggregate,
    imputed_shares,
    share_present,
)
from teranga_analytics.composite.aggregation.means import arithmetic, geometric
from teranga_analytics.composite.aggregation.order_statistics import minimum
from teranga_analytics.composite.aggregation.outranking import copeland
from teranga_analytics.composite.framework import Framework, Node

TREE = Framework((Node("a", "P"), Node("b", "P"), Node("c", "I"), Node("P", "I"), Node("I")))
VALUES = np.array([[10.0, 20.0, 30.0], [40.0, np.nan, 60.0], [np.nan, np.nan, 5.0]])


def test_aggregate_goes_up_an_unbalanced_tree():
    scores = aggregate(VALUES, TREE)

    np.testing.assert_allclose(scores, [[15.0, 22.5], [40.0, 50.0], [np.nan, 5.0]])


def test_aggregate_uses_one_function_per_node():
    operators = Operators(by_node={"P": minimum, "I": geometric})

    scores = aggregate(VALUES[:1], TREE, operators=operators)

    np.testing.assert_allclose(scores, [[10.0, np.sqrt(300.0)]])


def test_aggregate_takes_replications_of_weights_and_values():
    rng = np.random.default_rng(1)
    weights = np.stack([TREE.rescaled_weights] * 5)
    weights[:, 0] = rng.random(5)
    weights[:, 1] = 1 - weights[:, 0]

    by_weights = aggregate(VALUES, TREE, weights)
    by_both = aggregate(np.stack([VALUES * k for k in range(1, 6)]), TREE, weights)

    assert by_weights.shape == (5, 3, 2)
    for index in range(5):
        np.testing.assert_allclose(by_weights[index], aggregate(VALUES, TREE, weights[index]))
        np.testing.assert_allclose(by_both[index], by_weights[index] * (index + 1))


def test_minimum_share_counts_applicable_children_only():
    operators = Operators(minimum_share={"P": 0.66})
    applicable = np.ones((3, 3), dtype=bool)
    applicable[1, 1] = False

    strict = aggregate(VALUES, TREE, operators=operators)
    aware = aggregate(VALUES, TREE, operators=operators, applicable=applicable)

    np.testing.assert_array_equal(strict[:, 0], [15.0, np.nan, np.nan])
    np.testing.assert_array_equal(aware[:, 0], [15.0, 40.0, np.nan])


def test_nodes_that_compare_units_do_so_within_a_wave():
    operators = Operators(arithmetic, {"P": copeland}, frozenset({"P"}))
    values = np.array([[1.0, 1.0, 0.0], [2.0, 2.0, 0.0], [3.0, 3.0, 0.0], [4.0, 4.0, 0.0]])
    waves = (np.array([0, 2]), np.array([1, 3]))

    scores = aggregate(values, TREE, operators=operators, waves=waves)

    assert scores[:, 0].tolist() == [-1.0, -1.0, 1.0, 1.0]


def test_aggregate_refuses_other_shapes():
    with pytest.raises(ValueError, match="values"):
        aggregate(VALUES[:, :2], TREE)
    with pytest.raises(ValueError, match="weights"):
        aggregate(VALUES, TREE, np.ones(3))


def test_imputed_shares_follow_the_weights():
    imputed = np.array([[True, False, False], [True, True, True]])

    np.testing.assert_allclose(imputed_shares(imputed, TREE), [[0.5, 0.25], [1.0, 1.0]])


def test_share_present_is_full_when_nothing_applies():
    shares = share_present(VALUES[2:, :2], np.zeros((1, 2), dtype=bool))

    assert shares.tolist() == [1.0]


def test_aggregate_gives_only_the_nodes_wanted():
    tree = Framework((Node("a", "I"), Node("b", "J"), Node("I", "T"), Node("J", "T"), Node("T")))
    values = np.array([[1.0, 3.0], [5.0, 9.0]])

    np.testing.assert_array_equal(aggregate(values, tree, nodes=["T", "I"]), [[2, 1], [7, 5]])


def test_aggregate_keeps_replications_whose_weights_do_not_vary():
    tree = Framework((Node("a", "I"), Node("b", "I"), Node("I")))
    values = np.array([[1.0, 3.0], [5.0, 9.0]])

    scores = aggregate(values, tree, np.tile(tree.rescaled_weights, (3, 1)))

    np.testing.assert_array_equal(scores, [[[2], [7]]] * 3)
