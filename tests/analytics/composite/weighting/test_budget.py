import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from teranga_analytics.composite.weighting.budget import budget_allocation


def test_budget_averages_shares_whatever_the_budget():
    result = budget_allocation([[50, 50, 0], [2, 1, 1]])

    assert result.values.tolist() == [0.5, 0.375, 0.125]
    assert result.disagreement[2] == pytest.approx(0.25 / 2**0.5)


@settings(max_examples=30, deadline=None)
@given(arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=st.floats(0.1, 99)))
def test_budget_ignores_the_order_of_experts(points):
    result, reversed_result = budget_allocation(points), budget_allocation(points[::-1])

    assert result.values.sum() == pytest.approx(1)
    np.testing.assert_allclose(result.values, reversed_result.values)


def test_budget_over_many_elements_is_cautioned():
    assert "13 elements" in budget_allocation(np.ones((2, 13))).cautions[0]


@pytest.mark.parametrize("points", [[[1, 1], [0, 0]], [[1, 1], [3, -1]], [[1, 1], [np.nan, 1]]])
def test_budget_names_the_expert_at_fault(points):
    with pytest.raises(ValueError, match=r"rows \[1\]"):
        budget_allocation(points)
