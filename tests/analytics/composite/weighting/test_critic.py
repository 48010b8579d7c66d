import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.composite.weighting.critic import critic_weights


def test_critic_matches_hand_computation():
    values = np.array([[0.0, 0.0, 10.0], [1.0, 5.0, 0.0], [2.0, 10.0, 0.0]])
    # First two columns identical up to unit: deviation 1/2; third: sqrt(1/3), correlation
    # with both -sqrt(3)/2.
    conflict = 1 + 3**0.5 / 2
    information = np.array([0.5 * conflict, 0.5 * conflict, (1 / 3) ** 0.5 * 2 * conflict])

    result = critic_weights(values)

    assert result.values.tolist() == pytest.approx((information / information.sum()).tolist())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 9999))
def test_critic_ignores_units_and_row_order(seed):
    generator = np.random.default_rng(seed)
    values = generator.random((10, 4))
    values[0, 0] = np.nan
    moved = values[generator.permutation(10)] * [1, 7, 0.1, 100] + 5

    np.testing.assert_allclose(critic_weights(moved).values, critic_weights(values).values)


def test_critic_gives_nothing_to_a_constant_indicator():
    values = np.column_stack([np.ones(5), np.arange(5), [3, 1, 4, 1, 5]])

    result = critic_weights(values)

    assert result.values[0] == 0
    assert "columns [0]" in result.cautions[0]


def test_critic_refuses_one_indicator():
    with pytest.raises(ValueError, match="at least two indicators"):
        critic_weights([[1.0], [2.0]])
