import numpy as np
import pytest

from teranga_analytics.matching import PARTS, ScoreWeights, score_block, shrunk_marks
from teranga_analytics.matching.scores import total_block
from tests.analytics.matching.brute import make_activities, make_experts


def part(name, experts, activities, row=0):
    parts = score_block(experts, activities, np.array([row]), ScoreWeights())
    return parts[0, :, PARTS.index(name)]


def test_marks_are_drawn_towards_the_mean():
    """Mean of all marks 4; a prior of 2 marks: (10 + 2·4)/(2 + 2) = 4.5 and (6 + 8)/4 = 3.5."""
    shrunk = shrunk_marks(np.array([10.0, 6.0, 0.0]), np.array([2, 2, 0]), prior=2.0)

    assert shrunk.tolist() == [4.5, 3.5, 4.0]


def test_newcomer_stands_above_a_badly_marked_expert():
    experts = make_experts(2, mark_sum=np.array([2.0, 0.0]), n_marks=np.array([1, 0]))
    experts = make_experts(3, mark_sum=np.array([1.0, 0.0, 5.0]), n_marks=np.array([1, 0, 1]))

    marks = part("marks", experts, make_activities(1))

    assert marks[0] < marks[1] < marks[2]


def test_marks_without_any_mark_are_in_the_middle():
    assert shrunk_marks(np.zeros(2), np.zeros(2, dtype=int), prior=0.0).tolist() == [3.0, 3.0]


def test_theme_part_is_the_share_of_the_themes_known():
    experts = make_experts(2, themes=np.array([[True, True], [True, False]]))
    activities = make_activities(1, themes=np.array([[True, True]]))

    assert part("themes", experts, activities).tolist() == [1.0, 0.5]


def test_country_part_tells_the_country_from_its_region():
    known = np.array([[True, False, False], [False, True, False], [False, False, True]])
    experts = make_experts(3, countries=known)

    assert part("country", experts, make_activities(1)).tolist() == [1.0, 0.5, 0.0]


def test_language_part_reads_the_best_working_language():
    experts = make_experts(2, languages=np.array([[6, 3], [0, 6]]))
    activities = make_activities(1, languages=np.array([[3, 0]]))

    assert part("language", experts, activities).tolist() == [1.0, 0.0]


def test_rotation_part_falls_with_the_missions_of_the_year():
    experts = make_experts(3, load=np.array([0.0, 1.0, 3.0]))

    assert part("rotation", experts, make_activities(1)).tolist() == [1.0, 0.5, 0.25]


def test_unknown_cost_is_neither_cheap_nor_dear():
    experts = make_experts(3, cost=np.array([0.0, np.nan, 1000.0]))

    assert part("cost", experts, make_activities(1)).tolist() == [1.0, 0.5, 0.0]


def test_total_is_the_weighted_sum_of_the_parts():
    rng = np.random.default_rng(3)
    experts = make_experts(5, languages=rng.integers(0, 7, (5, 2)), years=rng.uniform(0, 30, 5))
    activities = make_activities(2)
    weights = ScoreWeights(themes=3.0, cost=0.0)
    rows = np.arange(2)

    parts = score_block(experts, activities, rows, weights)

    assert weights.vector().sum() == pytest.approx(1)
    expected = parts @ weights.vector()
    assert total_block(experts, activities, rows, weights) == pytest.approx(expected)
    assert parts.min() >= 0
    assert parts.max() <= 1


@pytest.mark.parametrize("wrong", [{"themes": -1.0}, dict.fromkeys(PARTS, 0.0)])
def test_weights_refuse_what_is_no_weight(wrong):
    with pytest.raises(ValueError, match="weights"):
        ScoreWeights(**wrong).vector()
