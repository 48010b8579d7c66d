"""Phases of a programme: the period in which an Action may run."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from teranga.facility.models import Action
from teranga.programmes.models import Phase, Programme


def phases_of(user: object, programme: Programme | None) -> QuerySet[Phase]:
    return Phase.objects.visible_to(user).filter(programme=programme).order_by("-number")


def day_outside_phase(action: Action, day: dt.date | None) -> str:
    """Return why a day cannot be: before or after the phase that pays; empty when it can."""
    phase = action.phase
    if day is None or phase is None:
        return ""
    if phase.ends_on is not None and day > _last_day(phase):
        return _(
            "%(day)s is after the end of the phase (%(end)s), which pays for this Action."
            " Choose an earlier day, or ask the coordinator to move the Action to the next phase."
        ) % {"day": day.isoformat(), "end": phase.ends_on}
    if phase.starts_on is not None and day < phase.starts_on.earliest:
        return _("%(day)s is before the start of the phase (%(start)s).") % {
            "day": day.isoformat(),
            "start": phase.starts_on,
        }
    return ""


def _last_day(phase: Phase) -> dt.date:
    """Return the last day its end can mean: the end of a year or of a month, if that is all."""
    end = phase.ends_on
    if end.day:
        return dt.date(end.year, end.month, end.day)
    month = end.month or 12
    following = dt.date(end.year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
