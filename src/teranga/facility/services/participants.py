"""Names of participants leave a line in the audit whenever they are shown or taken away."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from teranga.accounts.models import User
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.facility.models import Activity, Participant
from teranga.facility.permissions import can_export_participants


def note_participants_reading(activity: Activity, named: Sequence[Participant]) -> None:
    if named:
        where = f"activity {activity.pk}"
        detail = {"where": where, "people": [str(person.pk) for person in named]}
        write_audit(AuditAction.READ, Participant, activity.pk, detail=detail)


@transaction.atomic
def record_participants_export(
    activity: Activity, people: Sequence[Participant], *, reason: str, by: User
) -> None:
    """Write who takes these rows away and why, or refuse."""
    if not can_export_participants(by, activity):
        raise PermissionDenied
    detail = {"rows": len(people), "reason": reason, "activity": str(activity.pk)}
    write_audit(AuditAction.EXPORTED, Participant, activity.pk, detail=detail)
