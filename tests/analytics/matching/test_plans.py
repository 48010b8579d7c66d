from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.matching import (
    PortfolioRules,
    ScoreWeights,
    best_teams,
    plans,
    propose_teams,
    score_block,
)
from tests.analytics.matching.brute import (
    every_plan,
    is_plan,
    is_team,
    make_activities,
    make_experts,
    make_periods,
)


def scores_of(experts, activities):
    weights = ScoreWeights()
    rows = np.arange(activities.n_activities)
    return score_block(experts, activities, rows, weights) @ weights.vector()


def total(score, teams):
    return sum(score[i, j] for i, team in enumerate(teams) for j in team)


def worst(score, teams):
    return min(np.mean([score[i, j] for j in team]) for i, team in enumerate(teams))


@st.composite
def problems(draw):
    """Small problems in which every rule has a chance to bind."""
    seed = draw(st.integers(0, 2**32 - 1))
    r = np.random.default_rng(seed)
    n, m = int(r.integers(3, 7)), int(r.integers(1, 4))
    n_periods = int(r.integers(0, 4))
    start = r.integers(0, 25, n_periods)
    experts = make_experts(
        n,
        themes=r.random((n, 2)) < 0.7,
        countries=r.random((n, 3)) < 0.4,
        languages=r.integers(0, 7, (n, 2)),
        kind=r.integers(0, 3, n),
        is_southern=r.random(n) < 0.4,
        is_woman=r.random(n) < 0.5,
        works_locally=r.random(n) < 0.5,
        years=r.integers(0, 30, n).astype(float),
        home=r.integers(-1, 3, n),
        load=r.integers(0, 4, n).astype(float),
        capacity=r.integers(0, 3, n),
        cost=r.integers(200, 800, n).astype(float),
        n_marks=r.integers(0, 3, n),
        busy=replace(
            make_periods((0, 0, 0)),
            expert=r.integers(0, n, n_periods),
            start=start,
            end=start + r.integers(0, 6, n_periods),
        ),
    )
    experts = replace(experts, mark_sum=experts.n_marks * r.uniform(1, 5, n))
    opening = r.integers(0, 25, m)
    activities = make_activities(
        m,
        themes=r.random((m, 2)) < 0.5,
        country=r.integers(-1, 3, m),
        languages=r.integers(0, 2, (m, 2)) * 3,
        team_size=r.integers(1, 3, m),
        start=opening,
        end=opening + r.integers(0, 8, m),
        is_remote=r.random(m) < 0.3,
        min_years=r.integers(0, 6, m).astype(float),
        allowed_kinds=r.random((m, 3)) < 0.8,
        at_least=(r.random((m, 6)) < 0.12).astype(int),
        max_per_home=r.integers(0, 2, m),
        budget=np.where(r.random(m) < 0.3, r.integers(2500, 8000, m), np.inf),
        conflicts=np.array([[0, 0]]) if r.random() < 0.3 else np.zeros((0, 2), dtype=int),
    )
    rules = PortfolioRules(
        min_women_share=float(r.choice([0, 0.4])),
        min_southern_share=float(r.choice([0, 0.3])),
        max_home_share=float(r.choice([1, 0.5, 0.1])),
        budget=float(r.choice([np.inf, 9000])),
    )
    return experts, activities, rules


@given(problems())
@settings(max_examples=150, deadline=None)
def test_plan_is_the_best_of_all_plans(problem):
    experts, activities, rules = problem
    score = scores_of(experts, activities)
    every = list(every_plan(experts, activities, rules))

    plan = propose_teams(experts, activities, rules=rules, loosens=False)

    if not every:
        assert plan is None
        return
    assert plan.is_optimal
    assert plan.value == pytest.approx(max(total(score, teams) for teams in every))
    assert is_plan(experts, activities, rules, plan.teams)
    assert all(is_team(experts, activities, i, team) for i, team in enumerate(plan.teams))


@given(problems())
@settings(max_examples=80, deadline=None)
def test_few_candidates_and_prices_give_the_same_best(problem):
    """With two candidates an activity, pricing must bring in whoever the best plan needs."""
    experts, activities, rules = problem
    whole = propose_teams(experts, activities, rules=rules, loosens=False)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "_WHOLE", 0)
        patch.setattr(plans, "_TOP", 2)
        priced = propose_teams(experts, activities, rules=rules, loosens=False)

    assert (priced is None) == (whole is None)
    if whole is not None:
        assert priced.value == pytest.approx(whole.value)
        assert priced.bound >= whole.value - 1e-7


@given(problems())
@settings(max_examples=80, deadline=None)
def test_worst_first_raises_the_worst_team_as_far_as_any_plan(problem):
    experts, activities, rules = problem
    score = scores_of(experts, activities)
    every = list(every_plan(experts, activities, rules))

    plan = propose_teams(experts, activities, rules=rules, aim="worst_first", loosens=False)

    if not every:
        assert plan is None
        return
    highest = max(worst(score, teams) for teams in every)
    assert worst(score, plan.teams) == pytest.approx(highest, abs=1e-5)
    fair = [teams for teams in every if worst(score, teams) >= highest - 1e-6]
    assert plan.value == pytest.approx(max(total(score, teams) for teams in fair), abs=1e-5)


@given(problems())
@settings(max_examples=80, deadline=None)
def test_best_teams_are_the_first_of_every_team(problem):
    experts, activities, _ = problem
    alone = activities.only(0)
    score = scores_of(experts, alone)
    every = sorted(
        (total(score, teams) for teams in every_plan(experts, alone, PortfolioRules())),
        reverse=True,
    )

    found = best_teams(experts, activities, 0, n_teams=3)

    if every:
        assert [plan.value for plan in found] == pytest.approx(every[:3])
        assert len({tuple(sorted(plan.teams[0])) for plan in found}) == len(found)
    else:
        assert len(found) == 1
        assert found[0].broken


@given(problems())
@settings(max_examples=80, deadline=None)
def test_loosened_plan_names_the_rules_it_breaks(problem):
    experts, activities, rules = problem

    plan = propose_teams(experts, activities, rules=rules)

    has_plan = any(True for _ in every_plan(experts, activities, rules))
    assert bool(plan.broken) != has_plan
    assert all(block.amount > 0 for block in plan.broken)
    # Nobody is ever in two places, nor sent more often than they accept.
    free = PortfolioRules()
    assert is_plan(experts, activities, free, plan.teams)


def test_fixed_pair_stays_and_forbidden_pair_goes():
    experts = make_experts(4, years=np.array([20.0, 15, 10, 5]))
    activities = make_activities(1, fixed=np.array([[0, 3]]), refused=np.array([[0, 0]]))

    plan = propose_teams(experts, activities)

    assert sorted(plan.teams[0]) == [1, 3]


def test_nobody_is_in_two_places_at_once():
    experts = make_experts(3)
    activities = make_activities(
        2, team_size=np.array([1, 1]), start=np.array([0, 3]), end=np.array([4, 6]),
        refused=np.array([[0, 1], [0, 2], [1, 2]]),
    )  # fmt: skip

    plan = propose_teams(experts, activities)

    assert [team.tolist() for team in plan.teams] == [[0], [1]]


def test_greedy_choice_of_the_first_activity_is_undone_for_the_second():
    """Both want expert 0; only the second has nobody else."""
    experts = make_experts(2, years=np.array([20.0, 10.0]))
    activities = make_activities(
        2, team_size=np.array([1, 1]), start=np.array([0, 0]), end=np.array([1, 1]),
        refused=np.array([[1, 1]]),
    )  # fmt: skip

    plan = propose_teams(experts, activities)

    assert [team.tolist() for team in plan.teams] == [[1], [0]]
    assert plan.is_optimal
