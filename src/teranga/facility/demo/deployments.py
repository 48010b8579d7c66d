"""The 340 missions of the fictitious roster, each inside an Action that the report names.

Who went where is invented and marked so; how many, of which kind, country and gender, is
what the report prints.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np
from django.db import transaction

from teranga.facility.models import Action
from teranga.roster.demo import deployed_profiles
from teranga.roster.models import ExpertProfile, PastDeployment

_SEED = 340
_LAST_YEAR = 2019
_SHARE_MARKED = 0.8


@transaction.atomic
def load_deployments() -> None:
    """Write one mission for each expert counted as deployed; a second run changes nothing."""
    if PastDeployment.objects.filter(is_fictitious=True).exists():
        return
    actions = [
        action
        for action in Action.objects.filter(programme__code="mieux", state="")
        .order_by("code")
        .prefetch_related("countries", "themes")
        if action.starts_on is not None and action.countries.all()
    ]
    if not actions:
        return
    random = np.random.default_rng(_SEED)
    profiles = deployed_profiles()
    themes = _themes_of(profiles)
    PastDeployment.objects.bulk_create(
        _mission(profile, _action_for(themes.get(profile.pk, set()), actions, random), random)
        for profile in profiles
    )


def _themes_of(profiles: Sequence[ExpertProfile]) -> dict[object, set[str]]:
    links = ExpertProfile.themes.through.objects.filter(expertprofile__in=profiles)
    found: dict[object, set[str]] = {}
    for key, theme in links.values_list("expertprofile_id", "theme_id"):
        found.setdefault(key, set()).add(theme)
    return found


def _action_for(themes: set[str], actions: Sequence[Action], random: np.random.Generator) -> Action:
    """Return an Action on one of the expert's themes, or any where there is none."""
    fitting = [a for a in actions if themes & {theme.pk for theme in a.themes.all()}]
    return (fitting or list(actions))[int(random.integers(len(fitting or actions)))]


def _mission(profile: ExpertProfile, action: Action, random: np.random.Generator) -> PastDeployment:
    countries = [country.pk for country in action.countries.all()]
    start = _day(action, random)
    is_marked = random.random() < _SHARE_MARKED
    mark = round(float(np.clip(random.normal(4.1, 0.5), 1, 5)) * 2) / 2
    return PastDeployment(
        profile=profile,
        label=str(action.title.get("fr") or action.code),
        reference=action.code,
        country_id=str(random.choice(countries)),
        starts_on=start,
        ends_on=start + dt.timedelta(days=int(random.integers(2, 11))),
        mark=mark if is_marked else None,
        is_fictitious=True,
    )


def _day(action: Action, random: np.random.Generator) -> dt.date:
    first = action.starts_on.earliest.year if action.starts_on else _LAST_YEAR
    last = action.ends_on.earliest.year if action.ends_on else first
    year = int(random.integers(first, max(min(last, _LAST_YEAR), first) + 1))
    return dt.date(year, 1, 5) + dt.timedelta(days=int(random.integers(0, 340)))
