"""What one coder says of one cell, on what evidence; what the government says of itself."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Attachment, Publishable, Record, Sourced
from teranga.core.partial_dates import PartialDateField
from teranga.indices.enums import Confidence, Implementation, MissingCode
from teranga.indices.models.codebook import IndicatorVersion
from teranga.indices.models.round import Cell


class Code(Publishable):
    """Private to its owner, the coder, and to those who run the round."""

    # The number of a save says nothing about the code.
    unaudited_fields: ClassVar[frozenset[str]] = Publishable.unaudited_fields | {"saved_key"}

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="codes", verbose_name=_("cell"))
    indicator_version = models.ForeignKey(
        IndicatorVersion, models.PROTECT, null=True, blank=True, related_name="codes"
    )
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    missing = models.CharField(
        _("without a level because"), max_length=2, choices=MissingCode, blank=True
    )
    implementation = models.PositiveSmallIntegerField(
        _("implementation"), choices=Implementation, null=True, blank=True
    )
    confidence = models.PositiveSmallIntegerField(
        _("confidence"), choices=Confidence, null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    # The last save the coder's device numbered: sent twice, it is applied once.
    saved_key = models.UUIDField(null=True, blank=True, editable=False)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta(Publishable.Meta):
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        ordering = ["cell", "created_at"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["cell", "owner"],
                condition=models.Q(owner__isnull=False),
                name="indices_code_once_a_coder",
            ),
            models.CheckConstraint(
                name="indices_code_level_or_missing",
                condition=models.Q(level__isnull=True) | models.Q(missing=""),
                violation_error_message=_("Choose a level or say why there is none, not both."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.cell_id)

    @property
    def is_given(self) -> bool:
        """Say whether the coder answered, “searched, not found” being an answer."""
        return self.level is not None or self.missing in {
            MissingCode.NOT_APPLICABLE,
            MissingCode.NOT_FOUND,
        }


class Evidence(Record, Sourced):
    """A text a code rests on; read through its code."""

    code = models.ForeignKey(Code, models.PROTECT, related_name="evidence")
    # One of the source types of the codebook: constitution, law, decree…
    kind = models.CharField(_("type of source"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=300)
    reference = models.CharField(_("reference and article"), max_length=200, blank=True)
    in_force_on = PartialDateField(_("in force since"), null=True, blank=True)
    repealed_on = PartialDateField(_("repealed"), null=True, blank=True)
    quote = models.TextField(_("quoted passage"), blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    language = models.CharField(_("language of the text"), max_length=8, blank=True)
    read_on = models.DateField(_("read on"), null=True, blank=True)
    archived_copy = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["code", "position", "created_at"]

    def __str__(self) -> str:
        return self.title


class SelfAssessment(Publishable):
    """The government's own answer, kept beside the researchers' code and never mixed with it."""

    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="self_assessments", verbose_name=_("cell")
    )
    indicator_version = models.ForeignKey(
        IndicatorVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    missing = models.CharField(
        _("without a level because"), max_length=2, choices=MissingCode, blank=True
    )
    implementation = models.PositiveSmallIntegerField(
        _("implementation"), choices=Implementation, null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta(Publishable.Meta):
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ["cell", "created_at"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["cell"],
                condition=models.Q(archived_at__isnull=True),
                name="indices_self_assessment_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.cell_id)
