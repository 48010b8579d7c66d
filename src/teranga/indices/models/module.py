"""The complementary module of a country: about ten indicators on its own priority sector.

Shown beside the comparable score, never blended into it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Record, Sourced
from teranga.core.translated import TranslatedField
from teranga.indices.enums import ModuleFamily
from teranga.indices.models.index import PolicyIndex


class CountryModule(Publishable, Sourced):
    index = models.ForeignKey(
        PolicyIndex, models.PROTECT, related_name="modules", verbose_name=_("index")
    )
    sector = TranslatedField(_("priority sector"))
    diagnosis = TranslatedField(_("diagnosis"), blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("complementary module")
        verbose_name_plural = _("complementary modules")
        ordering = ["index", "country"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["index", "country"],
                condition=models.Q(archived_at__isnull=True, country__isnull=False),
                name="indices_module_once_a_country",
                violation_error_message=_("This country already has a module for this index."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.sector)


class ModuleIndicator(Record, Sourced):
    """A measure of a module: where it started, where it should go, where it is."""

    module = models.ForeignKey(CountryModule, models.PROTECT, related_name="indicators")
    code = models.CharField(_("code"), max_length=20)
    family = models.CharField(_("family"), max_length=3, choices=ModuleFamily)
    label = TranslatedField(_("label"))
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    formula = models.TextField(_("formula"), blank=True)
    numerator_source = models.CharField(_("source of the numerator"), max_length=200, blank=True)
    denominator_source = models.CharField(
        _("source of the denominator"), max_length=200, blank=True
    )
    frequency = models.CharField(_("frequency"), max_length=60, blank=True)
    disaggregation = models.CharField(_("disaggregation"), max_length=200, blank=True)
    baseline = models.DecimalField(
        _("baseline"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(_("baseline year"), null=True, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField(_("target year"), null=True, blank=True)
    actual = models.DecimalField(
        _("actual value"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    actual_year = models.PositiveSmallIntegerField(_("year of the value"), null=True, blank=True)
    responsible_office = models.CharField(_("responsible office"), max_length=200, blank=True)
    quality_note = models.TextField(_("note on quality"), blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("indicator of a module")
        verbose_name_plural = _("indicators of modules")
        ordering = ["module", "position"]
        constraints = [
            models.UniqueConstraint(fields=["module", "code"], name="indices_module_code_once")
        ]

    def __str__(self) -> str:
        return str(self.label)
