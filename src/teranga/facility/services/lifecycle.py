"""The only place that moves a request or an Action from one state to another."""

import datetime as dt
from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current
from teranga.facility.enums import (
    ActionEvent,
    ActionState,
    ActivityState,
    EvaluationState,
    Holder,
    RequestEvent,
    RequestState,
    Side,
)
from teranga.facility.models import Action, ActionStep, ExpertiseRequest, RequestStep
from teranga.facility.permissions.transitions import (
    ACTION_TRANSITIONS,
    REQUEST_HOLDERS,
    REQUEST_TRANSITIONS,
    Transition,
)
from teranga.facility.queries.clocks import action_due_on, request_due_on
from teranga.facility.queries.desks import desk_of
from teranga.facility.queries.sheets import agreed_version, sheet_has_changed

T = TypeVar("T", ExpertiseRequest, Action)


@transaction.atomic
def take_request_step(
    expertise_request: ExpertiseRequest,
    *,
    event: RequestEvent,
    by: object,
    on: dt.date,
    reason: str = "",
    due_on: dt.date | None = None,
) -> ExpertiseRequest:
    """Move a request, write the step; refuse with the reason when it cannot be."""
    # Two people may give an order at the same moment: the second sees the first one's.
    locked = lock_current(expertise_request)
    transition = REQUEST_TRANSITIONS[event]
    part = _part(transition, locked, by=by, reason=reason)
    before = locked.state
    locked.state = transition.target
    locked.holder = REQUEST_HOLDERS[transition.target]
    locked.step_since = on
    locked.step_due_on = due_on or request_due_on(
        desk_of(locked.programme_id), transition.target, on
    )
    if transition.target == RequestState.APPROVED:
        locked.approved_on = on
    elif event == RequestEvent.REOPEN:
        locked.answer = ""
    locked.full_clean()
    locked.save()
    RequestStep.objects.create(
        expertise_request=locked,
        event=event,
        from_state=before,
        to_state=transition.target,
        on_day=on,
        by_id=getattr(by, "pk", None),
        acted_as=part,
        reason=reason,
    )
    return locked


@transaction.atomic
def take_action_step(
    action: Action, *, event: ActionEvent, by: object, on: dt.date, reason: str = ""
) -> Action:
    """Move an Action, write the step; refuse with the reason when it cannot be."""
    locked = lock_current(action)
    transition = ACTION_TRANSITIONS[event]
    part = _part(transition, locked, by=by, reason=reason)
    check_ready_for(locked, event)
    before = locked.state
    locked.state = transition.target
    _date(locked, event, on)
    locked.step_since = on
    locked.step_due_on = action_due_on(desk_of(locked.programme_id), locked, locked.state, on)
    locked.holder = _action_holder(locked)
    locked.full_clean()
    locked.save()
    write_action_step(
        locked, event=event, from_state=before, by=by, part=part, on=on, reason=reason
    )
    return locked


def write_action_step(
    action: Action,
    *,
    event: ActionEvent,
    from_state: str,
    by: object,
    part: Holder,
    on: dt.date,
    reason: str = "",
) -> ActionStep:
    step: ActionStep = ActionStep.objects.create(
        action=action,
        event=event,
        from_state=from_state,
        to_state=action.state,
        on_day=on,
        by_id=getattr(by, "pk", None),
        acted_as=part,
        reason=reason,
    )
    return step


def check_ready_for(action: Action, event: ActionEvent) -> None:
    """Refuse an order whose conditions are not met yet, and say which ones."""
    missing: list[str] = []
    if event in {ActionEvent.DECLARE_READY, ActionEvent.SETTLE}:
        missing = _missing_in_sheet(action)
    elif event == ActionEvent.CLOSE:
        missing = _pending_activities(action)
    elif event == ActionEvent.EVALUATE:
        missing = _pending_evaluations(action)
    if missing:
        raise ValidationError(missing)


def _missing_in_sheet(action: Action) -> list[str]:
    missing = []
    version = agreed_version(action)
    if version is None:
        missing.append(_("Each side has to agree to the latest version of the sheet."))
    elif sheet_has_changed(action, version):
        missing.append(
            _("The sheet was changed after it was agreed: hand over a new version for agreement.")
        )
    if not action.activities.filter(archived_at__isnull=True).exists():
        missing.append(_("Plan at least one activity."))
    if action.planned_starts_on is None or action.planned_ends_on is None:
        missing.append(_("Give the planned start and end of the Action."))
    return missing


def _pending_activities(action: Action) -> list[str]:
    rows = action.activities.filter(archived_at__isnull=True)
    pending = rows.filter(state__in=[ActivityState.PLANNED, ActivityState.CONFIRMED])
    missing = [
        _("“%(activity)s” is neither held nor cancelled.") % {"activity": activity}
        for activity in pending
    ]
    if not rows.filter(state=ActivityState.HELD).exists():
        missing.append(_("No activity was held: cancel the Action, or record what took place."))
    return missing


def _pending_evaluations(action: Action) -> list[str]:
    """Follow-ups come months later: an Action is evaluated by the opinions at its end."""
    rows = action.evaluations.filter(archived_at__isnull=True, months_after=0)
    pending = rows.exclude(state=EvaluationState.CLOSED)
    missing = [
        _("The evaluation “%(evaluation)s” is not closed yet.") % {"evaluation": evaluation}
        for evaluation in pending
    ]
    if not rows.exists():
        missing.append(_("No opinion was asked for: plan an evaluation first."))
    return missing


def _part(transition: Transition, thing: T, *, by: object, reason: str) -> Holder:
    part = transition.part_of(by, thing)
    if part is None:
        raise PermissionDenied
    if thing.state not in transition.sources:
        states = RequestState if isinstance(thing, ExpertiseRequest) else ActionState
        wanted = " / ".join(
            str(label) for value, label in states.choices if value in transition.sources
        )
        raise InvalidTransitionError(
            _("“%(order)s” is not possible now: the state is “%(state)s”, it takes “%(wanted)s”.")
            % {"order": transition.order, "state": thing.get_state_display(), "wanted": wanted}
        )
    if transition.needs_reason and not reason.strip():
        raise ValidationError({"reason": _("Give the reason: it stays in the history.")})
    return part


def _date(action: Action, event: ActionEvent, on: dt.date) -> None:
    if event == ActionEvent.DECLARE_READY:
        action.ready_on = on
    elif event == ActionEvent.REVISE:
        action.ready_on = None
    elif event == ActionEvent.START:
        action.started_on = on
        action.starts_on = action.starts_on or on.isoformat()
    elif event == ActionEvent.CLOSE:
        action.closed_on = on
        action.ends_on = on.isoformat()
    elif event == ActionEvent.REOPEN:
        action.closed_on, action.ends_on = None, None
    elif event == ActionEvent.EVALUATE:
        action.evaluated_on = on
    elif event == ActionEvent.ADJUST:
        action.sheet_turn = Side.TEAM


def _action_holder(action: Action) -> Holder:
    if action.state in {ActionState.DESIGN, ActionState.ADJUSTED}:
        return Holder.PARTNER if action.sheet_turn == Side.PARTNER else Holder.TEAM
    ended = {ActionState.EVALUATED, ActionState.CANCELLED}
    return Holder.NOBODY if action.state in ended else Holder.TEAM
