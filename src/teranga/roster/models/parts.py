"""The lines of a profile: only read through it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, Language
from teranga.roster.enums import LanguageLevel, PeriodKind, ProfileEvent, ProfileState
from teranga.roster.models.expert import ExpertProfile


class ExpertLanguage(models.Model):
    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="languages")
    language = models.ForeignKey(
        Language, models.PROTECT, related_name="+", verbose_name=_("language")
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=LanguageLevel)

    class Meta:
        verbose_name = _("language of an expert")
        verbose_name_plural = _("languages of experts")
        ordering = ["-level", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "language"], name="roster_language_once_a_profile"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.get_level_display()}"


class AvailabilityPeriod(models.Model):
    """An expert is available unless a period says otherwise."""

    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="periods")
    kind = models.CharField(_("what"), max_length=12, choices=PeriodKind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("period of availability")
        verbose_name_plural = _("periods of availability")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="roster_period_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end is before the start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on}–{self.ends_on}"


class PastDeployment(models.Model):
    """A mission carried out, with the mark it was given; `reference` names it elsewhere."""

    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="deployments")
    label = models.CharField(_("mission"), max_length=200)
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    mark = models.DecimalField(
        _("mark out of 5"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta:
        verbose_name = _("past deployment")
        verbose_name_plural = _("past deployments")
        ordering = ["-starts_on", "pk"]
        indexes = [models.Index(fields=["starts_on"])]

    def __str__(self) -> str:
        return self.label


class VettingStep(models.Model):
    """One step in the life of a profile: what, by whom, why. Never changed, never removed."""

    profile = models.ForeignKey(ExpertProfile, models.CASCADE, related_name="steps")
    event = models.CharField(_("step"), max_length=12, choices=ProfileEvent)
    state_before = models.CharField(_("from"), max_length=10, choices=ProfileState)
    state_after = models.CharField(_("to"), max_length=10, choices=ProfileState)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("vetting step")
        verbose_name_plural = _("vetting steps")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_event_display()
