"""A questionnaire, its versions, and the files a version needs on the device."""

import secrets
from typing import Any, ClassVar, Optional

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Record
from teranga.core.translated import TranslatedField
from teranga.surveys.enums import QuestionnaireState, VersionState


def new_public_token() -> str:
    return secrets.token_urlsafe(12)


class Questionnaire(Publishable):
    """What is asked, of whom; its visibility says who may read that it exists."""

    # The name by which devices know it: settings!form_id of the XLSForm.
    form_id = models.CharField(_("identifier of the form"), max_length=120, unique=True)
    title = TranslatedField(_("title"))
    description = TranslatedField(_("what it is for"), blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=QuestionnaireState,
        default=QuestionnaireState.DRAFT,
        editable=False,
    )
    is_open_to_public = models.BooleanField(_("anyone with the public link"), default=False)
    is_open_to_invited = models.BooleanField(_("people with a personal link"), default=False)
    is_open_to_members = models.BooleanField(_("members of the network"), default=False)
    is_open_to_enumerators = models.BooleanField(_("enumerators"), default=True)
    public_token = models.CharField(
        max_length=24, unique=True, default=new_public_token, editable=False
    )
    # Path of the question whose answer names the country (alpha-2 or alpha-3 code).
    country_question = models.CharField(_("question on the country"), max_length=250, blank=True)
    # Code of what is done with an approved answer (see `services.handlers`).
    handler = models.CharField(_("what an approved answer becomes"), max_length=40, blank=True)
    # {path: audience}: stands over what the sheet says of each question.
    audiences = models.JSONField(default=dict, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta(Publishable.Meta):
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["form_id"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="surveys_questionnaire_named",
                condition=~Q(form_id=""),
                violation_error_message=_("The questionnaire needs an identifier."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.form_id

    @property
    def published_version(self) -> Optional["QuestionnaireVersion"]:
        """The version handed out now."""
        return self.versions.filter(state=VersionState.PUBLISHED).first()

    @property
    def latest_version(self) -> Optional["QuestionnaireVersion"]:
        return self.versions.order_by("-created_at", "-pk").first()

    @property
    def is_open(self) -> bool:
        return self.state == QuestionnaireState.PUBLISHED and not self.is_archived


class QuestionnaireVersion(Record):
    """One conversion of a sheet: never altered once published."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="versions")
    # settings!version of the XLSForm. `version` already counts the edits of a row.
    form_version = models.CharField(_("version"), max_length=120)
    state = models.CharField(
        max_length=10, choices=VersionState, default=VersionState.DRAFT, editable=False
    )
    title = models.CharField(_("title"), max_length=250)
    source = models.BinaryField()
    source_name = models.CharField(_("file"), max_length=200)
    source_sha256 = models.CharField(max_length=64)
    xform = models.BinaryField()
    md5 = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    # [{"name": "Français (fr)", "code": "fr"}], the default one first.
    languages = models.JSONField(default=list)
    # [{path, name, type, label: {code: text}, list, repeat, required, audience, appearance}]
    questions = models.JSONField(default=list)
    # {list: [{"name": code, "label": {language: text}}]}
    choices = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    unaudited_fields: ClassVar[frozenset[str]] = Record.unaudited_fields | {
        "source",
        "xform",
        "questions",
        "choices",
    }

    class Meta:
        verbose_name = _("version of a questionnaire")
        verbose_name_plural = _("versions of questionnaires")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "form_version"],
                name="surveys_version_once",
                violation_error_message=_("This version already exists."),
            ),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=Q(state=VersionState.PUBLISHED),
                name="surveys_one_version_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.form_version}"


class FormMedia(Record):
    """A file a version refers to: a list of places, a picture."""

    form_version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="media")
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=100, blank=True)
    # Null until someone hands the file in: a version is not published before that.
    content = models.BinaryField(null=True)
    md5 = models.CharField(max_length=32, blank=True)
    size = models.PositiveIntegerField(default=0)

    unaudited_fields: ClassVar[frozenset[str]] = Record.unaudited_fields | {"content"}

    class Meta:
        verbose_name = _("file of a questionnaire")
        verbose_name_plural = _("files of questionnaires")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["form_version", "name"], name="surveys_media_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_there(self) -> bool:
        return bool(self.md5)

    def content_bytes(self) -> bytes:
        return bytes(self.content or b"")


def plain_bytes(value: Any) -> bytes:
    """PostgreSQL hands out a memoryview, SQLite bytes."""
    return bytes(value or b"")
