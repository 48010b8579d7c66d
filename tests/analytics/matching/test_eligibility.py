import numpy as np
import pytest

from teranga_analytics.matching import Refusal, refusals_block
from tests.analytics.matching.brute import make_activities, make_experts, make_periods


def reasons(experts, activities):
    return [Refusal(int(flags)) for flags in refusals_block(experts, activities, np.array([0]))[0]]


def test_nothing_stands_against_an_expert_who_suits():
    assert reasons(make_experts(1), make_activities(1)) == [Refusal.NONE]


@pytest.mark.parametrize(
    ("expert", "activity", "wanted"),
    [
        ({"themes": np.array([[False, True]])}, {}, Refusal.THEME),
        ({"languages": np.array([[3, 6]])}, {}, Refusal.LANGUAGE),
        ({"years": np.array([4.0])}, {"min_years": np.array([5.0])}, Refusal.EXPERIENCE),
        ({"kind": np.array([2])}, {"allowed_kinds": np.array([[1, 1, 0]], dtype=bool)},
         Refusal.EMPLOYER_KIND),
        ({"busy": make_periods((0, 4, 9))}, {}, Refusal.UNAVAILABLE),
        ({"remote_only": make_periods((0, 0, 0))}, {}, Refusal.UNAVAILABLE),
        ({"capacity": np.array([0])}, {}, Refusal.FULL),
        ({}, {"conflicts": np.array([[0, 0]])}, Refusal.CONFLICT),
        ({}, {"refused": np.array([[0, 0]])}, Refusal.NOT_RELEASED),
    ],
)  # fmt: skip
def test_each_reason_is_told(expert, activity, wanted):
    assert reasons(make_experts(1, **expert), make_activities(1, **activity)) == [wanted]


def test_reasons_add_up():
    experts = make_experts(1, languages=np.zeros((1, 2), dtype=int), capacity=np.array([0]))

    assert reasons(experts, make_activities(1)) == [Refusal.LANGUAGE | Refusal.FULL]


def test_period_that_ends_the_day_before_does_not_stand_against():
    experts = make_experts(1, busy=make_periods((0, 5, 9)))

    assert reasons(experts, make_activities(1)) == [Refusal.NONE]


def test_distance_only_suits_an_activity_at_a_distance():
    experts = make_experts(1, remote_only=make_periods((0, 0, 9)))

    assert reasons(experts, make_activities(1, is_remote=np.array([True]))) == [Refusal.NONE]


def test_shapes_that_disagree_are_named():
    with pytest.raises(ValueError, match="years has 3 rows; 2 are wanted"):
        make_experts(2, years=np.zeros(3))
    with pytest.raises(ValueError, match="country has 2 rows"):
        make_activities(1, country=np.zeros(2, dtype=int))
    with pytest.raises(ValueError, match="6 columns"):
        make_activities(1, at_least=np.zeros((1, 2), dtype=int))
    with pytest.raises(ValueError, match="end comes before"):
        make_activities(1, end=np.array([-1]))
    with pytest.raises(ValueError, match="without a place"):
        make_activities(1, team_size=np.array([0]))
    with pytest.raises(ValueError, match="level outside"):
        make_experts(1, languages=np.array([[7, 0]]))
