"""Experts' data leave only with a right, a reason, and within a daily measure."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.models import AuditEntry
from teranga.roster.models import ExpertProfile
from teranga.roster.permissions import can_export_experts

ROWS_A_DAY = 1_000
_LIST = "experts"


def n_rows_left(user: User) -> int:
    """Return how many more rows of experts this account may export today."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = AuditEntry.objects.filter(
        actor=user.pk,
        action=AuditAction.EXPORTED,
        model=ExpertProfile._meta.label_lower,
        object_id=_LIST,
        at__gte=midnight,
    )
    return max(0, ROWS_A_DAY - sum(int(line.detail.get("rows", 0)) for line in lines))


@transaction.atomic
def record_experts_export(profiles: Sequence[ExpertProfile], *, reason: str, by: User) -> None:
    """Write who takes these rows away and why, or refuse."""
    if not can_export_experts(by):
        raise PermissionDenied
    # The account is held: two exports at once would each see the whole measure.
    User.objects.select_for_update().get(pk=by.pk)
    n_left = n_rows_left(by)
    if len(profiles) > n_left:
        raise ValidationError(
            _(
                "This list has %(rows)s rows and you may export %(left)s more today."
                " Narrow it, or ask a colleague of the programme team."
            )
            % {"rows": len(profiles), "left": n_left}
        )
    detail = {
        "rows": len(profiles),
        "reason": reason,
        "profiles": [str(profile.pk) for profile in profiles],
    }
    write_audit(AuditAction.EXPORTED, ExpertProfile, _LIST, detail=detail)
