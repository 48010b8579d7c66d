"""Sets of criteria, kept as data: the ten of a programme, the seven of a hub, one's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced
from teranga.core.translated import TranslatedField
from teranga.knowledge.enums import CriteriaPurpose


class CriteriaSet(Publishable, Sourced):
    """A list of criteria and the marks one may give; a form of evaluation refers to some."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = TranslatedField(_("name"))
    note = TranslatedField(_("note"), blank=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=CriteriaPurpose)
    lowest = models.PositiveSmallIntegerField(_("lowest mark"), default=1)
    highest = models.PositiveSmallIntegerField(_("highest mark"), default=5)

    class Meta(Publishable.Meta):
        verbose_name = _("set of criteria")
        verbose_name_plural = _("sets of criteria")
        ordering = ["purpose", "code"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="knowledge_criteria_marks_go_up",
                condition=models.Q(lowest__lt=models.F("highest"), highest__lte=10),
                violation_error_message=_("The highest mark is above the lowest, and at most 10."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}"

    @property
    def marks(self) -> range:
        return range(self.lowest, self.highest + 1)


class Criterion(models.Model):
    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="criteria")
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.SlugField(_("code"), max_length=60)
    name = TranslatedField(_("name"))
    # What to ask oneself in order to give a mark.
    test = TranslatedField(_("test"), blank=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["criteria_set", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"], name="knowledge_criterion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"
