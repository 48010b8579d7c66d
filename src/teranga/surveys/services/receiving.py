"""Taking in an answer: acknowledged once it is durable, once only, however often it is sent.

The bytes are kept as they came, with the places of their files and a line in the audit, in
one transaction; files are on the disk before it. Everything else is derived and can be
rebuilt. What belongs to no open questionnaire is set aside for a person, never dropped.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.audit import audit_line
from teranga.core.enums import AuditAction
from teranga.core.exceptions import TerangaError
from teranga.core.models import Country
from teranga.surveys.enums import QuarantineReason, QuestionnaireState, VersionState
from teranga.surveys.models import (
    QuarantinedPost,
    Questionnaire,
    QuestionnaireVersion,
    Submission,
    SubmissionFile,
)
from teranga.surveys.queries.answers import Derived, cached_plan, derive
from teranga.surveys.queries.definitions import UnreadableFormError
from teranga.surveys.queries.filling import Sender, may_fill
from teranga.surveys.queries.instances import Instance, moment, read_instance
from teranga.surveys.queries.known_versions import version_named
from teranga.surveys.services.chain import join_chain
from teranga.surveys.services.checking import check_soon
from teranga.surveys.services.kept_files import (
    IncomingFile,
    KeptFile,
    attach_files,
    forget_files,
    keep_files,
)
from teranga.surveys.services.links import note_answered
from teranga.surveys.services.writing import Parcel, write_together

__all__ = ["IncomingFile", "Receipt", "Sender", "receive_submission"]

MAX_XML_BYTES = 10 * 1024**2
# A hostile answer may announce hundreds of thousands of files; none needs a place for each.
MAX_FILES_AWAITED = 2_000


class SubmissionRefusedError(TerangaError):
    """What came is no answer at all."""

    status = HTTPStatus.BAD_REQUEST


class ConflictingSubmissionError(TerangaError):
    """The same identity with other words: one of the two is not what it says."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a post: received, repeated (we had it already) or quarantined."""

    outcome: str
    submission: Submission | None = None
    quarantined: QuarantinedPost | None = None

    @property
    def number(self) -> str:
        return self.submission.number if self.submission else ""


@dataclass(frozen=True, slots=True)
class _Form:
    questionnaire: Questionnaire | None
    version: QuestionnaireVersion | None
    reason: str = ""


def receive_submission(*, xml: bytes, files: Sequence[IncomingFile], sender: Sender) -> Receipt:
    """Take in one post; when this returns, what it says is on the disk.

    Raises `SubmissionRefusedError` (no answer), `ConflictingSubmissionError` (same identity,
    other bytes), `PermissionDenied` (the sender may not fill this questionnaire); `OSError`
    and `OperationalError` when the disk or the database cannot take it now.
    """
    instance = _read(xml)
    form = _form_of(instance)
    if form.questionnaire is not None and not may_fill(form.questionnaire, sender):
        raise PermissionDenied
    kept = keep_files(files)
    try:
        if form.reason or form.questionnaire is None or form.version is None:
            receipt = _set_aside(xml, instance, form, kept, sender)
        else:
            receipt = _take_in(xml, instance, form.questionnaire, form.version, kept, sender)
    except BaseException:
        forget_files(kept)
        raise
    forget_files([file for file in kept if not file.is_used])
    return receipt


def _read(xml: bytes) -> Instance:
    if len(xml) > MAX_XML_BYTES:
        raise SubmissionRefusedError(_("This answer is too large."))
    try:
        return read_instance(xml)
    except UnreadableFormError as error:
        raise SubmissionRefusedError(_("This is not an answer that can be read.")) from error


def _form_of(instance: Instance) -> _Form:
    """Find the version an answer was filled with, or the reason why it must wait for a person."""
    version = version_named(instance.form_id, instance.form_version)
    if version is None:
        known = Questionnaire.objects.current().filter(form_id=instance.form_id).first()
        reason = QuarantineReason.UNKNOWN_VERSION if known else QuarantineReason.UNKNOWN_FORM
        return _Form(known, None, reason)
    questionnaire = version.questionnaire
    if version.state == VersionState.DRAFT:
        return _Form(questionnaire, version, QuarantineReason.UNKNOWN_VERSION)
    if questionnaire.state != QuestionnaireState.PUBLISHED:
        return _Form(questionnaire, version, QuarantineReason.CLOSED)
    if not instance.instance_id:
        return _Form(questionnaire, version, QuarantineReason.NO_IDENTITY)
    return _Form(questionnaire, version)


def _take_in(
    xml: bytes,
    instance: Instance,
    questionnaire: Questionnaire,
    version: QuestionnaireVersion,
    kept: list[KeptFile],
    sender: Sender,
) -> Receipt:
    submission, announced = new_submission(xml, instance, questionnaire, version, sender)
    try:
        write_together(_written(submission, announced, kept))
    except IntegrityError:
        known = _known(questionnaire, instance)
        if known is None:
            raise
        for file in kept:
            file.is_used = False
        return _take_in_again(known, instance, kept)
    if submission.deprecated_id:
        join_chain(submission)
    if sender.link is not None:
        note_answered(sender.link)
    check_soon()
    return Receipt("received", submission)


def _known(questionnaire: Questionnaire, instance: Instance) -> Submission | None:
    found: Submission | None = (
        Submission.objects.filter(questionnaire=questionnaire, instance_id=instance.instance_id)
        .defer("raw", "answers")
        .first()
    )
    return found


def new_submission(
    xml: bytes,
    instance: Instance,
    questionnaire: Questionnaire,
    version: QuestionnaireVersion,
    sender: Sender,
) -> tuple[Submission, list[str]]:
    """Return the row of an answer, not saved, and the names of the files it announces."""
    plan = cached_plan(version.pk, version.sha256)
    derived = derive(instance.root, plan)
    owner = getattr(sender.user, "pk", None) or (sender.key.holder_id if sender.key else None)
    submission = Submission(
        questionnaire=questionnaire,
        form_version=version,
        instance_id=instance.instance_id,
        deprecated_id=instance.deprecated_id,
        root_id=instance.instance_id,
        raw=xml,
        sha256=instance.sha256,
        answers=derived.answers,
        label=instance.label,
        started_at=moment(derived.answers.get(plan.starts_at)),
        ended_at=moment(derived.answers.get(plan.ends_at)),
        channel=sender.channel,
        device=sender.device[:120],
        key=sender.key,
        link=sender.link,
        is_fictitious=sender.is_fictitious,
        programme_id=questionnaire.programme_id,
        component_id=questionnaire.component_id,
        country_id=country_of(questionnaire, derived, sender),
        owner_id=owner,
    )
    return submission, derived.file_names


def country_of(questionnaire: Questionnaire, derived: Derived, sender: Sender) -> str | None:
    said = derived.answers.get(questionnaire.country_question, "")
    found = _alpha3().get(str(said).upper())
    for holder in (sender.link, sender.key, questionnaire):
        if found is None and holder is not None:
            found = holder.country_id
    return found


@cache
def _alpha3() -> dict[str, str]:
    """Countries are reference data: the same for the life of a process."""
    pairs = list(Country.objects.values_list("alpha2", "alpha3"))
    return {code: alpha3 for alpha2, alpha3 in pairs for code in (alpha2, alpha3)}


def _written(submission: Submission, announced: list[str], kept: list[KeptFile]) -> Parcel:
    """Return all the rows of one answer: itself, the places of its files, its audit line."""
    received = {file.name: file for file in kept}
    names = list(dict.fromkeys([*announced[:MAX_FILES_AWAITED], *received]))
    now = timezone.now()
    slots = []
    for name in names:
        slot = SubmissionFile(submission=submission, name=name, is_expected=name in announced)
        if name in received:
            received[name].fill(slot, now)
        slots.append(slot)
    submission.n_files_missing = sum(not slot.is_received for slot in slots)
    line = audit_line(
        AuditAction.CREATED,
        Submission,
        submission.pk,
        detail={
            "sha256": submission.sha256,
            "channel": submission.channel,
            "files": {slot.sha256: slot.size for slot in slots if slot.is_received},
        },
    )
    return Parcel(submission, slots, line)


def _take_in_again(known: Submission, instance: Instance, kept: list[KeptFile]) -> Receipt:
    if known.sha256 != instance.sha256:
        raise ConflictingSubmissionError(
            _("An answer with this identity and another content was received before.")
        )
    if kept:
        attach_files(known, kept)
    return Receipt("repeated", known)


def _set_aside(
    xml: bytes, instance: Instance, form: _Form, kept: list[KeptFile], sender: Sender
) -> Receipt:
    # The same bytes are one row, whoever repeats them.
    sha256 = hashlib.sha256(xml).hexdigest()
    scope = form.questionnaire or sender.key or sender.link
    for _attempt in range(2):
        known = QuarantinedPost.objects.filter(sha256=sha256).defer("raw").first()
        if known is not None:
            if kept:
                attach_files(known, kept)
            return Receipt("quarantined", quarantined=known)
        post = QuarantinedPost(
            form_id=instance.form_id,
            form_version=instance.form_version,
            instance_id=instance.instance_id,
            raw=xml,
            sha256=sha256,
            reason=form.reason or QuarantineReason.UNKNOWN_FORM,
            questionnaire=form.questionnaire,
            channel=sender.channel,
            device=sender.device[:120],
            key=sender.key,
            link=sender.link,
            programme_id=getattr(scope, "programme_id", None),
            component_id=getattr(scope, "component_id", None),
            country_id=getattr(scope, "country_id", None),
        )
        try:
            with transaction.atomic(durable=True):
                post.save()
                if kept:
                    attach_files(post, kept)
        except IntegrityError:
            continue
        return Receipt("quarantined", quarantined=post)
    raise SubmissionRefusedError(_("This answer could not be kept. Send it again."))
