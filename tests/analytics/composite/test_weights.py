import numpy as np
import pytest

from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.weights import (
    equal_weights,
    indicator_shares,
    rescale_weights,
    weight_vector,
)

TREE = Framework(
    (Node("a", "P", 1), Node("b", "P", 3), Node("c", "I", 1), Node("P", "I", 3), Node("I"))
)


def test_weight_vector_keeps_stated_weights_of_nodes_not_named():
    assert weight_vector(TREE, {"a": 5}).tolist() == [5, 3, 1, 3, 1]
    with pytest.raises(ValueError, match=r"\['z'\]"):
        weight_vector(TREE, {"z": 1})


def test_rescale_weights_takes_stacked_sets():
    stacked = np.array([TREE.weights, equal_weights(TREE)])

    rescaled = rescale_weights(TREE, stacked)

    np.testing.assert_allclose(rescaled, [[0.25, 0.75, 0.25, 0.75, 1], [0.5, 0.5, 0.5, 0.5, 1]])


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1, 1, 1], "shape"),
        ([1, -1, 1, 1, 1], r"\['b'\]"),
        ([1, np.nan, 1, 1, 1], r"\['b'\]"),
        ([0, 0, 1, 1, 1], "under P"),
    ],
)
def test_rescale_weights_refuses_what_is_no_weight(weights, message):
    with pytest.raises(ValueError, match=message):
        rescale_weights(TREE, weights)


def test_indicator_shares_multiply_down_the_tree():
    shares = indicator_shares(TREE, TREE.rescaled_weights)

    np.testing.assert_allclose(shares, [[0.25, 0.75, 0], [0.1875, 0.5625, 0.25]])
