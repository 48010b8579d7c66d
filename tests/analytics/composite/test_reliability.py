import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from teranga_analytics.composite.reliability import cronbach, pairwise_covariance
from tests.analytics.composite import asem_reference as asem

DATA = {"Aggregated": "A_aggregated.csv", "B_raw_minmax_0_100_with_NA": "B_agg_amean.csv"}


def test_cronbach_matches_reference():
    lines = asem.rows("cronbach.csv")

    for line in lines:
        codes = asem.descendants(line["group"], int(line["Level"]))
        _, _, values = asem.table(DATA[line["dset"]], codes)
        assert cronbach(values).alpha == pytest.approx(asem.number(line["alpha"]), abs=1e-9)
    assert len(lines) == 23


def test_cronbach_of_two_items_matches_hand_computation():
    # Variances 1 and 4, covariance 1: alpha = 2 * (1 - 5 / 7).
    values = np.array([[-1.0, -2.0], [0.0, 2.0], [1.0, 0.0]])

    result = cronbach(values)

    assert result.alpha == pytest.approx(2 * (1 - 5 / 7))
    assert np.isnan(result.if_dropped).all()
    assert result.item_rest_correlation.tolist() == pytest.approx([0.5, 0.5])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 9999))
def test_cronbach_if_dropped_is_cronbach_without_the_item(seed):
    values = np.random.default_rng(seed).normal(size=(20, 4)) + np.arange(20)[:, None] / 5

    result = cronbach(values)

    for item in range(4):
        without = cronbach(np.delete(values, item, axis=1))
        assert result.if_dropped[item] == pytest.approx(without.alpha)
        assert result.if_dropped_low[item] == pytest.approx(without.low)
        assert result.if_dropped_high[item] == pytest.approx(without.high)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 9999), scale=st.floats(0.01, 100))
def test_cronbach_ignores_row_order_and_common_scale(seed, scale):
    generator = np.random.default_rng(seed)
    values = generator.normal(size=(15, 3))
    values[generator.random(values.shape) < 0.1] = np.nan
    moved = values[generator.permutation(15)] * scale + 3

    assert cronbach(moved).alpha == pytest.approx(cronbach(values).alpha, rel=1e-6, nan_ok=True)


def test_cronbach_interval_covers_the_true_value_as_often_as_said():
    # Parallel items with alpha = 4 * 0.5 / (1 + 3 * 0.5) = 0.8.
    generator = np.random.default_rng(5)
    inside = 0
    for _ in range(400):
        truth = generator.normal(size=(25, 1))
        result = cronbach(truth + generator.normal(size=(25, 4)), confidence=0.9)
        inside += result.low <= 0.8 <= result.high

    assert stats.binomtest(inside, 400, 0.9).pvalue > 0.001


def test_cronbach_warns_in_words():
    few = np.random.default_rng(0).normal(size=(7, 3))
    few[0, 0] = np.nan
    opposed = np.column_stack([np.arange(40.0), -np.arange(40.0) * 0.8 + np.arange(40) % 3])

    assert any("6 units only" in text for text in cronbach(few).cautions)
    assert any("pair by pair" in text for text in cronbach(few).cautions)
    assert any("negative" in text for text in cronbach(opposed).cautions)


def test_cronbach_of_constant_items_is_undefined():
    result = cronbach(np.ones((5, 2)))

    assert np.isnan(result.alpha)
    assert any("does not vary" in text for text in result.cautions)


def test_pairwise_covariance_uses_shared_units():
    values = np.array([[1.0, 2.0], [2.0, np.nan], [3.0, 8.0], [9.0, 5.0]])

    covariance, n_shared = pairwise_covariance(values)

    assert covariance[0, 1] == pytest.approx(np.cov(values[[0, 2, 3]].T)[0, 1])
    assert covariance[0, 0] == pytest.approx(np.var(values[:, 0], ddof=1))
    assert n_shared.tolist() == [[4, 3], [3, 3]]


@pytest.mark.parametrize(("values", "confidence"), [(np.ones((5, 1)), 0.95), (np.ones((5, 2)), 95)])
def test_cronbach_refuses_bad_input(values, confidence):
    with pytest.raises(ValueError, match="values, confidence"):
        cronbach(values, confidence)
