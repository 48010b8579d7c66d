"""Actions: opened from an approved request, planned, moved through their life."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current, lock_version, owner_of
from teranga.facility.enums import (
    ActionDetail,
    ActionEvent,
    ActionState,
    AuthorityPart,
    Holder,
    RequestState,
    SheetPart,
    Side,
)
from teranga.facility.models import (
    Action,
    ActionAuthority,
    ExpertiseRequest,
    SheetSection,
)
from teranga.facility.permissions import can_archive_action, can_change_action, can_create_action
from teranga.facility.queries.clocks import action_due_on
from teranga.facility.queries.desks import desk_of
from teranga.facility.queries.details import ActionDetails
from teranga.facility.queries.phases import day_outside_phase
from teranga.facility.services.lifecycle import take_action_step, write_action_step

_FIELDS = ("title", "summary", "region", "phase", "planned_starts_on", "planned_ends_on")


@transaction.atomic
def open_action(
    expertise_request: ExpertiseRequest, *, details: ActionDetails, by: User, on: dt.date
) -> Action:
    """Open the one Action of an approved request; its sheet begins with what was asked."""
    locked = lock_current(expertise_request)
    if locked.state != RequestState.APPROVED:
        raise InvalidTransitionError(_("An Action is opened once its request is approved."))
    if Action.objects.filter(expertise_request=locked).exists():
        raise InvalidTransitionError(_("The Action of this request is already open."))
    action = Action(
        expertise_request=locked,
        code=next_code(locked),
        state=ActionState.DESIGN,
        holder=Holder.TEAM,
        detail=ActionDetail.MANAGED,
        is_multilateral=locked.countries.count() > 1,
        regional_body=locked.regional_body,
        is_fictitious=locked.is_fictitious,
        # The network learns of it at once; its file stays with its two sides.
        visibility=Visibility.PROGRAMME,
        owner_id=owner_of(by),
        officer=locked.officer or by,
        step_since=on,
        **{f"{axis}_id": getattr(locked, f"{axis}_id") for axis in ("programme", "country")},
    )
    _fill(action, details)
    action.step_due_on = action_due_on(desk_of(locked.programme_id), action, action.state, on)
    if not can_create_action(by, action):
        raise PermissionDenied
    action.full_clean()
    _check_dates(action)
    action.save()
    action.countries.set(locked.countries.all())
    action.themes.set(locked.themes.all())
    ActionAuthority.objects.create(
        action=action, name=locked.authority_name, part=AuthorityPart.REQUESTING
    )
    _begin_sheet(action, locked)
    write_action_step(action, event=ActionEvent.OPEN, from_state="", by=by, part=Holder.TEAM, on=on)
    return action


@transaction.atomic
def update_action(action: Action, *, details: ActionDetails, version: int, by: User) -> Action:
    locked = lock_version(action, version)
    if not can_change_action(by, locked):
        raise PermissionDenied
    _refuse_ended(locked)
    _fill(locked, details)
    locked.full_clean()
    _check_dates(locked)
    locked.save()
    return locked


@transaction.atomic
def order_action_step(
    action: Action, *, event: ActionEvent, by: object, on: dt.date, reason: str = ""
) -> Action:
    return take_action_step(action, event=event, by=by, on=on, reason=reason)


@transaction.atomic
def publish_action(action: Action, *, visibility: Visibility, by: User) -> Action:
    """Show the public part of an Action to everyone, or to the programme only again."""
    locked = lock_current(action)
    if not can_archive_action(by, locked):
        raise PermissionDenied
    locked.visibility = visibility
    locked.full_clean()
    locked.save(update_fields=["visibility"])
    for activity in locked.activities.filter(archived_at__isnull=True):
        activity.visibility = visibility
        activity.save(update_fields=["visibility"])
    return locked


def next_code(expertise_request: ExpertiseRequest) -> str:
    """Return the next code of its country or region, such as SEN-4."""
    countries = list(expertise_request.countries.all())
    prefix = countries[0].pk if len(countries) == 1 else "REG"
    taken = Action.objects.filter(
        programme=expertise_request.programme, code__startswith=f"{prefix}-"
    ).values_list("code", flat=True)
    ranks = [int(code.rpartition("-")[2]) for code in taken if code.rpartition("-")[2].isdigit()]
    return f"{prefix}-{max(ranks, default=0) + 1}"


def _fill(action: Action, details: ActionDetails) -> None:
    for name in _FIELDS:
        setattr(action, name, getattr(details, name))
    action.language, action.currency = details.language, details.currency


def _check_dates(action: Action) -> None:
    starts_on, ends_on = action.planned_starts_on, action.planned_ends_on
    if starts_on and ends_on and ends_on < starts_on:
        raise ValidationError({"planned_ends_on": _("The end is before the start.")})
    for name in ("planned_starts_on", "planned_ends_on"):
        refused = day_outside_phase(action, getattr(action, name))
        if refused:
            raise ValidationError({name: refused})


def _refuse_ended(action: Action) -> None:
    if action.state in {ActionState.CLOSED, ActionState.EVALUATED, ActionState.CANCELLED, ""}:
        raise InvalidTransitionError(
            _("This Action is %(state)s: nothing of its plan changes any more.")
            % {"state": action.get_state_display() or _("known from a report only")}
        )


def _begin_sheet(action: Action, expertise_request: ExpertiseRequest) -> None:
    texts = {
        SheetPart.CONTEXT: expertise_request.context,
        SheetPart.OBJECTIVE: expertise_request.need,
        SheetPart.RESULTS: expertise_request.expected_result,
        SheetPart.INSTITUTIONS: expertise_request.authority_name,
    }
    for part, text in texts.items():
        SheetSection.objects.create(action=action, part=part, text=text, written_by=Side.PARTNER)
