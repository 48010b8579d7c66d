import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from teranga_analytics.composite.comparison import compare_versions, rank_scores, remove_each
from teranga_analytics.composite.effective_weights import effective_weights
from tests.analytics.composite import asem_reference as asem

N = np.nan


def asem_index_without(codes, values, removed):
    """Score the index from normalised indicators with the weight of one set to zero."""
    parents = asem.parents()
    nodes = [*codes, *asem.level(2), *asem.level(3), *asem.level(4)]
    weights = np.array([0.0 if code == removed else 1.0 for code in nodes])
    parent_of = [nodes.index(parents[code]) if code in parents else -1 for code in nodes]
    return values @ effective_weights(weights, parent_of)[: len(codes)]


def test_removal_matches_reference():
    units, codes, values = asem.table("A_normalised.csv")
    score_units, columns, expected = asem.table("U_remove_L1_scores.csv")
    shifts = asem.column("U_remove_L1_meanabsdiff.csv", "MeanAbsRankDiff", key="code")

    result = remove_each(
        len(codes),
        lambda element: asem_index_without(
            codes, values, None if element is None else codes[element]
        ),
    )

    assert units == score_units
    seen = np.column_stack([result.nominal, result.scores])
    order = [columns.index(code) for code in ["Nominal", *codes]]
    np.testing.assert_allclose(seen, expected[:, order], rtol=1e-9)
    np.testing.assert_allclose(result.mean_rank_shift, [shifts[code] for code in codes], atol=1e-9)


def test_comparison_of_two_normalisations_matches_reference():
    expected = {row["uCode"]: row for row in asem.rows("U_compare_A_vs_prank.csv")}
    units, _, values = asem.table("A_aggregated.csv", ["Index"])
    # The second version takes percentile ranks of the treated data.
    treated_units, codes, treated = asem.table("A_treated.csv")
    assert units == treated_units
    directions = asem.column("iMeta.csv", "Direction", key="iCode")
    signed = treated * [directions[code] for code in codes]
    above = (signed[:, None, :] > signed[None, :, :]).sum(axis=1)
    percentiles = 100 * above / (len(units) - 1)
    scores = np.column_stack([values[:, 0], asem_index_without(codes, percentiles, None)])

    result = compare_versions(scores)

    for row, unit in enumerate(units):
        assert result.ranks[row].tolist() == [
            float(expected[unit]["coin.1"]),
            float(expected[unit]["coin.2"]),
        ]
        assert result.rank_shifts[row, 1] == float(expected[unit]["Diff"])


def test_ranks_share_the_better_place_and_keep_gaps():
    assert rank_scores([5.0, 9, 5, N, 1]).tolist()[:3] == [2, 1, 2]
    assert rank_scores([5.0, 9, 5, N, 1])[4] == 4
    assert np.isnan(rank_scores([5.0, 9, 5, N, 1])[3])


@settings(max_examples=40, deadline=None)
@given(
    scores=arrays(
        float, st.integers(2, 12), elements=st.one_of(st.integers(0, 5).map(float), st.just(N))
    ),
    seed=st.integers(0, 999),
)
def test_ranks_follow_their_units(scores, seed):
    order = np.random.default_rng(seed).permutation(len(scores))

    np.testing.assert_array_equal(rank_scores(scores[order]), rank_scores(scores)[order])
    np.testing.assert_array_equal(rank_scores(scores * 3 + 7), rank_scores(scores))


def test_versions_are_compared_with_the_first():
    result = compare_versions([[3.0, 1.0, N], [2.0, 2.0, 5.0], [1.0, 3.0, 4.0]])

    assert result.rank_shifts[:, 1].tolist() == [-2, 0, 2]
    assert result.score_shifts[:, 1].tolist() == [-2, 0, 2]
    assert result.mean_rank_shift.tolist() == pytest.approx([0, 4 / 3, 1])
    assert result.largest_rank_shift.tolist() == [0, 2, 1]
    assert result.spearman[0].tolist() == pytest.approx([1, -1, 1])
    assert result.kendall[1].tolist() == pytest.approx([-1, 1, -1])


def test_removal_calls_the_score_once_for_each_element():
    calls = []

    def score(element):
        calls.append(element)
        return [1.0, 2.0] if element == 1 else [2.0, 1.0]

    result = remove_each(3, score)

    assert calls == [None, 0, 1, 2]
    assert result.mean_rank_shift.tolist() == [0, 1, 0]
    assert result.largest_rank_shift.tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: remove_each(0, lambda _: [1.0]), "n_elements"),
        (lambda: remove_each(1, lambda e: [1.0] if e is None else [1.0, 2.0]), r"score\(0\)"),
        (lambda: rank_scores([]), "at least one unit"),
    ],
)
def test_bad_input_is_refused_by_name(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


def test_rank_scores_takes_rounding_for_no_order():
    assert rank_scores([0.1 + 0.2, 0.3, 0.2]).tolist() == [1, 1, 3]
