"""Activities: planned, re-planned with a reason and a trace, held, reported, cancelled."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current, lock_version, owner_of
from teranga.facility.enums import ActionState, ActivityState
from teranga.facility.models import Action, Activity, ActivityChange, AgendaItem, Participant
from teranga.facility.permissions import can_change_activity, can_change_participants
from teranga.facility.queries.phases import day_outside_phase

OPEN_STATES = {
    ActionState.DESIGN,
    ActionState.READY,
    ActionState.UNDER_WAY,
    ActionState.ADJUSTED,
}
# What someone counts on: moving it is re-planning, and asks for a reason.
PLANNED_FIELDS = (
    "kind",
    "title",
    "objective",
    "starts_on",
    "ends_on",
    "is_remote",
    "place",
    "held_in",
    "languages",
    "expected_participants",
    "n_experts",
    "expertise",
)
_MOVES: Mapping[ActivityState, frozenset[str]] = {
    ActivityState.CONFIRMED: frozenset({ActivityState.PLANNED}),
    ActivityState.HELD: frozenset({ActivityState.PLANNED, ActivityState.CONFIRMED}),
    ActivityState.CANCELLED: frozenset({ActivityState.PLANNED, ActivityState.CONFIRMED}),
    ActivityState.PLANNED: frozenset({ActivityState.CANCELLED}),
}


@transaction.atomic
def plan_activity(action: Action, *, values: Mapping[str, Any], by: User) -> Activity:
    """Add an activity to the plan, with the scope and the visibility of its Action."""
    locked = _lock_action(action)
    last = locked.activities.aggregate(last=Max("number"))["last"] or 0
    activity = Activity(
        action=locked,
        number=last + 1,
        visibility=locked.visibility,
        is_fictitious=locked.is_fictitious,
        owner_id=owner_of(by),
        **locked.scope(),
        **values,
    )
    if not can_change_activity(by, activity):
        raise PermissionDenied
    activity.full_clean()
    _check_days(activity)
    activity.save()
    return activity


@transaction.atomic
def replan_activity(
    activity: Activity, *, values: Mapping[str, Any], reason: str, version: int, by: User
) -> Activity:
    """Change the plan of an activity; once the Action has been agreed, with a reason."""
    _lock_action(activity.action)
    locked = lock_version(activity, version)
    if not can_change_activity(by, locked):
        raise PermissionDenied
    if locked.state in {ActivityState.HELD, ActivityState.CANCELLED}:
        raise InvalidTransitionError(
            _("This activity is %(state)s: its plan no longer changes.")
            % {"state": locked.get_state_display()}
        )
    before = plan_of(locked)
    for name, value in values.items():
        setattr(locked, name, value)
    after = plan_of(locked)
    changed = {name for name in after if before[name] != after[name]}
    if not changed:
        return locked
    is_agreed = locked.action.state != ActionState.DESIGN
    if is_agreed and not reason.strip():
        raise ValidationError({"reason": _("Say why the plan changes: the partner reads it.")})
    locked.full_clean()
    _check_days(locked)
    locked.save()
    if is_agreed or reason.strip():
        ActivityChange.objects.create(
            activity=locked,
            before={name: before[name] for name in sorted(changed)},
            after={name: after[name] for name in sorted(changed)},
            reason=reason,
            by=by,
        )
    return locked


@transaction.atomic
def move_activity(
    activity: Activity, *, to: ActivityState, by: User, on: dt.date, reason: str = ""
) -> Activity:
    """Confirm, hold, cancel or plan again an activity."""
    _lock_action(activity.action)
    locked = lock_current(activity)
    if not can_change_activity(by, locked):
        raise PermissionDenied
    if locked.state not in _MOVES[to]:
        raise InvalidTransitionError(
            _("This activity is %(state)s: it cannot become %(wanted)s.")
            % {"state": locked.get_state_display(), "wanted": to.label}
        )
    if to in {ActivityState.CANCELLED, ActivityState.PLANNED} and not reason.strip():
        raise ValidationError({"reason": _("Give the reason: it stays in the history.")})
    if to == ActivityState.HELD:
        _check_held(locked, on)
    before, locked.state = locked.state, to
    locked.full_clean()
    locked.save(update_fields=["state"])
    ActivityChange.objects.create(
        activity=locked, before={"state": before}, after={"state": to}, reason=reason, by=by
    )
    return locked


@transaction.atomic
def report_activity(
    activity: Activity, *, mission_report: str, summary: str, version: int, by: User, on: dt.date
) -> Activity:
    """Write the mission report and what the public may read of it."""
    locked = lock_version(activity, version)
    if not can_change_activity(by, locked):
        raise PermissionDenied
    if locked.state != ActivityState.HELD:
        raise InvalidTransitionError(_("A report is written once the activity was held."))
    locked.mission_report, locked.summary = mission_report, summary
    locked.reported_on = locked.reported_on or on
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def add_agenda_item(activity: Activity, *, values: Mapping[str, Any], by: User) -> AgendaItem:
    locked = lock_current(activity)
    if not can_change_activity(by, locked):
        raise PermissionDenied
    item = AgendaItem(activity=locked, **values)
    item.full_clean()
    if locked.starts_on and not locked.starts_on <= item.on_day <= (
        locked.ends_on or locked.starts_on
    ):
        raise ValidationError({"on_day": _("This day is outside the dates of the activity.")})
    item.save()
    return item


@transaction.atomic
def add_participants(
    activity: Activity, *, rows: Sequence[Mapping[str, Any]], by: User
) -> list[Participant]:
    """Note who took part; each row with institution, level and gender, a name only if useful."""
    locked = lock_current(activity)
    if not can_change_participants(by, locked):
        raise PermissionDenied
    if locked.state == ActivityState.CANCELLED:
        raise InvalidTransitionError(_("This activity was cancelled: nobody took part."))
    added = [Participant(activity=locked, **row) for row in rows]
    for participant in added:
        participant.full_clean()
        participant.save()
    return added


@transaction.atomic
def remove_participant(participant: Participant, *, by: User) -> None:
    if not can_change_participants(by, participant.activity):
        raise PermissionDenied
    participant.archive()


def plan_of(activity: Activity) -> dict[str, Any]:
    """Return the plan as plain values, for the trace."""
    told = {name: getattr(activity, name) for name in PLANNED_FIELDS}
    return {
        name: value.isoformat()
        if hasattr(value, "isoformat")
        else value.pk
        if hasattr(value, "pk")
        else value
        for name, value in told.items()
    }


def _lock_action(action: Action) -> Action:
    locked = lock_current(action)
    if locked.state not in OPEN_STATES:
        raise InvalidTransitionError(
            _("The Action is %(state)s: its activities no longer change.")
            % {"state": locked.get_state_display() or _("known from a report only")}
        )
    return locked


def _check_days(activity: Activity) -> None:
    for name in ("starts_on", "ends_on"):
        refused = day_outside_phase(activity.action, getattr(activity, name))
        if refused:
            raise ValidationError({name: refused})


def _check_held(activity: Activity, on: dt.date) -> None:
    if activity.action.state not in {ActionState.UNDER_WAY, ActionState.ADJUSTED}:
        raise InvalidTransitionError(_("An activity is held once its Action is under way."))
    if activity.starts_on is None:
        raise ValidationError(_("Give the dates of the activity first."))
    if activity.starts_on > on:
        raise ValidationError(_("This activity has not begun yet."))
