"""Choosing the teams of all activities at once, exactly, under every rule."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import sparse

from teranga_analytics.matching.activities import Activities, PortfolioRules
from teranga_analytics.matching.blocks import Block, loosen
from teranga_analytics.matching.candidates import Candidates, list_candidates
from teranga_analytics.matching.experts import BoolArray, Experts, FloatArray, IntArray
from teranga_analytics.matching.linear import LinearModel, build_model
from teranga_analytics.matching.pricing import Priced, also_worth, keep_worth, price_out
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
    top = None if experts.n_experts * activities.n_activities <= _WHOLE else _TOP
    while True:
        candidates = list_candidates(experts, activities, task.weights, top=top)
        plan = task.by_sum(candidates) if aim == "sum" else task.worst_first(candidates)
        if plan is not None:
            return plan
        if not candidates.n_left_out:
            return task.loosened(candidates) if loosens else None
        # Perhaps the rules need someone who is not among the best of any activity.
        top = None


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
    candidates = list_candidates(experts, alone, task.weights, top=None)
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
    row = sparse.csr_array(chosen.astype(float)[None, :])
    return LinearModel(
        matrix=sparse.csr_array(sparse.vstack([model.matrix, row])),
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

    def by_sum(self, candidates: Candidates) -> Plan | None:
        """Solve the relaxation, then choose among the pairs that the best plan may hold."""
        if not candidates.n_pairs:
            return None
        priced = price_out(self.experts, self.activities, self.rules, self.weights, candidates)
        if priced is None:
            return None
        solution, held = self._among_worthy(priced)
        if solution is None:
            return None
        slack = max(priced.bound - solution.value, 0.0)
        wider = also_worth(self.experts, self.activities, self.weights, priced, slack)
        if wider is not None and wider.n_pairs <= 2 * priced.candidates.n_pairs:
            # Pairs left out that a better plan might hold: with them the optimum is that of all.
            model = build_model(self.experts, self.activities, self.rules, wider)
            again = self.solve(model, wider)
            if again is not None:
                return self.plan(wider, again, again.bound)
        bound = solution.bound if wider is None else priced.bound
        return self.plan(held, solution, bound)

    def _among_worthy(self, priced: Priced) -> tuple[Solution | None, Candidates]:
        for slack in _SLACKS:
            kept = keep_worth(priced, slack)
            held = priced.candidates.only(kept)
            solution = self.solve(priced.model.only(kept), held)
            if solution is not None and priced.bound - solution.value <= slack:
                # What was put aside could not be in a better plan.
                return solution, held
        return None, priced.candidates

    def worst_first(self, candidates: Candidates) -> Plan | None:
        """Raise the worst team as far as possible, then the sum without lowering it."""
        greatest = self.by_sum(candidates)
        if greatest is None:
            return None
        means = np.array([score.mean() for score in greatest.scores])
        high = self._least_of_own_bests(means)
        if high - means.min() <= _FLOOR_MARGIN:
            # No plan could do better for the worst team: the greatest sum is also the fairest.
            return greatest
        model = build_model(self.experts, self.activities, self.rules, candidates)
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
        model = build_model(self.experts, self.activities, self.rules, candidates)
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
