"""Answers leave with a right and a reason, and a line in the audit that says how many."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.surveys.models import Questionnaire, Submission
from teranga.surveys.permissions import can_export_submission


@transaction.atomic
def record_answers_export(
    questionnaire: Questionnaire,
    submissions: Sequence[Submission],
    *,
    reason: str,
    audience: str,
    by: object,
) -> None:
    """Write who takes these answers away and why, or refuse."""
    if not all(can_export_submission(by, submission) for submission in submissions):
        raise PermissionDenied
    write_audit(
        AuditAction.EXPORTED,
        Submission,
        questionnaire.pk,
        detail={"rows": len(submissions), "reason": reason, "audience": audience},
    )
