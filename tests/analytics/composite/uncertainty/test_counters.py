import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from teranga_analytics.composite.uncertainty.counters import as_counters, stream_key, uniforms


def test_uniforms_depend_on_key_and_counter_alone():
    counters = np.arange(1000, dtype=np.uint64)

    whole = uniforms(stream_key(3, 1), counters, 5)

    np.testing.assert_array_equal(uniforms(stream_key(3, 1), counters[700:], 5), whole[700:])
    np.testing.assert_array_equal(uniforms(stream_key(3, 1), counters, 2), whole[:, :2])
    assert not (whole == uniforms(stream_key(4, 1), counters, 5)).any()
    assert not (whole == uniforms(stream_key(3, 2), counters, 5)).any()


def test_uniforms_are_uniform_and_independent_of_neighbours():
    numbers = uniforms(stream_key(0, 0), np.arange(20000, dtype=np.uint64), 4)

    assert stats.kstest(numbers.ravel(), "uniform").pvalue > 0.001
    neighbours = np.corrcoef(np.concatenate([numbers[1:], numbers[:-1]], axis=1).T)
    assert np.abs(neighbours - np.eye(8)).max() < 0.03


@given(st.integers(0, 2**64 - 1), st.integers(0, 10**6))
def test_uniforms_lie_from_zero_to_below_one(seed, counter):
    numbers = uniforms(stream_key(seed, 0), np.array([counter], dtype=np.uint64), 8)

    assert ((numbers >= 0) & (numbers < 1)).all()


def test_equal_coordinates_make_equal_counters():
    counters = as_counters(np.array([0.25, 0.5, 0.25]))

    assert counters[0] == counters[2] != counters[1]
