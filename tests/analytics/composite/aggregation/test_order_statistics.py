import numpy as np
import pytest

from teranga_analytics.composite.aggregation.means import arithmetic
from teranga_analytics.composite.aggregation.order_statistics import (
    maximum,
    median,
    minimum,
    ordered_weighted,
)

VALUES = np.array([[3.0, 1.0, 2.0, 10.0], [5.0, np.nan, 7.0, np.nan], [np.nan] * 4])
QUARTERS = np.full(4, 0.25)


def test_median_with_equal_weights_is_the_ordinary_median():
    np.testing.assert_allclose(median(VALUES, QUARTERS), [2.5, 6.0, np.nan])


def test_median_follows_the_weights():
    weights = np.array([0.1, 0.6, 0.2, 0.1])

    np.testing.assert_allclose(median(VALUES[:1], weights), [1.0])


def test_minimum_and_maximum_skip_children_without_weight():
    weights = np.array([0.5, 0.0, 0.5, 0.0])

    np.testing.assert_array_equal(minimum(VALUES, weights), [2.0, 5.0, np.nan])
    np.testing.assert_array_equal(maximum(VALUES, weights), [3.0, 7.0, np.nan])


def test_ordered_weighted_spans_minimum_to_maximum():
    worst = ordered_weighted(VALUES, QUARTERS, order_weights=[0, 0, 0, 1])
    best = ordered_weighted(VALUES, QUARTERS, order_weights=[1, 0, 0, 0])

    np.testing.assert_allclose(worst[0], 1.0)
    np.testing.assert_allclose(best[0], 10.0)
    np.testing.assert_allclose(ordered_weighted(VALUES, QUARTERS), arithmetic(VALUES, QUARTERS))
    demanding = ordered_weighted(VALUES, QUARTERS, exponent=2)
    assert demanding[0] < arithmetic(VALUES, QUARTERS)[0]


def test_ordered_weighted_computes_a_hand_case():
    # Best to worst 10, 3, 2, 1 with weights 0.4, 0.3, 0.2, 0.1.
    scores = ordered_weighted(VALUES[:1], QUARTERS, order_weights=[4, 3, 2, 1])

    np.testing.assert_allclose(scores, [5.4])


@pytest.mark.parametrize("options", [{"exponent": 0}, {"order_weights": [-1, 2]}])
def test_ordered_weighted_refuses_impossible_weights(options):
    with pytest.raises(ValueError, match=r"exponent|order_weights"):
        ordered_weighted(VALUES, QUARTERS, **options)


def test_order_statistics_broadcast_replications():
    weights = np.random.default_rng(0).dirichlet(np.ones(4), 3)
    for method in (median, minimum, maximum, ordered_weighted):
        together = method(VALUES, weights)
        assert together.shape == (3, 3)
        np.testing.assert_allclose(together[1], method(VALUES, weights[1]))
