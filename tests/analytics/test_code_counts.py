import numpy as np
import pytest

from teranga_analytics.code_counts import count_codes, near_miss_credit, squared_distances


def test_count_codes_counts_coders_by_level():
    levels, counts = count_codes([[0, 50, np.nan], [0, 100, 50]], scale=[0, 50, 100])

    assert levels.tolist() == [0, 50, 100]
    assert counts.tolist() == [[2, 0, 0], [0, 1, 1], [0, 1, 0]]


def test_squared_distances_count_codes_between_levels():
    # Levels used 2, 4 and 2 times: from the first to the last, 1 + 4 + 1 codes.
    distances = squared_distances(np.array([[2.0, 4.0, 2.0]]), np.array([0.0, 1, 2]), "ordinal")

    assert distances[0].tolist() == [[0, 9, 36], [9, 0, 9], [36, 9, 0]]


def test_squared_distances_of_uneven_interval_scale():
    distances = squared_distances(np.ones((1, 3)), np.array([0.0, 1, 4]), "interval")

    assert distances[0].tolist() == [[0, 1, 16], [1, 0, 9], [16, 9, 0]]


@pytest.mark.parametrize("weights", ["identity", "ordinal", "linear", "quadratic"])
def test_near_miss_credit_falls_from_one_to_zero(weights):
    credit = near_miss_credit(np.array([0.0, 10, 40, 100]), weights)

    assert np.diag(credit).tolist() == [1] * 4
    assert (np.diff(credit[0]) <= 0).all()
    assert credit[0, -1] == 0
    assert (credit == credit.T).all()
