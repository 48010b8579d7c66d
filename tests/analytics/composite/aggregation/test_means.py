import numpy as np
import pytest

from teranga_analytics.composite.aggregation.means import (
    arithmetic,
    generalised,
    geometric,
    harmonic,
)

HALVES = np.array([0.5, 0.5])
VALUES = np.array([[4.0, 16.0], [np.nan, 9.0], [np.nan, np.nan]])


@pytest.mark.parametrize(
    ("mean", "wanted"),
    [
        (arithmetic, 10.0),
        (geometric, 8.0),
        (harmonic, 6.4),
        (lambda v, w: generalised(v, w, exponent=2), np.sqrt(136)),
        (lambda v, w: generalised(v, w, exponent=0.5), 9.0),
        (lambda v, w: generalised(v, w, exponent=-1), 6.4),
        (lambda v, w: generalised(v, w, exponent=1), 10.0),
    ],
)
def test_means_leave_missing_children_out(mean, wanted):
    np.testing.assert_allclose(mean(VALUES, HALVES), [wanted, 9.0, np.nan])


@pytest.mark.parametrize("mean", [arithmetic, geometric, harmonic])
def test_means_broadcast_replications_of_values_and_weights(mean):
    rng = np.random.default_rng(3)
    values = rng.uniform(1, 100, (4, 6, 3))
    values[:, 2, 1] = np.nan
    weights = rng.dirichlet([1, 1, 1], 4)

    together = mean(values, weights)

    for index in range(4):
        np.testing.assert_allclose(together[index], mean(values[index], weights[index]))
    one_table = mean(values[0], weights)
    np.testing.assert_allclose(one_table[2], mean(values[0], weights[2]))
    one_set = mean(values, weights[1])
    np.testing.assert_allclose(one_set[3], mean(values[3], weights[1]))


@pytest.mark.parametrize("mean", [geometric, harmonic])
def test_means_refuse_zero_unless_a_floor_is_declared(mean):
    values = np.array([[0.0, 100.0], [50.0, 50.0]])

    with pytest.raises(ValueError, match="rows 0"):
        mean(values, HALVES)
    with pytest.raises(ValueError, match="floor"):
        mean(values, HALVES, floor=0.0)
    floored = mean(values, HALVES, floor=1.0)
    np.testing.assert_allclose(floored, mean(np.array([[1.0, 100.0], [50.0, 50.0]]), HALVES))


def test_harmonic_refuses_negative_values():
    with pytest.raises(ValueError, match="above 0"):
        harmonic(np.array([[-1.0, 2.0]]), HALVES)


def test_generalised_refuses_what_it_cannot_compute():
    with pytest.raises(ValueError, match="exponent"):
        generalised(VALUES, HALVES, exponent=0)
    with pytest.raises(ValueError, match="above 0"):
        generalised(np.array([[0.0, 1.0]]), HALVES, exponent=-1)
    with pytest.raises(ValueError, match="from 0"):
        generalised(np.array([[-1.0, 1.0]]), HALVES, exponent=2)


def test_zero_weight_children_do_not_stand_for_missing_ones():
    weights = np.array([1.0, 0.0])

    np.testing.assert_array_equal(arithmetic(VALUES, weights), [4.0, np.nan, np.nan])
