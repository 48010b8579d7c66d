import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.composite.effective_weights import effective_weights, influence_on_score
from tests.analytics.composite import asem_reference as asem


@pytest.mark.parametrize("name", ["W_effective_original.csv", "W_effective_unequal.csv"])
def test_effective_weights_match_reference(name):
    lines = asem.rows(name)
    codes, parents = [line["iCode"] for line in lines], asem.parents()
    stated = (
        [1.0] * len(codes)
        if name == "W_effective_original.csv"
        else [asem.column("weights_unequal.csv", "Weight", key="iCode")[code] for code in codes]
    )
    parent_of = [codes.index(parents[code]) if code in parents else -1 for code in codes]

    result = effective_weights(stated, parent_of)

    np.testing.assert_allclose(result, [float(line["EffWeight"]) for line in lines], atol=1e-12)


def test_effective_weights_of_an_unbalanced_tree_match_hand_computation():
    # 0 is the top; 1 (weight 3) and 2 (weight 1) hang under it; 3 and 4 under 1.
    result = effective_weights([5, 3, 1, 1, 2], [-1, 0, 0, 1, 1])

    assert result.tolist() == pytest.approx([1, 0.75, 0.25, 0.25, 0.5])


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 9999), n=st.integers(2, 40))
def test_effective_weights_of_leaves_sum_to_one(seed, n):
    generator = np.random.default_rng(seed)
    parent_of = np.array([-1] + [generator.integers(0, i) for i in range(1, n)])
    order = generator.permutation(n)
    position = np.argsort(order)
    shuffled = np.array([-1 if parent_of[i] < 0 else position[parent_of[i]] for i in order])
    leaves = ~np.isin(np.arange(n), shuffled)

    result = effective_weights(generator.random(n) + 0.1, shuffled)

    assert result[leaves].sum() == pytest.approx(1)


def test_effective_weights_of_trees_side_by_side_are_separate():
    assert effective_weights([7, 0, 1, 3, 1], [-1, -1, 0, 0, 1]).tolist() == [1, 1, 0.25, 0.75, 1]


def test_effective_weights_of_siblings_all_zero_are_zero():
    assert effective_weights([1, 0, 0], [-1, 0, 0]).tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("weights", "parent_of", "sentence"),
    [
        ([1, -1], [-1, 0], "weights: wanted finite numbers of at least 0"),
        ([1, np.nan], [-1, 0], "weights"),
        ([1, 1], [-1, 2], "parent_of: wanted positions"),
        ([1, 1, 1], [-1, 2, 1], "its own ancestor"),
        ([1, 1], [-1], "parent_of: wanted shape"),
    ],
)
def test_effective_weights_refuse_what_is_no_tree(weights, parent_of, sentence):
    with pytest.raises(ValueError, match=sentence):
        effective_weights(weights, parent_of)


def test_influence_differs_from_stated_weight_when_elements_correlate():
    generator = np.random.default_rng(0)
    shared = generator.normal(size=(4000, 1))
    alone = generator.normal(size=(4000, 1))
    elements = np.hstack([shared, shared, alone])

    result = influence_on_score(elements, elements.mean(axis=1), [1, 1, 1])

    # Var 5/9: each twin explains (2/3)**2 / (5/9) = 0.8, the third (1/3)**2 / (5/9) = 0.2.
    assert result.explained_variance.tolist() == pytest.approx([0.8, 0.8, 0.2], abs=0.03)
    assert result.stated_shares.tolist() == pytest.approx([1 / 3] * 3)
    assert result.influence_shares.sum() == pytest.approx(1)
    assert result.ratios[0] > 1 > result.ratios[2]


def test_influence_refuses_weights_all_zero():
    with pytest.raises(ValueError, match="one of them positive"):
        influence_on_score(np.eye(3), [1, 2, 3], [0, 0, 0])
