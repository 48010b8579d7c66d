"""Ten times ten years of the facility: requests, Actions, activities, opinions, experts.

Fictitious rows for measures only. Written without the audit: what is measured is reading. As a
command, fills the installation its environment names; as a module, call `seed_tenfold`.
"""

import datetime as dt
import random
import sys
from typing import Any

import django

django.setup()

from django.db import models, transaction  # noqa: E402

from teranga.core.models import Country  # noqa: E402
from teranga.facility.enums import ActionRegion, ActivityKind  # noqa: E402
from teranga.facility.models import Action, Activity, Evaluation, EvaluationTally, ExpertiseRequest  # noqa: E402
from teranga.knowledge.models import CriteriaSet, Criterion  # noqa: E402
from teranga.programmes.models import Phase, Programme  # noqa: E402
from teranga.roster.enums import ExpertKind, Gender, ProfileState  # noqa: E402
from teranga.roster.models import ExpertProfile, PastDeployment  # noqa: E402

N_REQUESTS = 1_470  # 147 × 10
N_ACTIONS = 1_090  # 109 × 10
N_EXPERTS = 6_750  # 675 × 10
N_ACTIVITIES = 6  # of each Action
_FIRST_DAY = dt.date(2009, 1, 5)
_BATCH = 500


def write(rows: list[Any]) -> list[Any]:
    """Write rows as they are, past the audit and the search index of the platform."""
    plain = models.QuerySet(type(rows[0]))
    return plain.bulk_create(rows, batch_size=_BATCH)


def seed_tenfold(*, seed: int = 7) -> dict[str, int]:
    """Write the rows and return how many of each; the reference tables and migrations are there."""
    chance = random.Random(seed)
    with transaction.atomic():
        programme = _programme()
        requests = _requests(programme, chance)
        actions = _actions(programme, requests, chance)
        n_activities = _activities(actions, chance)
        n_tallies = _opinions(programme, actions, chance)
        n_experts = _experts(chance)
    return {
        "requests": len(requests),
        "actions": len(actions),
        "activities": n_activities,
        "tallies": n_tallies,
        "experts": n_experts,
    }


def _programme() -> Any:
    programme, is_new = Programme.objects.get_or_create(
        code="mieux-x10",
        defaults={
            "acronym": "MIEUX × 10",
            "name": {"fr": "Mesure"},
            "kind": "facility",
            "visibility": "public",
        },
    )
    if is_new:
        for number, (first, last) in enumerate([(2009, 2011), (2012, 2015), (2016, 2019)], start=1):
            Phase.objects.create(
                programme=programme,
                number=number,
                starts_on=str(first),
                ends_on=str(last),
                visibility="public",
            )
    return programme


def _themes() -> list[str]:
    return [f"mieux:{name}" for name in (
        "legal", "irregular-trafficking", "development", "protection", "horizontal"
    )]  # fmt: skip


def _requests(programme: Any, chance: random.Random) -> list[Any]:
    rows = []
    for number in range(N_REQUESTS):
        received = _FIRST_DAY + dt.timedelta(days=chance.randrange(3_900))
        is_approved = number < N_ACTIONS
        approved = received + dt.timedelta(days=chance.randrange(15, 80))
        rows.append(
            ExpertiseRequest(
                programme=programme,
                number=f"X-{number:04d}",
                title=f"Demande {number}",
                requester_kind="public_authority",
                authority_name="Autorité",
                received_on=received,
                approved_on=approved if is_approved else None,
                state="approved" if is_approved else "declined",
                visibility="private",
                is_fictitious=True,
            )
        )
    write(rows)
    through = ExpertiseRequest.themes.through
    write([
        through(expertiserequest_id=row.pk, theme_id=theme)
        for row in rows
        for theme in chance.sample(_themes(), 1 + (chance.random() < 0.3))
    ])  # fmt: skip
    return rows


def _actions(programme: Any, requests: list[Any], chance: random.Random) -> list[Any]:
    countries = list(Country.objects.values_list("pk", flat=True))
    rows = []
    for number, request in enumerate(requests[:N_ACTIONS]):
        ready = request.approved_on + dt.timedelta(days=chance.randrange(20, 130))
        rows.append(
            Action(
                programme=programme,
                code=f"X-{number:04d}",
                title={"fr": f"Action {number}"},
                region=chance.choice(ActionRegion.values),
                detail="managed",
                expertise_request=request,
                state="closed",
                starts_on=str(ready.year),
                ready_on=ready,
                started_on=ready,
                closed_on=ready + dt.timedelta(days=400),
                visibility="public",
            )
        )
    write(rows)
    themes, places = Action.themes.through, Action.countries.through
    write([
        themes(action_id=row.pk, theme_id=theme)
        for row in rows
        for theme in chance.sample(_themes(), 1 + (chance.random() < 0.3))
    ])  # fmt: skip
    write([places(action_id=row.pk, country_id=chance.choice(countries)) for row in rows])
    return rows


def _activities(actions: list[Any], chance: random.Random) -> int:
    rows = [
        Activity(
            action=action,
            programme=action.programme,
            number=number,
            kind=chance.choice(ActivityKind.values),
            title=f"Activité {number}",
            state="held",
            starts_on=action.started_on + dt.timedelta(days=50 * number),
            visibility="public",
        )
        for action in actions
        for number in range(1, N_ACTIVITIES + 1)
    ]
    return len(write(rows))


def _opinions(programme: Any, actions: list[Any], chance: random.Random) -> int:
    criteria_set, is_new = CriteriaSet.objects.get_or_create(
        code="x10",
        defaults={"name": {"fr": "Mesure"}, "purpose": "evaluation", "visibility": "public"},
    )
    if is_new:
        write([
            Criterion(criteria_set=criteria_set, number=n, code=f"c{n}", name={"fr": f"C{n}"})
            for n in range(1, 7)
        ])  # fmt: skip
    evaluations = [
        Evaluation(
            programme=programme,
            action=action,
            kind=kind,
            due_on=action.closed_on,
            state="closed",
            visibility="programme",
            is_fictitious=True,
        )
        for action in actions
        for kind in ("experts", "partner", "follow_up")
    ]
    write(evaluations)
    tallies = []
    for evaluation in evaluations:
        for criterion in criteria_set.criteria.all():
            n_marks = chance.randrange(1, 20)
            tallies.append(
                EvaluationTally(
                    evaluation=evaluation,
                    criterion=criterion,
                    n_marks=n_marks,
                    sum_marks=n_marks * 4,
                    n_high=n_marks // 2,
                )
            )
    return len(write(tallies))


def _experts(chance: random.Random) -> int:
    countries = list(Country.objects.values_list("pk", flat=True)[:60])
    today = dt.date(2026, 1, 1)
    rows = [
        ExpertProfile(
            code=f"X{number:05d}",
            kind=chance.choice(ExpertKind.values),
            gender=chance.choice(Gender.values[:2]),
            home_country_id=chance.choice(countries),
            state=ProfileState.ACTIVE,
            consented_on=today,
            expires_on=today + dt.timedelta(days=700),
            visibility="private",
            is_fictitious=True,
        )
        for number in range(N_EXPERTS)
    ]
    write(rows)
    mission = {"label": "Mission", "starts_on": _FIRST_DAY, "ends_on": _FIRST_DAY}
    write([PastDeployment(profile=row, is_fictitious=True, **mission) for row in rows[::2]])
    return len(rows)


def main() -> None:
    print(seed_tenfold())


if __name__ == "__main__":
    sys.exit(main())
