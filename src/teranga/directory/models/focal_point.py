"""Focal points: seats that exist whoever holds them, so that a vacancy is visible."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced, Theme
from teranga.core.partial_dates import PartialDateField
from teranga.core.translated import TranslatedField
from teranga.directory.enums import HolderKnowledge, SeatKind
from teranga.directory.models.organisation import Organisation
from teranga.directory.models.person import Person


class FocalPointSeat(Publishable, Sourced):
    """A place a country (or an institution) fills in a programme."""

    kind = models.CharField(_("kind"), max_length=12, choices=SeatKind)
    institution = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="focal_point_seats",
        verbose_name=_("institution"),
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme")
    )
    opened_on = PartialDateField(_("open since"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)
    # An empty seat and a holder whom the source does not name are not the same thing.
    when_empty = models.CharField(
        _("when no holder is recorded"),
        max_length=8,
        choices=HolderKnowledge,
        default=HolderKnowledge.VACANT,
    )
    note = TranslatedField(_("note"), blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("focal-point seat")
        verbose_name_plural = _("focal-point seats")
        ordering = ["programme", "country", "kind", "pk"]

    def __str__(self) -> str:
        where = self.country.name if self.country else ""
        return f"{capfirst(self.get_kind_display())} · {where}".strip(" ·")


class FocalPoint(Publishable, Sourced):
    """Who holds a seat, from when to when; a past holder stays in the history."""

    seat = models.ForeignKey(
        FocalPointSeat, models.PROTECT, related_name="holders", verbose_name=_("seat")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="focal_points", verbose_name=_("person")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["-starts_on", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                name="directory_focal_point_one_at_a_time",
                fields=["seat"],
                condition=models.Q(ends_on__isnull=True, archived_at__isnull=True),
                violation_error_message=_(
                    "This seat is already held: end the present mandate first."
                ),
            ),
            models.CheckConstraint(
                name="directory_focal_point_ends_after_start",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}"
