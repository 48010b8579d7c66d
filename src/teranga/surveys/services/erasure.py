"""What erasing leaves: that something was answered, when and where; not by whom."""

from django.db import transaction
from django.utils import timezone

from teranga.core.services import stored_files
from teranga.surveys.models import (
    FieldKey,
    Filling,
    PersonalLink,
    QuarantinedPost,
    ReviewEvent,
    Submission,
    SubmissionFile,
)

ERASED = "–"


def erase_link(link: PersonalLink) -> None:
    link.name, link.email, link.prefill = ERASED, "", {}
    link.revoked_at = link.revoked_at or timezone.now()
    link.save(update_fields=["name", "email", "prefill", "revoked_at"])


def erase_key(key: FieldKey) -> None:
    key.label, key.holder = ERASED, None
    key.revoked_at = key.revoked_at or timezone.now()
    key.save(update_fields=["label", "holder", "revoked_at"])


def erase_submission(submission: Submission) -> None:
    """Empty an answer wholly: its bytes name people in places no rule can tell.

    The row stays and is counted, with the hash of what was received.
    """
    submission.raw, submission.answers, submission.findings = b"", {}, []
    submission.label, submission.device, submission.owner = "", "", None
    submission.save(update_fields=["raw", "answers", "findings", "label", "device", "owner"])


@transaction.atomic
def erase_file(slot: SubmissionFile) -> None:
    stored_as = slot.stored_as
    slot.name, slot.stored_as, slot.sha256, slot.size = f"{ERASED} {slot.pk}", "", "", 0
    slot.save(update_fields=["name", "stored_as", "sha256", "size"])
    # A correction points at the same file: it goes when nobody does any more.
    if stored_as and not SubmissionFile.objects.filter(stored_as=stored_as).exists():
        transaction.on_commit(lambda: stored_files.remove(stored_as))


def erase_quarantined(post: QuarantinedPost) -> None:
    for slot in post.files.all():
        erase_file(slot)
    post.raw, post.device, post.owner = b"", "", None
    post.save(update_fields=["raw", "device", "owner"])


def erase_event(event: ReviewEvent) -> None:
    event.text, event.changes, event.by = "", {}, None
    event.save(update_fields=["text", "changes", "by"])


def erase_filling(filling: Filling) -> None:
    filling.draft = ""
    filling.save(update_fields=["draft"])
