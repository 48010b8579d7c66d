"""What was answered: the bytes as they came, and everything that can be rebuilt from them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Record
from teranga.surveys.enums import (
    Channel,
    QuarantineReason,
    QuarantineState,
    ReviewEventKind,
    SubmissionState,
)
from teranga.surveys.models.access import FieldKey, PersonalLink
from teranga.surveys.models.questionnaire import Questionnaire, QuestionnaireVersion


class Submission(Publishable):
    """One version of one answer. `raw` is never altered; a correction is a row of its own."""

    personal_fields: ClassVar[frozenset[str]] = frozenset(
        {"raw", "answers", "label", "device", "findings"}
    )
    unaudited_fields: ClassVar[frozenset[str]] = Publishable.unaudited_fields | {
        "n_files_missing",
        "checked_at",
    }

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="submissions")
    form_version = models.ForeignKey(
        QuestionnaireVersion, models.PROTECT, related_name="submissions"
    )
    instance_id = models.CharField(max_length=250, editable=False)
    # Of an edit: the instance it replaces, which may arrive later than the edit.
    deprecated_id = models.CharField(max_length=250, blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", editable=False
    )
    # The first instance of the chain, by which one answer is known through its edits.
    root_id = models.CharField(max_length=250, editable=False, db_index=True)
    raw = models.BinaryField(_("as received"))
    sha256 = models.CharField(max_length=64, editable=False)

    # --- derived from raw -----------------------------------------------------------------
    # {path: value, path of a repeat: [{path: value}]}; see `queries.answers`.
    answers = models.JSONField(_("answers"), default=dict, editable=False)
    label = models.CharField(_("name of the answer"), max_length=250, blank=True, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    n_files_missing = models.PositiveSmallIntegerField(default=0, editable=False)

    # --- how it came ----------------------------------------------------------------------
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel)
    device = models.CharField(_("device"), max_length=120, blank=True, editable=False)
    key = models.ForeignKey(
        FieldKey, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    link = models.ForeignKey(
        PersonalLink, models.PROTECT, null=True, blank=True, related_name="submissions"
    )

    # --- what became of it ----------------------------------------------------------------
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=SubmissionState,
        default=SubmissionState.RECEIVED,
        editable=False,
    )
    # [{"path", "rule", "message"}] of the check on the server: flags, never refusals.
    findings = models.JSONField(_("what was found"), default=list, editable=False)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What the handler made of it (an organisation).
    outcome_model = models.CharField(max_length=60, blank=True, editable=False)
    outcome_id = models.CharField(max_length=64, blank=True, editable=False)
    is_fictitious = models.BooleanField(_("fictitious"), default=False, editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("answer to a questionnaire")
        verbose_name_plural = _("answers to questionnaires")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["questionnaire", "instance_id"], name="surveys_submission_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["questionnaire", "deprecated_id"],
                condition=~Q(deprecated_id=""),
                name="surveys_submission_edits",
            ),
            models.Index(fields=["questionnaire", "state", "country"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The receipt a person can read over the telephone: 3F2A-91BC."""
        text = self.pk.hex[:8].upper()
        return f"{text[:4]}-{text[4:]}"

    @property
    def is_latest(self) -> bool:
        return self.replaced_by_id is None

    @property
    def is_complete(self) -> bool:
        return self.n_files_missing == 0


class QuarantinedPost(Publishable):
    """What came for no open questionnaire: kept whole, for a person to look at."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"raw", "device"})

    form_id = models.CharField(_("identifier of the form"), max_length=250, blank=True)
    form_version = models.CharField(_("version"), max_length=120, blank=True)
    instance_id = models.CharField(max_length=250, blank=True)
    raw = models.BinaryField(_("as received"))
    sha256 = models.CharField(max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=16, choices=QuarantineReason)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=QuarantineState,
        default=QuarantineState.WAITING,
        editable=False,
    )
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, null=True, blank=True, related_name="quarantined"
    )
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel)
    device = models.CharField(_("device"), max_length=120, blank=True)
    key = models.ForeignKey(FieldKey, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.ForeignKey(PersonalLink, models.PROTECT, null=True, blank=True, related_name="+")
    admitted_as = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta(Publishable.Meta):
        verbose_name = _("answer set aside")
        verbose_name_plural = _("answers set aside")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.form_id or self.sha256[:12]


class SubmissionFile(Record):
    """The place of one file of an answer: expected by its XML, received or not yet."""

    # A photograph or a recording is personal, and its name may be.
    personal_fields: ClassVar[frozenset[str]] = frozenset({"name", "stored_as"})

    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="files"
    )
    quarantined = models.ForeignKey(
        QuarantinedPost, models.PROTECT, null=True, blank=True, related_name="files"
    )
    name = models.CharField(_("file name"), max_length=250)
    is_expected = models.BooleanField(default=True)
    content_type = models.CharField(max_length=100, blank=True)
    stored_as = models.CharField(_("file"), max_length=80, blank=True, db_index=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of an answer")
        verbose_name_plural = _("files of answers")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "name"], name="surveys_file_once"),
            models.UniqueConstraint(
                fields=["quarantined", "name"], name="surveys_quarantined_file_once"
            ),
            models.CheckConstraint(
                name="surveys_file_of_one_answer",
                condition=Q(submission__isnull=True) ^ Q(quarantined__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_received(self) -> bool:
        return bool(self.stored_as)


class ReviewEvent(Record):
    """One thing said or done about an answer; the history is read through all its versions."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"text", "changes"})

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=ReviewEventKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    from_state = models.CharField(max_length=10, choices=SubmissionState, blank=True)
    to_state = models.CharField(max_length=10, choices=SubmissionState, blank=True)
    text = models.TextField(_("comment"), blank=True)
    # {path: [before, after]} of a correction.
    changes = models.JSONField(_("changes"), default=dict)

    class Meta:
        verbose_name = _("event of a review")
        verbose_name_plural = _("events of reviews")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"
