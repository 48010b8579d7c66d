"""Coding rounds: who codes which domain of which country, two by two, blind to each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.core.translated import TranslatedField
from teranga.indices.enums import AssignmentState, CellState, MissingCode, RoundState
from teranga.indices.models.codebook import CodebookVersion, IndicatorVersion
from teranga.indices.models.index import PolicyIndex, PolicyIndicator


class CodingRound(Publishable):
    """One campaign of coding: the situation of countries at the end of a year."""

    index = models.ForeignKey(
        PolicyIndex, models.PROTECT, related_name="rounds", verbose_name=_("index")
    )
    codebook = models.ForeignKey(
        CodebookVersion, models.PROTECT, related_name="rounds", verbose_name=_("codebook")
    )
    title = TranslatedField(_("title"))
    year = models.PositiveSmallIntegerField(_("situation on 31 December of"))
    due_on = models.DateField(_("to be handed in by"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RoundState, default=RoundState.PREPARED
    )

    class Meta(Publishable.Meta):
        verbose_name = _("coding round")
        verbose_name_plural = _("coding rounds")
        ordering = ["-year", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class Assignment(Publishable):
    """One domain of one country, given to one coder, who is its owner."""

    coding_round = models.ForeignKey(
        CodingRound, models.PROTECT, related_name="assignments", verbose_name=_("coding round")
    )
    domain_code = models.CharField(_("domain"), max_length=40)
    # First or second coder of the pair.
    place = models.PositiveSmallIntegerField(_("place"), default=1)
    state = models.CharField(
        _("state"), max_length=10, choices=AssignmentState, default=AssignmentState.OPEN
    )
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["coding_round", "country", "domain_code", "place"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["coding_round", "country", "domain_code", "place"],
                condition=models.Q(archived_at__isnull=True),
                name="indices_assignment_place_once",
            ),
            models.UniqueConstraint(
                fields=["coding_round", "country", "domain_code", "owner"],
                condition=models.Q(archived_at__isnull=True, owner__isnull=False),
                name="indices_assignment_coder_once",
                violation_error_message=_("The two coders of a domain are two people."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} · {self.domain_code}"


class Cell(Publishable):
    """A country and an indicator in a round: what is settled, and how far it has come.

    Private while coders work, so that nobody sees that a value exists; shared with the
    programme once settled.
    """

    coding_round = models.ForeignKey(
        CodingRound, models.PROTECT, related_name="cells", verbose_name=_("coding round")
    )
    indicator = models.ForeignKey(
        PolicyIndicator, models.PROTECT, related_name="cells", verbose_name=_("indicator")
    )
    domain_code = models.CharField(_("domain"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=CellState, default=CellState.EMPTY)
    # What was settled; the levels are read in this version, whatever the codebook became.
    indicator_version = models.ForeignKey(
        IndicatorVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    missing = models.CharField(
        _("without a level because"), max_length=2, choices=MissingCode, blank=True
    )
    implementation = models.PositiveSmallIntegerField(_("implementation"), null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(_("confidence"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta(Publishable.Meta):
        verbose_name = _("cell")
        verbose_name_plural = _("cells")
        ordering = ["coding_round", "country", "indicator"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["coding_round", "country", "indicator"], name="indices_cell_once"
            ),
            models.CheckConstraint(
                name="indices_cell_level_or_missing",
                condition=models.Q(level__isnull=True) | models.Q(missing=""),
            ),
        ]
        indexes = [models.Index(fields=["coding_round", "country", "domain_code"])]

    def __str__(self) -> str:
        return f"{self.country_id} · {self.indicator_id}"
