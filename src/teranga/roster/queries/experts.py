"""Experts, for those whose work needs them, and each expert's own profile."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, StrIndex

from teranga.core.search.find import ranked_objects
from teranga.core.viewer import viewer_of
from teranga.roster.enums import PeriodKind, ProfileState
from teranga.roster.models import ExpertLanguage, ExpertProfile, VettingStep


@dataclass(frozen=True, slots=True)
class ExpertChoice:
    """What a list of experts is narrowed to; empty means everything."""

    words: str = ""
    theme: str = ""
    country: str = ""
    language: str = ""
    kind: str = ""
    home: str = ""
    state: str = ""
    on: dt.date | None = None


def experts_readable_by(user: object, *, verb: str = "read_personal") -> QuerySet[ExpertProfile]:
    """Return profiles seen through the door and inside a grant for experts' data."""
    covered = Q(pk=None)
    for grant in viewer_of(user).grants:
        if verb not in grant.may.get("expert", frozenset()):
            continue
        axes = ("programme_id", "component_id", "country_id")
        limits = {axis: getattr(grant, axis) for axis in axes if getattr(grant, axis) is not None}
        covered |= Q(**limits) if limits else ~Q(pk=None)
    rows: QuerySet[ExpertProfile] = ExpertProfile.objects.visible_to(user)
    return rows.filter(covered, erased_at__isnull=True).select_related("home_country")


def experts_listed(user: object, choice: ExpertChoice) -> QuerySet[ExpertProfile]:
    """Return the profiles asked for, the best answer to the words first."""
    rows = experts_readable_by(user)
    equal = {
        "themes": choice.theme,
        "countries_known": choice.country,
        "languages__language": choice.language,
        "kind": choice.kind,
        "home_country": choice.home,
        "state": choice.state,
    }
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if choice.on:
        rows = rows.exclude(
            periods__kind=PeriodKind.UNAVAILABLE,
            periods__starts_on__lte=choice.on,
            periods__ends_on__gte=choice.on,
        )
    found = ranked_objects(user, choice.words, model=ExpertProfile) if choice.words else None
    if found is None:
        return rows
    return rows.filter(pk__in=found).order_by(_place_among(found), "code")


def _place_among(keys: Sequence[str]) -> StrIndex:
    """Return where each profile stands in a ranking: one expression, however long it is."""
    is_native = connection.features.has_native_uuid_field
    written = " ".join(str(UUID(key)) if is_native else UUID(key).hex for key in keys)
    return StrIndex(Value(written), Cast("pk", CharField()))


def for_list(rows: QuerySet[ExpertProfile]) -> QuerySet[ExpertProfile]:
    spoken = ExpertLanguage.objects.select_related("language")
    return rows.prefetch_related("themes", Prefetch("languages", spoken))


def find_expert(user: object, pk: UUID) -> ExpertProfile | None:
    """Return a profile for the team, or for the expert themselves."""
    rows = ExpertProfile.objects.visible_to(user).filter(erased_at__isnull=True)
    own = Q(owner_id=viewer_of(user).user_id) if viewer_of(user).user_id else Q(pk=None)
    allowed = own | Q(pk__in=experts_readable_by(user).filter(pk=pk).values("pk"))
    profile: ExpertProfile | None = (
        rows.filter(allowed, pk=pk)
        .select_related("home_country", "employer", "person", "programme")
        .first()
    )
    return profile


def own_profile(user: object) -> ExpertProfile | None:
    user_id = viewer_of(user).user_id
    if user_id is None:
        return None
    profile: ExpertProfile | None = (
        ExpertProfile.objects.current().filter(owner_id=user_id, erased_at__isnull=True).first()
    )
    return profile


def profile_of_link(profile_id: UUID, number: int) -> ExpertProfile | None:
    """Return the profile a personal link opens, unless a later link closed it."""
    profile: ExpertProfile | None = (
        ExpertProfile.objects.current()
        .filter(pk=profile_id, link_number=number, erased_at__isnull=True)
        .first()
    )
    return profile


def steps_of(profile: ExpertProfile) -> QuerySet[VettingStep]:
    return profile.steps.select_related("by")


def profiles_to_vet(user: object) -> QuerySet[ExpertProfile]:
    rows = experts_readable_by(user, verb="change").filter(state=ProfileState.SUBMITTED)
    own = viewer_of(user).user_id
    waiting = rows.exclude(owner_id=own) if own else rows
    return waiting.prefetch_related("themes", "languages__language", "nominations__organisation")


def next_code(prefix: str) -> str:
    """Return the next free code of a country: FR-012 after FR-011."""
    codes: Any = ExpertProfile.objects.filter(code__startswith=f"{prefix}-")
    numbers = [
        int(tail)
        for code in codes.values_list("code", flat=True)
        if (tail := code.rpartition("-")[2]).isdecimal()
    ]
    return f"{prefix}-{max(numbers, default=0) + 1:03d}"
