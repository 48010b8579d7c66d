"""Requests: filed by their authors or typed in by the team, screened, answered."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction, Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current, lock_version, owner_of
from teranga.facility.enums import (
    Criterion,
    Holder,
    RequestChannel,
    RequestEvent,
    RequestReach,
    RequestState,
    Verdict,
)
from teranga.facility.models import EligibilityCheck, ExpertiseRequest, RequestStep
from teranga.facility.permissions import can_change_request, can_create_request
from teranga.facility.queries.clocks import request_due_on
from teranga.facility.queries.desks import desk_of
from teranga.facility.queries.details import RequestDetails
from teranga.facility.services.committee import close_open_review
from teranga.facility.services.letters import tell_requester
from teranga.facility.services.lifecycle import take_request_step
from teranga.programmes.models import Programme

_LISTS = ("countries", "themes", "programme")


@transaction.atomic
def file_request(
    *,
    details: RequestDetails,
    channel: RequestChannel,
    received_on: dt.date,
    by: User | None,
    key: UUID | None = None,
    link_digest: str = "",
) -> ExpertiseRequest:
    """Put a request on file with the next number of its year."""
    desk = desk_of(details.programme.pk)
    expertise_request = ExpertiseRequest(
        **({"pk": key} if key else {}),
        programme=details.programme,
        number=next_number(details, received_on),
        channel=channel,
        received_on=received_on,
        step_since=received_on,
        step_due_on=request_due_on(desk, RequestState.RECEIVED, received_on),
        link_digest=link_digest,
        owner_id=owner_of(by),
        visibility=Visibility.PRIVATE,
    )
    _fill(expertise_request, details)
    if by is not None and not can_create_request(by, expertise_request):
        raise PermissionDenied
    expertise_request.full_clean(exclude=["owner"])
    expertise_request.save(force_insert=True)
    _set_lists(expertise_request, details)
    RequestStep.objects.create(
        expertise_request=expertise_request,
        event=RequestEvent.FILE,
        to_state=RequestState.RECEIVED,
        on_day=received_on,
        by=by,
        acted_as=Holder.TEAM if by else Holder.REQUESTER,
    )
    tell_requester(expertise_request, "received")
    return expertise_request


@transaction.atomic
def update_request(
    expertise_request: ExpertiseRequest, *, details: RequestDetails, version: int, by: User
) -> ExpertiseRequest:
    locked = lock_version(expertise_request, version)
    if not can_change_request(by, locked):
        raise PermissionDenied
    if not locked.is_open:
        raise InvalidTransitionError(_("An answer was given to this request: open it again first."))
    _fill(locked, details)
    locked.full_clean()
    locked.save()
    _set_lists(locked, details)
    return locked


@transaction.atomic
def assign_officer(
    expertise_request: ExpertiseRequest, *, officer: User, by: User
) -> ExpertiseRequest:
    locked = lock_current(expertise_request)
    if not can_change_request(by, locked) or not can_change_request(officer, locked):
        raise PermissionDenied
    locked.officer = officer
    locked.save(update_fields=["officer"])
    return locked


@transaction.atomic
def screen_request(
    expertise_request: ExpertiseRequest,
    *,
    verdicts: Mapping[Criterion, tuple[Verdict, str]],
    instrument: str,
    note: str,
    version: int,
    by: User,
) -> ExpertiseRequest:
    """Write what the team found on each criterion, and the note for the committee."""
    locked = lock_version(expertise_request, version)
    if not can_change_request(by, locked):
        raise PermissionDenied
    if locked.state not in {RequestState.SCREENING, RequestState.INCOMPLETE}:
        raise InvalidTransitionError(_("The screening is written while the request is screened."))
    locked.instrument, locked.screening_note = instrument, note
    locked.full_clean()
    locked.save()
    for criterion, (verdict, remark) in verdicts.items():
        check = EligibilityCheck.objects.filter(
            expertise_request=locked, criterion=criterion
        ).first() or EligibilityCheck(expertise_request=locked, criterion=criterion)
        check.verdict, check.note = verdict, remark
        check.full_clean()
        check.save()
    return locked


@transaction.atomic
def order_request_step(
    expertise_request: ExpertiseRequest,
    *,
    event: RequestEvent,
    by: object,
    on: dt.date,
    reason: str = "",
) -> ExpertiseRequest:
    """Give one order of the table to a request, and tell the requester what it means for them."""
    if event in {RequestEvent.APPROVE, RequestEvent.HOLD, RequestEvent.DECLINE}:
        raise InvalidTransitionError(_("The committee decides on its own page."))
    if event == RequestEvent.SUBMIT:
        raise InvalidTransitionError(_("Choose the procedure and the deadline of the committee."))
    locked = take_request_step(expertise_request, event=event, by=by, on=on, reason=reason)
    if event == RequestEvent.SCREEN and locked.officer is None and isinstance(by, User):
        locked.officer = by
        locked.save(update_fields=["officer"])
    if event == RequestEvent.RECALL:
        close_open_review(locked, reason=reason, by=by, on=on)
    if event == RequestEvent.REFUSE:
        locked.answer = reason
        locked.save(update_fields=["answer"])
    letters = {
        RequestEvent.ASK: "question",
        RequestEvent.REFUSE: "declined",
        RequestEvent.WITHDRAW: "withdrawn",
    }
    if event == RequestEvent.WITHDRAW:
        close_open_review(locked, reason=reason, by=by, on=on)
    if event in letters:
        tell_requester(locked, letters[event], reason=reason)
    return locked


def note_contact_reading(expertise_request: ExpertiseRequest) -> None:
    """Leave one line that the contact of this request was shown to whoever acts."""
    write_audit(AuditAction.READ, ExpertiseRequest, expertise_request.pk)


def next_number(details: RequestDetails, day: dt.date) -> str:
    """Return the next free number of the year, such as 2026-014."""
    # Two requests filed at the same moment wait for one another.
    Programme.objects.select_for_update().get(pk=details.programme.pk)
    taken = ExpertiseRequest.objects.filter(
        programme=details.programme, number__startswith=f"{day.year}-"
    ).values_list("number", flat=True)
    ranks = [int(number.split("-")[1]) for number in taken if number.split("-")[1].isdigit()]
    return f"{day.year}-{max(ranks, default=0) + 1:03d}"


def _fill(expertise_request: ExpertiseRequest, details: RequestDetails) -> None:
    for name in RequestDetails.__slots__:
        if name not in _LISTS:
            setattr(expertise_request, name, getattr(details, name))
    is_national = details.reach == RequestReach.NATIONAL and len(details.countries) == 1
    # The axis of rights: only when one country asks.
    expertise_request.country = details.countries[0] if is_national else None


def _set_lists(expertise_request: ExpertiseRequest, details: RequestDetails) -> None:
    expertise_request.countries.set(details.countries)
    expertise_request.themes.set(details.themes)
