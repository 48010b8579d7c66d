"""Deciding on what organisations ask to change in their own entry."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock, lock_current, owner_of
from teranga.directory.enums import EntryChangeState
from teranga.directory.models import EntryChange
from teranga.directory.permissions import can_review_organisation
from teranga.directory.services.own_entry import apply_values, said_today

# event -> the state it leaves, the state it reaches, whether a reason is owed.
TRANSITIONS = {
    "accept": (EntryChangeState.PROPOSED, EntryChangeState.ACCEPTED, False),
    "decline": (EntryChangeState.PROPOSED, EntryChangeState.DECLINED, True),
}


@transaction.atomic
def accept_entry_change(change: EntryChange, *, by: object) -> EntryChange:
    locked = _reach(change, "accept", reason="", by=by)
    organisation = lock_current(locked.organisation)
    said = said_today(organisation, timezone.localdate(locked.created_at))
    apply_values(organisation, locked.proposed, said=said)
    return locked


@transaction.atomic
def decline_entry_change(change: EntryChange, *, reason: str, by: object) -> EntryChange:
    return _reach(change, "decline", reason=reason, by=by)


def _reach(change: EntryChange, event: str, *, reason: str, by: object) -> EntryChange:
    locked = lock(change)
    leaves, reaches, owes_reason = TRANSITIONS[event]
    if not can_review_organisation(by, locked.organisation):
        raise PermissionDenied
    if locked.state != leaves:
        raise InvalidTransitionError(_("Someone has already decided on this change."))
    if owes_reason and not reason.strip():
        raise ValidationError({"reason": _("Say why, in a few words.")})
    locked.state, locked.reason = reaches, reason.strip()
    locked.decided_by_id = owner_of(by)
    locked.decided_at = timezone.now()
    locked.save()
    return locked
