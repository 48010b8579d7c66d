"""Correcting an answer: a new version with its own bytes; the first ones stay as they came."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from lxml import etree

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_version, owner_of
from teranga.surveys.enums import Channel, ReviewEventKind, SubmissionState
from teranga.surveys.models import ReviewEvent, Submission, SubmissionFile, plain_bytes
from teranga.surveys.permissions import can_review_submission
from teranga.surveys.queries.definitions import XForm, local, parse_xml
from teranga.surveys.queries.filling import Sender
from teranga.surveys.queries.instances import read_instance
from teranga.surveys.services.chain import join_chain
from teranga.surveys.services.checking import check_submission
from teranga.surveys.services.receiving import new_submission
from teranga.surveys.services.writing import insert

_EDITABLE = frozenset(
    {
        "text", "integer", "decimal", "date", "time", "dateTime", "select_one", "select_multiple",
        "rank", "range", "geopoint", "barcode", "acknowledge",
    }
)  # fmt: skip


def editable_questions(submission: Submission) -> list[dict[str, Any]]:
    """Return the questions a reviewer may correct; rows of repeats go back to the respondent."""
    return [
        question
        for question in submission.form_version.questions
        if question["type"] in _EDITABLE and not question["repeat"]
    ]


def texts_of(submission: Submission) -> dict[str, str]:
    """Return the words of the answer as its bytes hold them, by path, repeats aside."""
    root = parse_xml(plain_bytes(submission.raw))
    return {
        question["path"]: _text_at(root, question["path"])
        for question in editable_questions(submission)
    }


@transaction.atomic
def correct_submission(
    submission: Submission, changes: Mapping[str, str], *, version: int, by: Any, reason: str
) -> Submission:
    """Write a new version in which some answers differ; the history keeps who, why and what."""
    locked = lock_version(submission, version)
    if not can_review_submission(by, locked):
        raise PermissionDenied
    if not locked.is_latest:
        raise InvalidTransitionError(_("A newer version of this answer has arrived: look at it."))
    if not reason.strip():
        raise InvalidTransitionError(_("Say why this is corrected."))
    root = parse_xml(plain_bytes(locked.raw))
    differences = _write(root, changes, {q["path"] for q in editable_questions(locked)})
    if not differences:
        raise InvalidTransitionError(_("Nothing differs from what was answered."))
    _renew_identity(root, locked.instance_id)
    corrected = _keep(etree.tostring(root, encoding="utf-8"), locked, by)
    ReviewEvent(
        submission=corrected,
        kind=ReviewEventKind.CORRECTION,
        by_id=owner_of(by),
        text=reason.strip(),
        changes=differences,
    ).save()
    return corrected


def _keep(xml: bytes, before: Submission, by: Any) -> Submission:
    sender = Sender(channel=Channel.CORRECTION, user=by, is_fictitious=before.is_fictitious)
    instance = read_instance(xml)
    row, _names = new_submission(xml, instance, before.questionnaire, before.form_version, sender)
    row.owner_id, row.key_id, row.link_id = before.owner_id, before.key_id, before.link_id
    row.country_id = row.country_id or before.country_id
    row.n_files_missing, row.label = before.n_files_missing, row.label or before.label
    # What had been approved needs a new look; what waited still waits.
    row.state = SubmissionState.RECEIVED
    insert([row])
    slots = [_copy_of(slot, row) for slot in before.files.all()]
    insert(slots)
    detail = {"sha256": row.sha256, "channel": row.channel, "corrects": str(before.pk)}
    write_audit(AuditAction.CREATED, Submission, row.pk, detail=detail)
    join_chain(row)
    kept: Submission = Submission.objects.select_related("form_version").get(pk=row.pk)
    check_submission(kept)
    return kept


def _copy_of(slot: SubmissionFile, row: Submission) -> SubmissionFile:
    """Return a place that points at the same file on the disk."""
    return SubmissionFile(
        submission=row,
        name=slot.name,
        is_expected=slot.is_expected,
        content_type=slot.content_type,
        stored_as=slot.stored_as,
        sha256=slot.sha256,
        size=slot.size,
        received_at=slot.received_at,
    )


def _write(root: XForm, changes: Mapping[str, str], allowed: set[str]) -> dict[str, list[str]]:
    differences: dict[str, list[str]] = {}
    for path, new in changes.items():
        before = _text_at(root, path)
        if path in allowed and new.strip() != before:
            _node_at(root, path, create=True).text = _without_controls(new.strip())
            differences[path] = [before, new.strip()]
    return differences


def _without_controls(text: str) -> str:
    """XML holds no control characters, however they were typed."""
    return "".join(c for c in text if c in "\t\n\r" or ord(c) >= 32)


def _text_at(root: XForm, path: str) -> str:
    node = _node_at(root, path)
    return "" if node is None else (node.text or "").strip()


def _node_at(root: XForm, path: str, *, create: bool = False) -> XForm:
    node = root
    namespace = etree.QName(root).namespace
    for name in path.split("/"):
        child = next((c for c in node if local(c) == name), None)
        if child is None:
            if not create:
                return None
            tag = f"{{{namespace}}}{name}" if namespace else name
            child = etree.SubElement(node, tag)
        node = child
    return node


def _renew_identity(root: XForm, before: str) -> None:
    meta = next((child for child in root if local(child) == "meta"), None)
    if meta is None:
        meta = etree.SubElement(root, "meta")
    for name, text in (("instanceID", f"uuid:{uuid4()}"), ("deprecatedID", before)):
        node = next((child for child in meta if local(child) == name), None)
        if node is None:
            namespace = etree.QName(meta).namespace
            node = etree.SubElement(meta, f"{{{namespace}}}{name}" if namespace else name)
        node.text = text
