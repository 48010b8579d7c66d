import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from teranga_analytics.composite.uncertainty.ranks import (
    count_ahead,
    count_ranks,
    rank_mean,
    rank_quantiles,
    rank_rows,
)

SCORES = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 30), st.integers(1, 12)),
    elements=st.one_of(st.integers(-3, 3).map(float), st.just(np.nan)),
)


def ranked(scores):
    return rank_rows(scores, (np.arange(scores.shape[-1]),))


def test_ranks_share_ties_and_leave_missing_scores_out():
    ranks = ranked(np.array([[5, np.nan, 7, 5, 1], [0, 0, 0, 0, 0]], dtype=float))

    np.testing.assert_array_equal(ranks, [[2, 0, 1, 2, 4], [1, 1, 1, 1, 1]])


def test_rounding_is_no_order():
    sums = np.array([[0.1 + 0.2, 0.3, 0.3 + 1e-8]])

    np.testing.assert_array_equal(ranked(sums), [[2, 2, 1]])


def test_units_are_ranked_within_their_wave():
    waves = (np.array([0, 2]), np.array([1, 3]))

    ranks = rank_rows(np.array([[4.0, 3, 8, 9]]), waves)

    np.testing.assert_array_equal(ranks, [[2, 2, 1, 1]])


@given(SCORES)
def test_rank_is_one_more_than_the_units_ahead(scores):
    with np.errstate(invalid="ignore"):
        ahead = (scores[:, None, :] > scores[:, :, None]).sum(axis=2)

    np.testing.assert_array_equal(ranked(scores), np.where(np.isnan(scores), 0, ahead + 1))


@given(SCORES, st.sampled_from([0.0, 0.05, 0.3, 0.5, 0.95, 1.0]))
def test_statistics_of_counts_are_those_of_the_ranks(scores, share):
    ranks = ranked(scores)
    counts = count_ranks(ranks[:, None, :])[0]

    for unit, column in enumerate(ranks.T):
        present = column[column > 0]
        assert counts[unit, 0] == len(column) - len(present)
        if len(present):
            assert rank_mean(counts)[unit] == pytest.approx(present.mean())
            wanted = np.quantile(present, share)
            assert rank_quantiles(counts, share)[unit] == pytest.approx(wanted)
        else:
            assert np.isnan(rank_mean(counts)[unit])
            assert np.isnan(rank_quantiles(counts, share)[unit])


@given(SCORES)
def test_ahead_counts_strict_orders(scores):
    with np.errstate(invalid="ignore"):
        ahead = (scores[:, :, None] > scores[:, None, :]).sum(axis=0)
    missing = np.isnan(scores)
    ahead += (~missing[:, :, None] & missing[:, None, :]).sum(axis=0)

    np.testing.assert_array_equal(count_ahead(ranked(scores)), ahead)


def test_ahead_counts_many_replications_and_units():
    scores = np.random.default_rng(0).random((700, 300))

    counts = count_ahead(ranked(scores))

    np.testing.assert_array_equal(counts + counts.T + 700 * np.eye(300), np.full((300, 300), 700))
    assert counts[3, 5] == (scores[:, 3] > scores[:, 5]).sum()
