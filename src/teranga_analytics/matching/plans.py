"""Choosing the teams of all activities at once, exactly, under every rule."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from teranga_analytics.matching.activities import Activities, PortfolioRules
from teranga_analytics.matching.blocks import Block, loosen
from teranga_analytics.matching.candidates import Candidates, best_of, list_candidates
from teranga_analytics.matching.experts import BoolArray, Experts, FloatArray, IntArray
from teranga_analytics.matching.linear import LinearModel, build_model
from teranga_analytics.matching.pricing import price_out
from teranga_analytics.matching.scores import ScoreWeights
from teranga_analytics.matching.solving import (
    Solution,
    SolverStoppedError,
    Worst,
    solve,
    with_floor,
)

Aim = Literal["sum", "worst_first"]

_WHOLE = 500_000
"""Up to so many pairs every eligible pair is a column; beyond, the best and what pricing adds."""
_TOP = 40
_SLACKS = (0.02, 0.1, np.inf)
"""How far under its price a pair may be worth and still be looked at first."""
_MOST_COLUMNS = 200_000
"""Beyond so many pairs that a better plan may hold, the bound of the relaxation stands."""
_FLOOR_MARGIN = 1e-6


@dataclass(frozen=True)
class Plan:
    """Teams, and how far they can be from the best there is.

    Attributes
    ----------
    teams
        For each activity, its experts, the best score first.
    scores
        For each activity, the scores of its experts in the same order, in [0, 1].
    value
        Sum of all scores.
    bound
        No plan that obeys the same rules has a greater sum.
    gap
        ``(bound - value) / bound``: 0 when the plan is proven to be the best.
    is_whole
        Whether the bound holds over every eligible pair, not only over the candidates.
    n_candidates
        Pairs the solver looked at.
    n_left_out
        Eligible pairs it did not look at, priced out by the bound when `is_whole`.
    broken
        Rules that no plan can satisfy together, loosened as little as possible; empty when every
        rule holds.
    """

    teams: tuple[IntArray, ...]
    scores: tuple[FloatArray, ...]
    value: float
    bound: float
    gap: float
    is_whole: bool
    n_candidates: int
    n_left_out: int
    broken: tuple[Block, ...] = ()

    @property
    def is_optimal(self) -> bool:
        """Whether the plan is proven to be the best, to one part in a million."""
        return self.is_whole and self.gap <= 1e-6


def propose_teams(
    experts: Experts,
    activities: Activities,
    *,
    rules: PortfolioRules | None = None,
    weights: ScoreWeights | None = None,
    aim: Aim = "sum",
    time_limit: float = 60.0,
    loosens: bool = True,
) -> Plan | None:
    """Return the plan of greatest total score that obeys every rule.

    Parameters
    ----------
    experts, activities
        Who and what.
    rules
        Rules over all places together; none when not given.
    weights
        How the parts of a score count.
    aim
        ``"sum"`` maximises the sum of scores; ``"worst_first"`` first the mean score of the worst
        team, then the sum: the small requester is protected.
    time_limit
        Seconds for each call of the solver.
    loosens
        When no plan obeys every rule, loosen the rules as little as possible and name them in
        `broken`, rather than return nothing.

    Returns
    -------
    Plan or None
        None when there is no plan and `loosens` is false.

    Raises
    ------
    SolverStoppedError
        If time ran out before any plan was found.

    References
    ----------
    .. [1] Stelmakh, Shah & Singh (2021), PeerReview4All: fair and accurate reviewer assignment.
    .. [2] Huangfu & Hall (2018), Parallelizing the dual revised simplex method (HiGHS).
    """
    task = _Task(
        experts, activities, rules or PortfolioRules(), weights or ScoreWeights(), time_limit
    )
    everyone = list_candidates(experts, activities, task.weights)
    is_in = np.ones(everyone.n_pairs, dtype=bool)
    if experts.n_experts * activities.n_activities > _WHOLE:
        is_in = best_of(everyone, experts, activities, top=_TOP)
    while True:
        plan = task.by_sum(everyone, is_in) if aim == "sum" else task.worst_first(everyone, is_in)
        if plan is not None:
            return plan
        if is_in.all():
            return task.loosened(everyone) if loosens else None
        # Perhaps the rules need someone who is not among the best of any activity.
        is_in = np.ones_like(is_in)


def best_teams(
    experts: Experts,
    activities: Activities,
    row: int,
    *,
    n_teams: int = 3,
    weights: ScoreWeights | None = None,
    time_limit: float = 10.0,
) -> list[Plan]:
    """Return the best teams of one activity, the best first, each differing by a member at least.

    Parameters
    ----------
    experts, activities
        Who and what.
    row
        Which activity.
    n_teams
        How many teams at most.
    weights
        How the parts of a score count.
    time_limit
        Seconds for each team.

    Returns
    -------
    list
        Plans of one team; when no team obeys every rule, one plan with `broken` rules.
    """
    alone = activities.only(row)
    task = _Task(experts, alone, PortfolioRules(), weights or ScoreWeights(), time_limit)
    candidates = list_candidates(experts, alone, task.weights)
    if not candidates.n_pairs:
        return [task.loosened(candidates)]
    model = build_model(experts, alone, task.rules, candidates)
    found: list[Plan] = []
    while len(found) < n_teams:
        solution = task.solve(model, candidates)
        if solution is None:
            break
        found.append(task.plan(candidates, solution, solution.bound))
        model = _without_team(model, solution.chosen)
    return found or [task.loosened(candidates)]


def _without_team(model: LinearModel, chosen: BoolArray) -> LinearModel:
    """Forbid exactly this team: a later one differs from it by a member at least."""
    row = scipy.sparse.csr_array(chosen.astype(float)[None, :])
    return LinearModel(
        matrix=scipy.sparse.csr_array(scipy.sparse.vstack([model.matrix, row])),
        low=np.append(model.low, -np.inf),
        high=np.append(model.high, chosen.sum() - 1.0),
        kind=np.append(model.kind, -1),
        activity=np.append(model.activity, -1),
        key=np.append(model.key, -1),
        clique=model.clique,
    )


@dataclass(frozen=True)
class _Task:
    """One problem and the ways to solve it."""

    experts: Experts
    activities: Activities
    rules: PortfolioRules
    weights: ScoreWeights
    time_limit: float

    def solve(
        self, model: LinearModel, candidates: Candidates, *, worst: Worst | None = None
    ) -> Solution | None:
        return solve(
            model,
            candidates.score,
            is_fixed=candidates.is_fixed,
            time_limit=self.time_limit,
            relative_gap=1e-7,
            worst=worst,
        )

    def model(self, candidates: Candidates) -> LinearModel:
        return build_model(self.experts, self.activities, self.rules, candidates)

    def by_sum(self, everyone: Candidates, is_in: BoolArray) -> Plan | None:
        """Solve the relaxation, then choose among the pairs that the best plan may hold."""
        if not everyone.n_pairs:
            return None
        priced = price_out(self.experts, self.activities, self.rules, everyone, is_in)
        if priced is None:
            return None
        for slack in _SLACKS:
            looked_at = priced.is_in & ((priced.worth >= -slack) | everyone.is_fixed)
            held = everyone.only(looked_at)
            solution = self.solve(self.model(held), held)
            if solution is not None:
                break
        else:
            return None
        may_hold = priced.may_hold(everyone, solution.value)
        if np.all(looked_at[may_hold]):
            # What was put aside could not be in a better plan.
            return self.plan(held, solution, solution.bound)
        if may_hold.sum() > _MOST_COLUMNS:
            return self.plan(held, solution, priced.bound)
        wider = everyone.only(may_hold | looked_at)
        again = self.solve(self.model(wider), wider)
        if again is None:
            raise SolverStoppedError("The teams just found do not obey their own rules.")
        return self.plan(wider, again, again.bound)

    def worst_first(self, everyone: Candidates, is_in: BoolArray) -> Plan | None:
        """Raise the worst team as far as possible, then the sum without lowering it."""
        greatest = self.by_sum(everyone, is_in)
        if greatest is None:
            return None
        means = np.array([score.mean() for score in greatest.scores])
        high = self._least_of_own_bests(means)
        if high - means.min() <= _FLOOR_MARGIN:
            # No plan could do better for the worst team: the greatest sum is also the fairest.
            return greatest
        candidates = everyone.only(is_in)
        model = self.model(candidates)
        share = candidates.score / self.activities.team_size[candidates.activity]
        worst = Worst(share, float(means.min()) - _FLOOR_MARGIN, high + _FLOOR_MARGIN)
        fairest = self.solve(model, candidates, worst=worst)
        if fairest is None:
            return None
        floored = with_floor(model, share, fairest.value - _FLOOR_MARGIN)
        solution = self.solve(floored, candidates)
        if solution is None:
            raise SolverStoppedError("The teams just found do not satisfy their own floor.")
        is_whole = candidates.n_left_out == 0
        return self.plan(candidates, solution, solution.bound, is_whole=is_whole)

    def _least_of_own_bests(self, means: FloatArray) -> float:
        """Return a mean that the worst team cannot exceed: some team's own best."""
        least = np.inf
        for row in np.argsort(means):
            if means[row] >= least:
                break
            own = best_teams(
                self.experts, self.activities, int(row), n_teams=1, weights=self.weights,
                time_limit=self.time_limit,
            )[0]  # fmt: skip
            least = min(least, own.bound / int(self.activities.team_size[row]))
        return float(least)

    def loosened(self, candidates: Candidates) -> Plan:
        """Return the best plan once the rules are loosened as little as possible."""
        model = self.model(candidates)
        slack, blocks = loosen(model, candidates.is_fixed, time_limit=self.time_limit)
        solution = self.solve(model.relaxed(slack), candidates)
        if solution is None:
            raise SolverStoppedError("The rules just loosened are still too narrow.")
        is_whole = candidates.n_left_out == 0
        return self.plan(candidates, solution, solution.bound, is_whole=is_whole, broken=blocks)

    def plan(
        self,
        candidates: Candidates,
        solution: Solution,
        bound: float,
        *,
        is_whole: bool = True,
        broken: tuple[Block, ...] = (),
    ) -> Plan:
        teams, scores = [], []
        for row in range(self.activities.n_activities):
            pairs = np.flatnonzero(solution.chosen & (candidates.activity == row))
            pairs = pairs[np.argsort(-candidates.score[pairs], kind="stable")]
            teams.append(candidates.expert[pairs])
            scores.append(candidates.score[pairs])
        value = float(sum(score.sum() for score in scores))
        bound = max(bound, value)
        return Plan(
            teams=tuple(teams),
            scores=tuple(scores),
            value=value,
            bound=bound,
            gap=(bound - value) / bound if bound > 0 else 0.0,
            is_whole=is_whole,
            n_candidates=candidates.n_pairs,
            n_left_out=candidates.n_left_out,
            broken=broken,
        )
