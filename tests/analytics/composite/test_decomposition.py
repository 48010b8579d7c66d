import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.composite.decomposition import (
    PowerMean,
    decompose_change,
    decompose_score,
)

N = np.nan
# 0 is the top, 1 and 2 hang under it; 3, 4, 5 under 1; 6, 7 under 2.
PARENTS = [-1, 0, 0, 1, 1, 1, 2, 2]
LEAVES = [3, 4, 5, 6, 7]


def profile(*leaves):
    return np.array([[N, N, N, *leaves]])


def lowest(values, weights):
    return np.fmin.reduce(values, axis=-1)


def middle_of_extremes(values, weights):
    return (np.fmin.reduce(values, axis=-1) + np.fmax.reduce(values, axis=-1)) / 2


def test_arithmetic_change_matches_hand_computation():
    before, after = profile(10, 20, 30, 40, 50), profile(40, 20, 0, 40, 70)

    result = decompose_change(before, after, PARENTS, [1, 3, 1, 1, 1, 1, 1, 1])

    # Indicators of node 1 weigh 3/4 * 1/3, those of node 2 weigh 1/4 * 1/2.
    assert result.value_effects[0, LEAVES].tolist() == pytest.approx([7.5, 0, -7.5, 0, 2.5])
    assert result.weight_effects[0] == pytest.approx(np.zeros(8))
    assert result.before[0] == pytest.approx(0.75 * 20 + 0.25 * 45)
    assert result.change[0] == pytest.approx(2.5)


def test_geometric_change_is_the_logarithmic_mean_divisia_index():
    before, after = np.array([[N, 2.0, 8.0]]), np.array([[N, 4.0, 16.0]])

    result = decompose_change(before, after, [-1, 0, 0], [1, 1, 3], {0: PowerMean(0)})

    y0, y1 = 2**0.25 * 8**0.75, 4**0.25 * 16**0.75
    log_mean = (y1 - y0) / np.log(y1 / y0)
    assert result.value_effects[0, 1:].tolist() == pytest.approx(
        [log_mean * 0.25 * np.log(2), log_mean * 0.75 * np.log(2)]
    )


@settings(max_examples=80, deadline=None)
@given(
    seed=st.integers(0, 99_999),
    exponents=st.tuples(*[st.sampled_from([1.0, 0.0, -1.0, 2.0, 0.5])] * 3),
    missing=st.floats(0, 0.4),
)
def test_effects_of_power_means_sum_to_the_change(seed, exponents, missing):
    generator = np.random.default_rng(seed)
    before, after = generator.uniform(0.5, 100, (2, 6, 8))
    before[generator.random(before.shape) < missing] = N
    after[generator.random(after.shape) < missing] = N
    operators = {node: PowerMean(exponent) for node, exponent in enumerate(exponents)}
    weights, later = generator.uniform(0.1, 5, (2, 8))

    result = decompose_change(before, after, PARENTS, weights, operators, weights_after=later)

    total = (result.value_effects + result.weight_effects).sum(axis=1)
    np.testing.assert_allclose(total, result.change, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 99_999), top=st.sampled_from([lowest, middle_of_extremes, PowerMean(0)]))
def test_effects_of_any_aggregation_sum_to_the_change(seed, top):
    generator = np.random.default_rng(seed)
    before, after = generator.uniform(1, 100, (2, 6, 8))
    after[0, 3], before[1, 6] = N, N

    result = decompose_change(before, after, PARENTS, np.ones(8), {0: top, 1: middle_of_extremes})

    total = (result.value_effects + result.weight_effects).sum(axis=1)
    np.testing.assert_allclose(total, result.change, atol=1e-9)


def test_shapley_effects_of_a_minimum_match_hand_computation():
    # Minimum of (1, 5) becomes that of (4, 2): 1 to 2. Raising the first alone gives 4, then
    # lowering the second takes 2 away; lowering the second first changes nothing.
    result = decompose_change([[N, 1.0, 5.0]], [[N, 4.0, 2.0]], [-1, 0, 0], [1, 1, 1], {0: lowest})

    assert result.value_effects[0, 1:].tolist() == [2.0, -1.0]


def test_an_indicator_that_appears_acts_through_its_weight():
    before, after = np.array([[N, 10.0, N]]), np.array([[N, 10.0, 40.0]])

    result = decompose_change(before, after, [-1, 0, 0], [1, 1, 1])

    # 10 becomes 25; measured from the mean of both scores, 17.5.
    assert result.value_effects[0].tolist() == [0, 0, 0]
    assert result.weight_effects[0, 1:].tolist() == pytest.approx(
        [(0.5 - 1) * (10 - 17.5), 0.5 * (40 - 17.5)]
    )


def test_children_that_replace_each_other_share_the_change():
    before, after = np.array([[N, 10.0, N]]), np.array([[N, N, 40.0]])

    result = decompose_change(before, after, [-1, 0, 0], [1, 1, 1], {0: lowest})

    # With both, the minimum is 10; with neither, the score is put midway, at 25.
    assert result.weight_effects[0, 1:].tolist() == [22.5, 7.5]


def test_changes_that_cancel_inside_an_aggregate_are_shown():
    before, after = profile(10, 30, 20, 50, 50), profile(30, 10, 20, 50, 50)

    result = decompose_change(before, after, PARENTS, np.ones(8), {0: PowerMean(0)})

    assert result.change[0] == pytest.approx(0)
    assert result.value_effects[0, 3] == pytest.approx(-result.value_effects[0, 4])
    assert result.value_effects[0, 3] > 1


def test_floor_silences_changes_below_it():
    operators = {0: PowerMean(0, floor=1.0)}

    result = decompose_change([[N, 0.0, 9.0]], [[N, 0.5, 9.0]], [-1, 0, 0], [1, 1, 1], operators)

    assert result.value_effects[0].tolist() == [0, 0, 0]
    assert result.after[0] == pytest.approx(3)


def test_units_without_score_have_no_effects():
    before, after = profile(N, N, N, N, N), profile(1, 2, 3, 4, 5)

    result = decompose_change(before, after, PARENTS, np.ones(8))

    assert np.isnan(result.value_effects).all()
    assert np.isnan(result.change).all()


def test_score_is_shared_out_from_zero_over_present_indicators():
    values = np.array([[N, 30.0, 60.0, N], [N, 30.0, 60.0, 90.0]])

    result = decompose_score(values, [-1, 0, 0, 0], [1, 1, 1, 2])

    np.testing.assert_allclose(result.value_effects, [[0, 15, 30, 0], [0, 7.5, 15, 45]])
    np.testing.assert_allclose(result.weight_effects, 0, atol=1e-12)


def test_score_is_shared_out_from_the_profile_of_peers():
    values, peers = np.array([[N, 4.0, 9.0]]), [N, 2.0, 18.0]

    result = decompose_score(values, [-1, 0, 0], [1, 1, 1], {0: PowerMean(0)}, reference=peers)

    assert result.before[0] == pytest.approx(6)
    assert result.after[0] == pytest.approx(6)
    assert result.value_effects[0, 1:].tolist() == pytest.approx([3 * np.log(2), -3 * np.log(2)])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"after": [[N, 1.0]]}, "after: wanted shape"),
        ({"parent_of": [-1, -1, 0]}, "one top"),
        ({"parent_of": [-1, 2, 1]}, "a tree"),
        ({"weights": [1, 0, 0]}, "weights"),
        ({"operators": {0: PowerMean(0)}}, "above 0"),
    ],
)
def test_bad_input_is_refused_by_name(change, sentence):
    arguments = {
        "before": [[N, 0.0, 1.0]],
        "after": [[N, 1.0, 1.0]],
        "parent_of": [-1, 0, 0],
        "weights": [1, 1, 1],
    }

    with pytest.raises(ValueError, match=sentence):
        decompose_change(**(arguments | change))


def test_functions_of_many_children_are_refused():
    values = np.ones((1, 14))

    with pytest.raises(ValueError, match="at most 12 children"):
        decompose_change(values, values, [-1] + [0] * 13, np.ones(14), {0: lowest})
