"""Deciding on answers set aside: taken in with the right version, or put away with a reason."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock
from teranga.surveys.enums import QuarantineState
from teranga.surveys.models import (
    QuarantinedPost,
    QuestionnaireVersion,
    Submission,
    SubmissionFile,
    plain_bytes,
)
from teranga.surveys.permissions import can_change_questionnaire, can_review_submission
from teranga.surveys.queries.answers import cached_plan, derive
from teranga.surveys.queries.filling import Sender
from teranga.surveys.queries.instances import read_instance
from teranga.surveys.services.chain import join_chain
from teranga.surveys.services.receiving import new_submission
from teranga.surveys.services.writing import insert


@transaction.atomic
def admit_quarantined(
    post: QuarantinedPost, *, form_version: QuestionnaireVersion, by: Any
) -> Submission:
    """Take in an answer set aside, read with the version a person chose."""
    locked = _waiting(post)
    questionnaire = form_version.questionnaire
    if not can_change_questionnaire(by, questionnaire):
        raise PermissionDenied
    xml = plain_bytes(locked.raw)
    instance = read_instance(xml)
    if not instance.instance_id:
        raise InvalidTransitionError(
            _("This answer has no identity: it cannot be told from its own repeats.")
        )
    sender = Sender(channel=locked.channel, key=locked.key, link=locked.link, device=locked.device)
    row, _names = new_submission(xml, instance, questionnaire, form_version, sender)
    expected = set(
        derive(instance.root, cached_plan(form_version.pk, form_version.sha256)).file_names
    )
    slots = [
        SubmissionFile(
            submission=row,
            name=slot.name,
            is_expected=slot.name in expected,
            content_type=slot.content_type,
            stored_as=slot.stored_as,
            sha256=slot.sha256,
            size=slot.size,
            received_at=slot.received_at,
        )
        for slot in locked.files.all()
    ]
    missing = expected - {slot.name for slot in slots}
    slots += [SubmissionFile(submission=row, name=name) for name in sorted(missing)]
    row.n_files_missing = len(missing)
    try:
        with transaction.atomic():
            insert([row])
    except IntegrityError as error:
        raise InvalidTransitionError(_("An answer with this identity is already there.")) from error
    insert(slots)
    detail = {"sha256": row.sha256, "admitted": str(locked.pk)}
    write_audit(AuditAction.CREATED, Submission, row.pk, detail=detail)
    join_chain(row)
    locked.state, locked.admitted_as = QuarantineState.ADMITTED, row
    locked.save(update_fields=["state", "admitted_as"])
    return row


@transaction.atomic
def dismiss_quarantined(post: QuarantinedPost, *, by: Any, reason: str) -> QuarantinedPost:
    """Put an answer set aside away; its bytes stay, with the reason in the audit."""
    locked = _waiting(post)
    if not can_review_submission(by, Submission(**_scope_of(locked))):
        raise PermissionDenied
    locked.state = QuarantineState.DISMISSED
    locked.save(update_fields=["state"])
    detail = {"dismissed": reason.strip()}
    write_audit(AuditAction.CHANGED, QuarantinedPost, locked.pk, detail=detail)
    return locked


def _waiting(post: QuarantinedPost) -> QuarantinedPost:
    locked = lock(post)
    if locked.state != QuarantineState.WAITING:
        raise InvalidTransitionError(_("Someone has already decided on this answer."))
    return locked


def _scope_of(post: QuarantinedPost) -> dict[str, Any]:
    return {
        f"{axis}_id": getattr(post, f"{axis}_id") for axis in ("programme", "component", "country")
    }
