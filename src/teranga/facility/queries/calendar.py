"""What has a day: activities a person may see, and what waits for them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.core.contributions import HomeTask, shelves
from teranga.core.viewer import viewer_of
from teranga.facility.enums import ActivityState
from teranga.facility.models import Action, Activity, CalendarFeed
from teranga.programmes.models import Programme

# Days before (and after) the day a thing is due on which people are told.
MARKS = (14, 7, 1, -1)
# A calendar program keeps what it has read: a year back is enough.
_KEPT_DAYS = 365


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A thing with days; `uid` stays the same as long as the thing does."""

    uid: str
    title: str
    starts_on: dt.date
    ends_on: dt.date
    url: str
    place: str = ""
    text: str = ""
    is_cancelled: bool = False
    sequence: int = 0
    updated_at: dt.datetime | None = None


def activity_entries(
    user: object, today: dt.date, *, programme: Programme | None = None, own: bool = False
) -> list[CalendarEntry]:
    """Return dated activities through the door; `own` keeps those one is answerable for."""
    rows = Activity.objects.visible_to(user).filter(
        starts_on__gte=today - dt.timedelta(days=_KEPT_DAYS),
        action__in=Action.objects.visible_to(user),
    )
    if programme is not None:
        rows = rows.filter(programme=programme)
    if own:
        user_id = viewer_of(user).user_id
        rows = rows.filter(Q(action__officer_id=user_id) | Q(owner_id=user_id))
    rows = rows.select_related("action", "held_in").order_by("starts_on", "pk")
    return [_entry(row) for row in rows]


def _entry(activity: Activity) -> CalendarEntry:
    starts_on = activity.starts_on or dt.date.min
    country = str(activity.held_in) if activity.held_in else ""
    place = _("at a distance") if activity.is_remote else activity.place
    return CalendarEntry(
        uid=f"activity-{activity.pk}",
        title=f"{activity.action.code} – {activity.title}",
        starts_on=starts_on,
        ends_on=activity.ends_on or starts_on,
        url=reverse("facility:action-detail", args=[activity.action_id]),
        place=", ".join(part for part in (place, country) if part),
        text=str(activity.get_kind_display()),
        is_cancelled=activity.state == ActivityState.CANCELLED,
        sequence=activity.version,
        updated_at=activity.updated_at,
    )


def tasks_of(user: Any) -> list[HomeTask]:
    """Return what waits for a person in every app, each app asking the rights by itself."""
    return [task for group in shelves.home_tasks for task in group.tasks(user)]


def task_entries(user: Any) -> list[CalendarEntry]:
    return [
        CalendarEntry(
            uid=f"task-{task.url.strip('/').replace('/', '-').replace('#', '-')}",
            title=str(task.label),
            starts_on=task.due_on,
            ends_on=task.due_on,
            url=task.url,
        )
        for task in tasks_of(user)
        if task.due_on is not None
    ]


def feed_entries(feed: CalendarFeed, today: dt.date) -> list[CalendarEntry]:
    """Return what the address opens: what its owner may see today, and nothing else."""
    user = feed.user
    if feed.programme is not None:
        return activity_entries(user, today, programme=feed.programme)
    return [*activity_entries(user, today, own=True), *task_entries(user)]


def deadlines_to_tell(
    tasks: Sequence[HomeTask], *, after: dt.date, until: dt.date
) -> list[HomeTask]:
    """Return the tasks of which a mark (−14, −7, −1, +1 day) falls after `after`, to `until`."""
    told = [
        task
        for task in tasks
        if task.due_on is not None
        and any(after < task.due_on - dt.timedelta(days=mark) <= until for mark in MARKS)
    ]
    return sorted(told, key=lambda task: task.due_on or dt.date.max)


def feeds_of(user: Any) -> list[CalendarFeed]:
    rows = CalendarFeed.objects.current().filter(user=user, revoked_at__isnull=True)
    return list(rows.select_related("programme"))
