import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.composite.weighting.benefit import benefit_of_the_doubt


def test_benefit_of_two_indicators_matches_hand_computation():
    # The frontier joins (4, 1) and (1, 4): w1 + w2 = 2/5 there, so (2, 2) reaches 4/5.
    result = benefit_of_the_doubt([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0], [2.0, 0.0]])

    assert result.scores.tolist() == pytest.approx([1, 1, 0.8, 0.5])
    assert result.weights[2].tolist() == pytest.approx([0.2, 0.2])


def test_benefit_bounds_hold_for_the_shares():
    values = np.random.default_rng(0).random((12, 3)) + 0.1

    free = benefit_of_the_doubt(values)
    bounded = benefit_of_the_doubt(values, 0.2, [0.5, 0.6, 0.5])

    shares = bounded.contribution_shares
    assert (shares >= 0.2 - 1e-8).all()
    assert (shares <= np.array([0.5, 0.6, 0.5]) + 1e-8).all()
    assert (bounded.scores <= free.scores + 1e-9).all()
    assert (bounded.scores < free.scores - 1e-3).any()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 9999))
def test_benefit_does_not_depend_on_units_and_rewards_dominance(seed):
    generator = np.random.default_rng(seed)
    values = generator.random((8, 3)) + 0.05
    values[1] = values[0] * 0.9

    result = benefit_of_the_doubt(values)
    rescaled = benefit_of_the_doubt(values * [1, 50, 0.2])

    np.testing.assert_allclose(rescaled.scores, result.scores, atol=1e-7)
    assert result.scores[1] <= result.scores[0] + 1e-9
    assert result.scores.max() == pytest.approx(1)
    assert (values @ result.weights.T <= 1 + 1e-7).all()


def test_benefit_leaves_out_incomplete_units_and_names_them():
    result = benefit_of_the_doubt([[1.0, 1.0], [np.nan, 9.0], [0.5, 0.5]])

    assert result.scores[[0, 2]].tolist() == pytest.approx([1, 0.5])
    assert np.isnan(result.scores[1])
    assert "units [1]" in result.cautions[0]


def test_benefit_cannot_score_a_zero_that_must_count():
    result = benefit_of_the_doubt([[1.0, 1.0], [1.0, 0.0]], least_share=0.1)

    assert np.isnan(result.scores[1])
    assert "units [1]" in result.cautions[0]


def test_benefit_of_a_unit_with_nothing_is_zero():
    assert benefit_of_the_doubt([[1.0, 1.0], [0.0, 0.0]]).scores[1] == 0


@pytest.mark.parametrize(
    ("values", "least", "most", "sentence"),
    [
        ([[-1.0, 1.0]], 0, 1, "values"),
        ([[1.0, 1.0]], 0.6, 1, "sums"),
        ([[1.0, 1.0]], 0, 0.4, "sums"),
        ([[1.0, 1.0]], 0.5, 0.4, "least <= most"),
    ],
)
def test_benefit_refuses_impossible_bounds(values, least, most, sentence):
    with pytest.raises(ValueError, match=sentence):
        benefit_of_the_doubt(values, least, most)
