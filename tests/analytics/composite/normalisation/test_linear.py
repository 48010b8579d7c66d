import numpy as np
import pytest

from teranga_analytics.composite.normalisation.linear import (
    distance_to_maximum,
    fraction_of_maximum,
    min_max,
    scaled,
    z_score,
)

VALUES = np.array([[0.0, 5.0, np.nan], [5.0, 5.0, 2.0], [10.0, 5.0, 4.0]])


def test_min_max_stretches_and_keeps_missing_cells():
    np.testing.assert_allclose(
        min_max(VALUES, lower=1, upper=101), [[1, 51, np.nan], [51, 51, 1], [101, 51, 101]]
    )


def test_min_max_holds_values_against_other_rows():
    base = np.array([[0.0, 0.0, 0.0], [5.0, 10.0, 4.0]])

    np.testing.assert_allclose(min_max(VALUES, reference=base)[2], [200.0, 50.0, 100.0])


def test_min_max_refuses_turned_bounds():
    with pytest.raises(ValueError, match="upper"):
        min_max(VALUES, lower=1, upper=0)


def test_z_score_centres_and_scales():
    scores = z_score(VALUES, mean=100, standard_deviation=10)

    np.testing.assert_allclose(scores[:, 0], [90, 100, 110])
    np.testing.assert_allclose(scores[:, 1], 100)  # constant: no difference to tell
    population = z_score(VALUES, population=True)
    np.testing.assert_allclose(population[:, 0] ** 2, [1.5, 0, 1.5])
    with pytest.raises(ValueError, match="standard_deviation"):
        z_score(VALUES, standard_deviation=0)


def test_distance_to_maximum_runs_from_zero_to_one():
    np.testing.assert_allclose(distance_to_maximum(VALUES)[:, 0], [0, 0.5, 1])


def test_fraction_of_maximum_divides_by_the_best():
    np.testing.assert_allclose(fraction_of_maximum(VALUES)[:, 2], [np.nan, 0.5, 1])
    reversed_column = np.array([[-3.0], [0.0]])
    assert np.isneginf(fraction_of_maximum(reversed_column)[0, 0])


def test_scaled_uses_two_fixed_points():
    np.testing.assert_allclose(scaled(VALUES, lowest=0, highest=20)[:, 0], [0, 25, 50])
    with pytest.raises(ValueError, match="highest"):
        scaled(VALUES, lowest=1, highest=1)


@pytest.mark.parametrize(
    "method", [min_max, z_score, distance_to_maximum, fraction_of_maximum, scaled]
)
def test_linear_methods_take_replications(method):
    stacked = np.stack([VALUES + 1, VALUES * 3 + 1])

    np.testing.assert_allclose(method(stacked)[1], method(stacked[1]))
