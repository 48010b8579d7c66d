"""Reading activities: the list by date, one activity with all its parts."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from teranga.core.models import Country
from teranga.facility.enums import ActivityKind, ActivityState, Gender, ParticipantLevel
from teranga.facility.models import Action, Activity, ActivityChange, AgendaItem, Participant

SMALL_CELL = 5


@dataclass(frozen=True, slots=True)
class ActivityChoice:
    kind: str = ""
    state: str = ""
    country: str = ""
    when: str = "coming"


def activities_visible_to(
    user: object, choice: ActivityChoice, today: dt.date
) -> QuerySet[Activity]:
    """Return the activities asked for whose Action this visitor may see too, by date."""
    rows = Activity.objects.visible_to(user).filter(action__in=Action.objects.visible_to(user))
    asked = Q()
    if choice.kind:
        asked &= Q(kind=choice.kind)
    if choice.state:
        asked &= Q(state=choice.state)
    if choice.country:
        asked &= Q(action__countries=choice.country)
    if choice.when == "coming":
        asked &= Q(starts_on__isnull=True) | Q(ends_on__gte=today)
        asked &= ~Q(state__in=[ActivityState.HELD, ActivityState.CANCELLED])
    elif choice.when == "past":
        asked &= Q(ends_on__lt=today)
    order = (
        F("starts_on").desc(nulls_last=True)
        if choice.when == "past"
        else F("starts_on").asc(nulls_last=True)
    )
    return (
        rows.filter(asked)
        .select_related("held_in")
        .prefetch_related(
            Prefetch("action", Action.objects.visible_to(user).prefetch_related("countries"))
        )
        .distinct()
        .order_by(order, "action", "number")
    )


def find_activity(user: object, pk: UUID | str) -> Activity | None:
    """Return an activity through the door, if its Action may be seen as well."""
    activity: Activity | None = (
        Activity.objects.visible_to(user)
        .filter(pk=pk, action__in=Action.objects.visible_to(user))
        .select_related("action__phase", "action__programme", "held_in", "programme", "country")
        .first()
    )
    return activity


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who took part, counted: no row tells of one person."""

    n_total: int
    n_women: int
    by_gender: Sequence[tuple[str, int]]
    by_level: Sequence[tuple[str, int]]
    by_institution: Sequence[tuple[str, int]]

    @property
    def women_share(self) -> float | None:
        """Share of women; none on fewer than five people."""
        return self.n_women / self.n_total if self.n_total >= SMALL_CELL else None


def attendance_of(activity: Activity) -> Attendance:
    rows = list(
        Participant.objects.current()
        .filter(activity=activity, attended=True)
        .values_list("gender", "level", "institution")
    )
    genders = Counter(gender for gender, _level, _name in rows)
    levels = Counter(level for _gender, level, _name in rows)
    institutions = Counter(name or _("not stated") for _gender, _level, name in rows)
    return Attendance(
        n_total=len(rows),
        n_women=genders[Gender.WOMAN],
        by_gender=[(str(g.label), genders[g.value]) for g in Gender if genders[g.value]],
        by_level=[(str(v.label), levels[v.value]) for v in ParticipantLevel if levels[v.value]],
        by_institution=institutions.most_common(),
    )


def named_participants(activity: Activity) -> list[Participant]:
    return list(
        Participant.objects.current()
        .filter(activity=activity)
        .exclude(name="", email="")
        .select_related("country")
    )


def participants_of(activity: Activity) -> list[Participant]:
    return list(Participant.objects.current().filter(activity=activity).select_related("country"))


def find_participant(activity: Activity, pk: UUID) -> Participant | None:
    row: Participant | None = Participant.objects.current().filter(activity=activity, pk=pk).first()
    return row


@dataclass(frozen=True, slots=True)
class AgendaDay:
    day: dt.date
    items: Sequence[AgendaItem]


def agenda_of(activity: Activity) -> list[AgendaDay]:
    days: dict[dt.date, list[AgendaItem]] = {}
    for item in AgendaItem.objects.current().filter(activity=activity):
        days.setdefault(item.on_day, []).append(item)
    return [AgendaDay(day, items) for day, items in sorted(days.items())]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change of the plan in words: what was, what is, why."""

    change: ActivityChange
    lines: Sequence[tuple[str, str, str]]


def changes_of(activity: Activity) -> list[ChangeView]:
    rows = ActivityChange.objects.filter(activity=activity).select_related("by")
    return [ChangeView(row, _told(row)) for row in rows]


def _told(change: ActivityChange) -> list[tuple[str, str, str]]:
    told = []
    for name in change.after:
        column: Any = Activity._meta.get_field(name)
        label = str(column.verbose_name)
        told.append((label, _words(change.before, name), _words(change.after, name)))
    return told


def _words(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    labels: Mapping[str, Mapping[str, object]] = {
        "kind": dict(ActivityKind.choices),
        "state": dict(ActivityState.choices),
    }
    if name in labels:
        return str(labels[name].get(str(value), value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else str(value)


def countries_with_activities(user: object) -> list[Country]:
    # Country by country, the first activity found is enough.
    shown = Activity.objects.visible_to(user).filter(action__countries=OuterRef("pk"))
    rows = Country.objects.filter(Exists(shown))
    return sorted(rows, key=lambda country: country.sort_key)
