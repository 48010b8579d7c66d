import numpy as np
import pytest

from teranga_analytics.matching import (
    Refusal,
    RuleKind,
    find_blocks,
    next_best,
    propose_teams,
    rank_experts,
)
from tests.analytics.matching.brute import make_activities, make_experts


def test_list_ranks_candidates_and_tells_who_is_nearly_one():
    experts = make_experts(
        4,
        years=np.array([5.0, 20.0, 10.0, 20.0]),
        languages=np.array([[5, 0], [5, 0], [0, 0], [0, 0]]),
        capacity=np.array([3, 3, 3, 0]),
    )

    ranked = rank_experts(experts, make_activities(1), 0)

    assert [line.expert for line in ranked.candidates] == [1, 0]
    assert [line.expert for line in ranked.nearly] == [2]
    assert ranked.kept_out[Refusal.LANGUAGE] == 2
    assert ranked.kept_out_alone[Refusal.LANGUAGE] == 1


def test_next_best_says_who_comes_and_what_is_lost():
    experts = make_experts(3, years=np.array([20.0, 10.0, 0.0]))
    activities = make_activities(1, team_size=np.array([1]))
    plan = propose_teams(experts, activities)

    change = next_best(experts, activities, plan, activity=0, expert=0)

    assert change.moves == ((0, 0, 1),)
    # Half the years of full experience, which weigh a tenth of the score.
    assert change.cost == pytest.approx(0.05)


def test_next_best_refuses_someone_who_is_not_in_the_team():
    experts, activities = make_experts(3), make_activities(1, team_size=np.array([1]))
    plan = propose_teams(experts, activities)
    other = next(j for j in range(3) if j not in plan.teams[0])

    with pytest.raises(ValueError, match="not in the team"):
        next_best(experts, activities, plan, activity=0, expert=other)


def test_blocks_name_the_rule_and_by_how_much():
    at_least = np.zeros((1, 6), dtype=int)
    at_least[0, 0] = 2
    experts = make_experts(3, is_southern=np.array([True, False, False]))
    activities = make_activities(1, at_least=at_least)

    blocks = find_blocks(experts, activities)

    assert [(b.kind, b.key, b.amount, b.limit) for b in blocks] == [(RuleKind.TRAIT, 0, 1.0, 2.0)]


def test_blocks_tell_each_rule_that_would_be_enough_alone():
    """The only woman costs too much beside anyone: pay more, do without, or send her alone."""
    at_least = np.zeros((1, 6), dtype=int)
    at_least[0, 1] = 1
    experts = make_experts(
        3, is_woman=np.array([True, False, False]), cost=np.array([900.0, 300.0, 300.0])
    )
    activities = make_activities(1, at_least=at_least, budget=np.array([5000.0]))

    blocks = find_blocks(experts, activities)

    assert {block.kind for block in blocks} == {
        RuleKind.TRAIT,
        RuleKind.TEAM_BUDGET,
        RuleKind.TEAM_SIZE,
    }
    money = next(block for block in blocks if block.kind == RuleKind.TEAM_BUDGET)
    assert money.amount == pytest.approx(1000, abs=0.01)


def test_blocks_count_the_empty_places():
    experts = make_experts(3, languages=np.array([[5, 5], [0, 0], [0, 0]]))

    blocks = find_blocks(experts, make_activities(1))

    assert [(b.kind, b.amount) for b in blocks] == [(RuleKind.TEAM_SIZE, 1.0)]


def test_blocks_are_none_when_a_team_exists():
    assert find_blocks(make_experts(3), make_activities(1)) == ()
