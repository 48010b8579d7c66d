"""Numbers a programme has published: the source's own, never recomputed, never repaired."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced
from teranga.core.translated import TranslatedField
from teranga.programmes.enums import FigureBound, FigureFamily


class PublishedFigure(Publishable, Sourced):
    """One number printed by a source; `contradiction` says what else the source prints."""

    code = models.SlugField(_("code"), max_length=80)
    family = models.CharField(_("family"), max_length=20, choices=FigureFamily)
    label = TranslatedField(_("label"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2)
    # The source prints a range: "six or seven activities".
    value_to = models.DecimalField(
        _("up to"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    unit = TranslatedField(_("unit"), blank=True)
    bound = models.CharField(
        _("bound"), max_length=8, choices=FigureBound, default=FigureBound.EXACT
    )
    as_of = models.CharField(_("as of"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    contradiction = TranslatedField(_("contradiction"), blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["programme", "family", "position"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "code"], name="programmes_figure_code"),
            models.CheckConstraint(
                name="programmes_figure_range_goes_up",
                condition=models.Q(value_to__isnull=True)
                | models.Q(value_to__gt=models.F("value")),
                violation_error_message=_("The end of the range is below its start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}"
