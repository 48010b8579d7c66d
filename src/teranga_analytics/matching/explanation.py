"""Why this person: the ranked list of one activity, and what the next best would change."""

from dataclasses import dataclass

import numpy as np

from teranga_analytics.matching.activities import Activities, PortfolioRules
from teranga_analytics.matching.eligibility import Refusal, refusals_block
from teranga_analytics.matching.experts import Experts, FloatArray
from teranga_analytics.matching.plans import Aim, Plan, propose_teams
from teranga_analytics.matching.scores import ScoreWeights, score_block


@dataclass(frozen=True)
class RankedExpert:
    """An expert in the list of an activity.

    Attributes
    ----------
    expert
        Row of the expert.
    score
        Weighted sum of the parts, in [0, 1].
    parts
        Shape ``(len(PARTS),)``, each in [0, 1].
    refusal
        What keeps them out; `Refusal.NONE` for a candidate.
    """

    expert: int
    score: float
    parts: FloatArray
    refusal: Refusal


@dataclass(frozen=True)
class RankedList:
    """The candidates of an activity, and why the others are not.

    Attributes
    ----------
    candidates
        Who may take part, the best score first.
    nearly
        Who is kept out by one reason alone, the best score first.
    kept_out
        For each reason, how many experts it keeps out.
    kept_out_alone
        For each reason, how many it alone keeps out: so many it would open.
    """

    candidates: tuple[RankedExpert, ...]
    nearly: tuple[RankedExpert, ...]
    kept_out: dict[Refusal, int]
    kept_out_alone: dict[Refusal, int]


@dataclass(frozen=True)
class Change:
    """What a plan becomes without one of its members.

    Attributes
    ----------
    plan
        The best plan without that pair.
    cost
        Total score lost, at least 0.
    moves
        Triples of activity, expert who leaves, expert who comes; -1 for nobody.
    """

    plan: Plan
    cost: float
    moves: tuple[tuple[int, int, int], ...]


def rank_experts(
    experts: Experts,
    activities: Activities,
    row: int,
    *,
    weights: ScoreWeights | None = None,
    n_nearly: int = 10,
) -> RankedList:
    """Rank the experts for one activity, part by part.

    Parameters
    ----------
    experts, activities
        Who and what.
    row
        Which activity.
    weights
        How the parts of a score count.
    n_nearly
        How many to tell of those whom one reason alone keeps out.

    Returns
    -------
    RankedList
        Equal scores keep the order of the experts.
    """
    weights = weights or ScoreWeights()
    rows = np.array([row])
    parts = score_block(experts, activities, rows, weights)[0]
    total = parts @ weights.vector()
    refusals = refusals_block(experts, activities, rows)[0]
    order = np.argsort(-total, kind="stable")

    def ranked(expert: int) -> RankedExpert:
        flags = Refusal(int(refusals[expert]))
        return RankedExpert(expert, float(total[expert]), parts[expert], flags)

    single = {int(reason) for reason in Refusal}
    nearly = [int(e) for e in order if refusals[e] and int(refusals[e]) in single]
    return RankedList(
        candidates=tuple(ranked(int(e)) for e in order if not refusals[e]),
        nearly=tuple(ranked(e) for e in nearly[:n_nearly]),
        kept_out={r: int(((refusals & np.uint8(r)) > 0).sum()) for r in Refusal if r},
        kept_out_alone={r: int((refusals == np.uint8(r)).sum()) for r in Refusal if r},
    )


def next_best(
    experts: Experts,
    activities: Activities,
    plan: Plan,
    *,
    activity: int,
    expert: int,
    rules: PortfolioRules | None = None,
    weights: ScoreWeights | None = None,
    aim: Aim = "sum",
) -> Change:
    """Return the best plan without one member: the pair is forbidden, and all solved again.

    Parameters
    ----------
    experts, activities, rules, weights, aim
        As the plan was made.
    plan
        The present plan.
    activity, expert
        The pair to do without.

    Returns
    -------
    Change
        Its `cost` is how much better the plan is thanks to that person.

    Raises
    ------
    ValueError
        If the expert is not in the team of that activity.
    """
    if expert not in plan.teams[activity]:
        raise ValueError(f"expert {expert} is not in the team of activity {activity}.")
    other = propose_teams(
        experts,
        activities.without(activity, expert),
        rules=rules,
        weights=weights,
        aim=aim,
    )
    if other is None:  # pragma: no cover - a plan always exists once rules may give
        raise ValueError("No plan was found.")
    return Change(other, max(plan.value - other.value, 0.0), _moves(plan, other))


def _moves(before: Plan, after: Plan) -> tuple[tuple[int, int, int], ...]:
    moves = []
    for activity, (old, new) in enumerate(zip(before.teams, after.teams, strict=True)):
        leaving = [int(e) for e in old if e not in new]
        coming = [int(e) for e in new if e not in old]
        for place in range(max(len(leaving), len(coming))):
            out = leaving[place] if place < len(leaving) else -1
            into = coming[place] if place < len(coming) else -1
            moves.append((activity, out, into))
    return tuple(moves)
