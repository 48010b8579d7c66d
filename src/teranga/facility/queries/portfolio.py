"""The teams of a quarter, proposed together: gender balance, shares, the weakest team first."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from teranga.facility.enums import ActivityState
from teranga.facility.models import Activity
from teranga.facility.models.team import CLOSED_STATES
from teranga.facility.queries.matching_arrays import load_inputs
from teranga.facility.queries.team_words import block_words
from teranga.facility.queries.teams import TeamProposal, team_members, with_action
from teranga_analytics.matching import PortfolioRules, ScoreWeights, propose_teams
from teranga_analytics.matching.plans import Aim


@dataclass(frozen=True, slots=True)
class PortfolioChoice:
    """A quarter and the rules over it."""

    year: int
    quarter: int
    women_share: float = 0.4
    home_share: float = 0.15
    aim: Aim = "worst_first"

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, 3 * self.quarter - 2, 1)

    @property
    def last_day(self) -> dt.date:
        following = dt.date(self.year + self.quarter // 4, 3 * (self.quarter % 4) + 1, 1)
        return following - dt.timedelta(days=1)


@dataclass(frozen=True)
class PortfolioPage:
    """The plan of a quarter: one team for each activity, and how good it is proven to be."""

    lines: Sequence[tuple[Activity, TeamProposal]]
    broken: Sequence[str]
    n_places: int
    n_women: int
    n_southern: int
    mean: float
    worst: float
    gap: float
    is_optimal: bool
    gives_way: bool

    @property
    def digest(self) -> str:
        shown = [[str(activity.pk), team.codes] for activity, team in self.lines]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]


def activities_to_staff(user: object, choice: PortfolioChoice, *, today: dt.date) -> list[Activity]:
    """Return the activities to come of a quarter with places to fill, a withdrawn expert's too."""
    is_open = ~Q(deployments__state__in=CLOSED_STATES) & Q(deployments__isnull=False)
    rows: QuerySet[Activity] = Activity.objects.visible_to(user)
    rows = rows.annotate(n_present=Count("deployments", filter=is_open)).filter(
        state__in=[ActivityState.PLANNED, ActivityState.CONFIRMED],
        starts_on__gte=max(choice.first_day, today),
        starts_on__lte=choice.last_day,
        n_experts__gt=F("n_present"),
    )
    return list(with_action(rows).order_by("starts_on", "pk"))


def portfolio_page(
    user: object, planned: Sequence[Activity], choice: PortfolioChoice, *, today: dt.date
) -> PortfolioPage | None:
    """Propose the teams of all these activities at once; none when there is nothing to staff."""
    if not planned:
        return None
    inputs = load_inputs(user, planned, today=today)
    if not inputs.profiles:
        return None
    rules = PortfolioRules(min_women_share=choice.women_share, max_home_share=choice.home_share)
    weights = ScoreWeights()
    plan = propose_teams(
        inputs.experts,
        inputs.activities,
        rules=rules,
        weights=weights,
        aim=choice.aim,
        time_limit=15,
    )
    if plan is None:  # pragma: no cover - rules are loosened rather than nothing returned
        return None
    lines = [
        (
            activity,
            TeamProposal(
                1,
                team_members(inputs, plan, row, weights, explains=False),
                float(plan.scores[row].sum()),
                [block_words(b, inputs.axes) for b in plan.broken if b.activity == row],
            ),
        )
        for row, activity in enumerate(planned)
    ]
    chosen = [expert for team in plan.teams for expert in team]
    means = [float(scores.mean()) for scores in plan.scores if len(scores)]
    return PortfolioPage(
        lines=lines,
        broken=[block_words(b, inputs.axes) for b in plan.broken if b.activity < 0],
        n_places=len(chosen),
        n_women=int(inputs.experts.is_woman[chosen].sum()),
        n_southern=int(inputs.experts.is_southern[chosen].sum()),
        mean=plan.value / len(chosen) if chosen else 0.0,
        worst=min(means, default=0.0),
        gap=plan.gap,
        is_optimal=plan.is_optimal,
        gives_way=bool(plan.broken),
    )
