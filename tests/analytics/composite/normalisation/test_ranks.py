import numpy as np
import pytest

from teranga_analytics.composite.normalisation.ranks import (
    borda_points,
    percentile_rank,
    rank,
    scores_to_ranks,
    without_rounding,
)

VALUES = np.array([[5.0], [1.0], [5.0], [np.nan], [9.0]])


@pytest.mark.parametrize(
    ("ties", "wanted"),
    [("minimum", [2, 1, 2, 4]), ("average", [2.5, 1, 2.5, 4]), ("maximum", [3, 1, 3, 4])],
)
def test_rank_places_ties_as_asked(ties, wanted):
    ranks = rank(VALUES, ties=ties)[:, 0]

    np.testing.assert_array_equal(ranks, [*wanted[:3], np.nan, wanted[3]])


def test_rank_refuses_an_unknown_rule():
    with pytest.raises(ValueError, match="ties"):
        rank(VALUES, ties="random")


def test_percentile_rank_counts_units_present():
    np.testing.assert_allclose(percentile_rank(VALUES)[:, 0], [1 / 3, 0, 1 / 3, np.nan, 1])
    assert percentile_rank(np.array([[4.0], [np.nan]]))[0, 0] == 0.5


def test_borda_points_start_at_zero():
    np.testing.assert_array_equal(borda_points(VALUES)[:, 0], [1, 0, 1, np.nan, 3])


def test_scores_to_ranks_put_the_best_first():
    np.testing.assert_array_equal(scores_to_ranks(VALUES)[:, 0], [2, 4, 2, np.nan, 1])


def test_ranks_take_replications():
    stacked = np.random.default_rng(0).integers(0, 4, (3, 7, 2)).astype(float)

    np.testing.assert_array_equal(rank(stacked)[2], rank(stacked[2]))


def test_without_rounding_brings_together_what_rounding_parts():
    scores = np.array([[0.1 + 0.2], [0.3], [np.nextafter(0.3, 0)], [0.3 - 1e-6], [np.nan]])

    ranks = scores_to_ranks(without_rounding(scores, axis=0))

    np.testing.assert_array_equal(ranks[:, 0], [1, 1, 1, 4, np.nan])
