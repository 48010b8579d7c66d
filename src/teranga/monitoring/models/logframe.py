"""The logical framework of a component, under the programme's own codes (OG, OS1, R1.1, A1.1.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced
from teranga.core.translated import TranslatedField


class _LogframeRow(Publishable, Sourced):
    code = models.CharField(_("code"), max_length=20)
    label = TranslatedField(_("wording"), blank=True)
    note = TranslatedField(_("note"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Publishable.Meta):
        abstract = True
        ordering = ["position", "code"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["component", "code"], name="%(app_label)s_%(class)s_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}".strip()


class GeneralObjective(_LogframeRow):
    class Meta(_LogframeRow.Meta):
        verbose_name = _("general objective")
        verbose_name_plural = _("general objectives")


class SpecificObjective(_LogframeRow):
    general_objective = models.ForeignKey(
        GeneralObjective, models.PROTECT, related_name="specific_objectives"
    )

    class Meta(_LogframeRow.Meta):
        verbose_name = _("specific objective")
        verbose_name_plural = _("specific objectives")


class Result(_LogframeRow):
    """A result; an empty wording means the source prints its code without one."""

    specific_objective = models.ForeignKey(
        SpecificObjective, models.PROTECT, related_name="results"
    )

    class Meta(_LogframeRow.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")


class PlannedActivity(_LogframeRow):
    result = models.ForeignKey(Result, models.PROTECT, related_name="planned_activities")
    quantity = models.PositiveIntegerField(_("planned quantity"), null=True, blank=True)
    unit = TranslatedField(_("unit"), blank=True)
    audience = TranslatedField(_("audience"), blank=True)

    class Meta(_LogframeRow.Meta):
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
