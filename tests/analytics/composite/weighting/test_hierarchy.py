import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from teranga_analytics.composite.weighting.hierarchy import analytic_hierarchy


@settings(max_examples=40, deadline=None)
@given(arrays(float, st.integers(1, 12), elements=st.floats(0.1, 10)))
def test_hierarchy_recovers_consistent_judgements(importance):
    result = analytic_hierarchy(importance[:, None] / importance[None, :])

    np.testing.assert_allclose(result.values, importance / importance.sum(), rtol=1e-9)
    assert result.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert result.cautions == ()


def test_hierarchy_of_three_elements_matches_hand_computation():
    # For order three the eigenvector is the geometric mean of rows, and the eigenvalue
    # 1 + k + 1/k with k the cube root of a_12 a_23 / a_13 = 3 * 3 / 5.
    judgements = [[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]]
    rows = np.array([15, 1, 1 / 15]) ** (1 / 3)
    k = (9 / 5) ** (1 / 3)

    result = analytic_hierarchy(judgements)

    assert result.values.tolist() == pytest.approx((rows / rows.sum()).tolist())
    assert result.largest_eigenvalue == pytest.approx(1 + k + 1 / k)
    assert result.consistency_ratio == pytest.approx((k + 1 / k - 2) / 2 / 0.5245)


def test_hierarchy_warns_about_contradictory_judgements():
    circular = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]

    result = analytic_hierarchy(circular)

    assert result.consistency_ratio > 1
    assert "contradict" in result.cautions[0]
    assert result.values.tolist() == pytest.approx([1 / 3] * 3)


def test_hierarchy_combines_judges_by_geometric_mean():
    first, second = [[1, 4], [1 / 4, 1]], [[1, 1], [1, 1]]

    result = analytic_hierarchy([first, second])

    assert result.values.tolist() == pytest.approx([2 / 3, 1 / 3])


@pytest.mark.parametrize(
    ("judgements", "sentence"),
    [
        ([[1, 2], [2, 1]], "inverse"),
        ([[1, -2], [-0.5, 1]], "positive"),
        ([[1, 2]], "square"),
        (np.ones((16, 16)), "at most 15"),
    ],
)
def test_hierarchy_refuses_what_is_not_reciprocal(judgements, sentence):
    with pytest.raises(ValueError, match=f"judgements.*{sentence}"):
        analytic_hierarchy(judgements)


@pytest.mark.parametrize("n_elements", [3, 5, 9])
def test_hierarchy_random_judgements_have_a_consistency_ratio_near_one(n_elements):
    generator = np.random.default_rng(0)
    scale = np.array([1 / k for k in range(9, 1, -1)] + list(range(1, 10)))
    ratios = []
    for _ in range(1500):
        matrix = np.ones((n_elements, n_elements))
        upper = np.triu_indices(n_elements, 1)
        matrix[upper] = generator.choice(scale, len(upper[0]))
        matrix.T[upper] = 1 / matrix[upper]
        ratios.append(analytic_hierarchy(matrix).consistency_ratio)

    # The random index is by definition the mean index of such matrices.
    assert np.mean(ratios) == pytest.approx(1, abs=4 * np.std(ratios) / 1500**0.5)
