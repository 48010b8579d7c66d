"""The life of a profile: one table of what may happen, one function that makes it happen."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.contributions import Shelf
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current
from teranga.roster.enums import ProfileEvent, ProfileState
from teranga.roster.models import ExpertProfile, VettingStep
from teranga.roster.permissions import can_change_expert, can_vet_expert, is_own_profile

_E, _S = ProfileEvent, ProfileState
Question = Callable[[object, ExpertProfile], bool]


@dataclass(frozen=True, slots=True)
class Transition:
    sources: frozenset[ProfileState]
    target: ProfileState
    may: Question
    needs_reason: bool = False
    needs_consent: bool = False


def _nobody(_user: object, _profile: ExpertProfile) -> bool:
    """Only the calendar does this (`services/expiry.py`)."""
    return False


TRANSITIONS: Mapping[ProfileEvent, Transition] = {
    _E.SUBMIT: Transition(
        frozenset({_S.DRAFT, _S.REFUSED}), _S.SUBMITTED, can_change_expert, needs_consent=True
    ),
    _E.ACCEPT: Transition(frozenset({_S.SUBMITTED}), _S.ACTIVE, can_vet_expert, needs_consent=True),
    _E.ASK_CHANGES: Transition(
        frozenset({_S.SUBMITTED}), _S.DRAFT, can_vet_expert, needs_reason=True
    ),
    _E.REFUSE: Transition(frozenset({_S.SUBMITTED}), _S.REFUSED, can_vet_expert, needs_reason=True),
    _E.SUSPEND: Transition(frozenset({_S.ACTIVE}), _S.SUSPENDED, can_vet_expert, needs_reason=True),
    _E.RESUME: Transition(frozenset({_S.SUSPENDED}), _S.ACTIVE, can_vet_expert, needs_consent=True),
    _E.CONFIRM: Transition(
        frozenset({_S.ACTIVE, _S.EXPIRED}), _S.ACTIVE, is_own_profile, needs_consent=True
    ),
    _E.EXPIRE: Transition(frozenset({_S.ACTIVE, _S.SUSPENDED}), _S.EXPIRED, _nobody),
    _E.WITHDRAW: Transition(
        frozenset(set(_S) - {_S.WITHDRAWN}), _S.WITHDRAWN, can_change_expert, needs_reason=True
    ),
}

# What apps above do when an expert is no longer in the roster: their teams must know.
departures: Shelf[Callable[[ExpertProfile, str], None]] = Shelf()


def events_open_to(user: object, profile: ExpertProfile) -> list[ProfileEvent]:
    return [
        event
        for event, transition in TRANSITIONS.items()
        if profile.state in transition.sources and transition.may(user, profile)
    ]


@transaction.atomic
def take_profile_step(
    profile: ExpertProfile,
    *,
    event: ProfileEvent,
    by: object,
    at: dt.datetime,
    reason: str = "",
    agrees: bool = False,
) -> ExpertProfile:
    """Move a profile, write the step; `agrees` is the expert's consent, given at this moment."""
    transition = TRANSITIONS[event]
    locked = lock_current(profile)
    if not transition.may(by, locked):
        raise PermissionDenied
    if locked.state not in transition.sources:
        raise InvalidTransitionError(
            _("“%(event)s” is not possible: this profile is now “%(state)s”.")
            % {"event": event.label, "state": locked.get_state_display()}
        )
    if transition.needs_reason and not reason.strip():
        raise ValidationError({"reason": _("Give the reason: it stays in the history.")})
    if agrees:
        _agree(locked, by=by, on=timezone.localdate(at))
    if transition.needs_consent and locked.consented_on is None:
        raise ValidationError({"agrees": _("The expert’s consent is needed, and its date.")})
    return _move(locked, event, by=by, at=at, reason=reason)


def _agree(profile: ExpertProfile, *, by: object, on: dt.date) -> None:
    """Only the expert agrees; the team notes the consent it has received in writing."""
    if not can_change_expert(by, profile):
        raise PermissionDenied
    profile.consented_on = on
    profile.expires_on = months_after(on, profile.keep_months)
    profile.reminded_on = None


def expire_profile(profile: ExpertProfile, *, at: dt.datetime) -> ExpertProfile:
    """Set aside a profile that its expert did not confirm in time."""
    with transaction.atomic():
        locked = lock_current(profile)
        if locked.state not in TRANSITIONS[_E.EXPIRE].sources:
            raise InvalidTransitionError(_("This profile is no longer in the roster."))
        return _move(locked, _E.EXPIRE, by=None, at=at, reason="")


def _move(
    locked: ExpertProfile, event: ProfileEvent, *, by: object, at: dt.datetime, reason: str
) -> ExpertProfile:
    before, locked.state = locked.state, TRANSITIONS[event].target
    if event == _E.WITHDRAW:
        locked.consented_on, locked.expires_on = None, None
        locked.link_number += 1
    locked.full_clean()
    locked.save()
    VettingStep.objects.create(
        profile=locked,
        event=event,
        state_before=before,
        state_after=locked.state,
        reason=reason.strip(),
        at=at,
        by_id=getattr(by, "pk", None),
    )
    if before == _S.ACTIVE and locked.state != _S.ACTIVE:
        for tell in departures:
            tell(locked, reason.strip())
    return locked


def months_after(day: dt.date, n_months: int) -> dt.date:
    """Return the same day some months later, or the last day of a shorter month."""
    month = day.month - 1 + n_months
    year, month = day.year + month // 12, month % 12 + 1
    next_month = dt.date(year + month // 12, month % 12 + 1, 1)
    last = (next_month - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, last))
