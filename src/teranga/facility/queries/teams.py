"""Teams proposed for one activity, and for a quarter of them; every part of a score is told."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from teranga.facility.models import Activity, Deployment, TeamChoice
from teranga.facility.queries.matching_arrays import MatchingInputs, load_inputs
from teranga.facility.queries.team_words import PART_LABELS, REFUSAL_LABELS, block_words
from teranga.roster.models import ExpertProfile
from teranga_analytics.matching import (
    PARTS,
    Plan,
    RankedExpert,
    RankedList,
    ScoreWeights,
    best_teams,
    find_blocks,
    rank_experts,
    score_block,
)

N_RANKED = 25


@dataclass(frozen=True)
class Part:
    label: StrOrPromise
    value: float


@dataclass(frozen=True)
class Scored:
    """An expert with the score and its parts; `instead` is what doing without them would change."""

    profile: ExpertProfile
    score: float
    parts: Sequence[Part]
    why_not: Sequence[StrOrPromise] = ()
    instead: str = ""


@dataclass(frozen=True)
class TeamProposal:
    rank: int
    members: Sequence[Scored]
    value: float
    broken: Sequence[str] = ()

    @property
    def codes(self) -> list[str]:
        return [member.profile.code for member in self.members]

    @property
    def mean(self) -> float:
        return self.value / len(self.members) if self.members else 0.0


@dataclass(frozen=True)
class TeamPage:
    proposals: Sequence[TeamProposal]
    ranked: Sequence[Scored]
    nearly: Sequence[Scored]
    n_candidates: int
    kept_out: Sequence[tuple[StrOrPromise, int, int]]
    blocks: Sequence[str]
    profiles: Mapping[str, ExpertProfile] = field(default_factory=dict)

    @property
    def record(self) -> dict[str, Any]:
        """Return what was proposed, to be kept with the choice: codes and scores, no names."""
        return {
            "teams": [
                {
                    "rank": team.rank,
                    "value": round(team.value, 4),
                    "members": [
                        {
                            "code": member.profile.code,
                            "score": round(member.score, 4),
                            "parts": [round(part.value, 4) for part in member.parts],
                        }
                        for member in team.members
                    ],
                    "broken": list(team.broken),
                }
                for team in self.proposals
            ],
            "parts": list(PARTS),
            "n_candidates": self.n_candidates,
        }

    @property
    def digest(self) -> str:
        """Sum up what is shown: a choice counts only for exactly that."""
        shown = [team.codes for team in self.proposals]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]


def team_page(user: object, activity: Activity, *, today: dt.date) -> TeamPage:
    """Propose the best teams of one activity and rank the experts, part by part."""
    inputs = load_inputs(user, [activity], today=today)
    weights = ScoreWeights()
    if not inputs.profiles:
        return TeamPage([], [], [], 0, [], [_("The roster holds no expert you may read.")])
    plans = best_teams(inputs.experts, inputs.activities, 0, weights=weights)
    ranked = rank_experts(inputs.experts, inputs.activities, 0, weights=weights)
    is_blocked = bool(plans[0].broken)
    proposals = [
        TeamProposal(
            rank,
            team_members(inputs, plan, 0, weights, explains=rank == 1 and not is_blocked),
            plan.value,
            [block_words(block, inputs.axes) for block in plan.broken],
        )
        for rank, plan in enumerate(plans, start=1)
        if len(plan.teams[0])
    ]
    blocks = find_blocks(inputs.experts, inputs.activities) if is_blocked else ()
    return TeamPage(
        proposals=proposals,
        ranked=[_scored(inputs, line) for line in ranked.candidates[:N_RANKED]],
        nearly=[_scored(inputs, line) for line in ranked.nearly],
        n_candidates=len(ranked.candidates),
        kept_out=_kept_out(ranked),
        blocks=[block_words(block, inputs.axes) for block in blocks],
        profiles={inputs.profiles[line.expert].code: inputs.profiles[line.expert]
                  for line in ranked.candidates},
    )  # fmt: skip


def team_members(
    inputs: MatchingInputs, plan: Plan, row: int, weights: ScoreWeights, *, explains: bool
) -> list[Scored]:
    members = []
    for expert, score in zip(plan.teams[row], plan.scores[row], strict=True):
        values = _part_values(inputs, row, int(expert), weights)
        instead = _instead(inputs, plan, row, int(expert), weights) if explains else ""
        members.append(
            Scored(inputs.profiles[int(expert)], float(score), _parts(values), instead=instead)
        )
    return members


def _part_values(
    inputs: MatchingInputs, row: int, expert: int, weights: ScoreWeights
) -> Sequence[float]:
    block = score_block(inputs.experts, inputs.activities, np.array([row]), weights)
    return [float(value) for value in block[0, expert]]


def _parts(values: Sequence[float]) -> list[Part]:
    return [Part(PART_LABELS[name], float(v)) for name, v in zip(PARTS, values, strict=True)]


def _instead(
    inputs: MatchingInputs, plan: Plan, row: int, expert: int, weights: ScoreWeights
) -> str:
    """Say what the best team without this person would be."""
    without = inputs.activities.without(row, expert)
    other = best_teams(inputs.experts, without, row, n_teams=1, weights=weights)[0]
    if other.broken:
        rules = ", ".join(block_words(block, inputs.axes) for block in other.broken)
        return _("Without this expert no team keeps every rule: %(rules)s") % {"rules": rules}
    coming = [inputs.profiles[int(e)].code for e in other.teams[0] if e not in plan.teams[row]]
    lost = max(plan.value - other.value, 0.0) / max(len(plan.teams[row]), 1)
    return _("Without this expert: %(codes)s would come, mean score lower by %(lost)s points.") % {
        "codes": ", ".join(coming),
        "lost": f"{lost * 100:.1f}",
    }


def _scored(inputs: MatchingInputs, line: RankedExpert) -> Scored:
    reasons = [label for flag, label in REFUSAL_LABELS.items() if flag & line.refusal]
    parts = _parts([float(value) for value in line.parts])
    return Scored(inputs.profiles[line.expert], line.score, parts, reasons)


def _kept_out(ranked: RankedList) -> list[tuple[StrOrPromise, int, int]]:
    return [
        (REFUSAL_LABELS[flag], n, ranked.kept_out_alone[flag])
        for flag, n in ranked.kept_out.items()
        if n
    ]


def with_action(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    return rows.select_related("action", "held_in").prefetch_related(
        "action__themes", "action__countries"
    )


def activity_to_staff(user: object, pk: UUID) -> Activity | None:
    """Return an activity with what matching reads of it, through the door."""
    activity: Activity | None = with_action(Activity.objects.visible_to(user)).filter(pk=pk).first()
    return activity


def find_deployment(user: object, pk: UUID) -> Deployment | None:
    """Return a deployment of an activity that the door opens."""
    rows = Deployment.objects.filter(activity__in=Activity.objects.visible_to(user))
    deployment: Deployment | None = rows.select_related("activity", "expert").filter(pk=pk).first()
    return deployment


def deployments_of(activity: Activity) -> QuerySet[Deployment]:
    rows: QuerySet[Deployment] = Deployment.objects.filter(activity=activity)
    return rows.select_related("expert__home_country", "activity").prefetch_related("steps__by")


def choices_of(activity: Activity) -> QuerySet[TeamChoice]:
    rows: QuerySet[TeamChoice] = TeamChoice.objects.filter(activity=activity)
    return rows.select_related("by")


def missions_of(profile: ExpertProfile) -> QuerySet[Deployment]:
    """Return the missions proposed to an expert, the next one first."""
    rows: QuerySet[Deployment] = Deployment.objects.filter(expert=profile)
    return rows.select_related("activity__action", "activity__held_in", "expert").order_by(
        "activity__starts_on", "pk"
    )
