"""Decisions on cells: adjudication, validation by the focal point, right of reply."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Record
from teranga.core.translated import TranslatedField
from teranga.indices.enums import (
    AdjudicationKind,
    MissingCode,
    ReplyState,
    ValidationDecision,
)
from teranga.indices.models.code import Code
from teranga.indices.models.round import Cell, CodingRound


class Adjudication(Record):
    """What was decided on a cell and why; earlier decisions stay. Read through its cell."""

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="adjudications")
    kind = models.CharField(_("kind"), max_length=10, choices=AdjudicationKind)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"))
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    missing = models.CharField(
        _("without a level because"), max_length=2, choices=MissingCode, blank=True
    )
    implementation = models.PositiveSmallIntegerField(_("implementation"), null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(_("confidence"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    # The codes whose evidence the decision rests on.
    rests_on = models.ManyToManyField(Code, related_name="+", blank=True)

    class Meta:
        verbose_name = _("adjudication")
        verbose_name_plural = _("adjudications")
        ordering = ["cell", "decided_at"]

    def __str__(self) -> str:
        return self.get_kind_display()


class Validation(Record):
    """The national focal point's word on a settled cell. Read through its cell."""

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="validations")
    decision = models.CharField(_("decision"), max_length=10, choices=ValidationDecision)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(_("given"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("validation")
        verbose_name_plural = _("validations")
        ordering = ["cell", "given_at"]

    def __str__(self) -> str:
        return self.get_decision_display()


class RightOfReply(Publishable):
    """What a country answers to its codes, in its own words; published with the edition."""

    coding_round = models.ForeignKey(
        CodingRound, models.PROTECT, related_name="replies", verbose_name=_("coding round")
    )
    # About one cell, or about the country as a whole.
    cell = models.ForeignKey(
        Cell,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("cell"),
    )
    text = TranslatedField(_("reply"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReplyState, default=ReplyState.DRAFT
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta(Publishable.Meta):
        verbose_name = _("right of reply")
        verbose_name_plural = _("rights of reply")
        ordering = ["-published_at", "-created_at"]

    def __str__(self) -> str:
        return str(self.text)[:80]
