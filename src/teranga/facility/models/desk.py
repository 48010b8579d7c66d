"""The desk that receives requests in a programme: who may ask, for where, in what time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, CountryGroup, Publishable, Sourced
from teranga.core.translated import TranslatedField
from teranga.directory.models import Committee


class RequestDesk(Publishable, Sourced):
    """The rules of a programme's facility, as data: another facility writes its own."""

    introduction = TranslatedField(_("introduction"), blank=True)
    is_open = models.BooleanField(_("open to requests"), default=False)
    requester_kinds = models.JSONField(_("who may ask"), default=list)
    # Empty means every country outside `closed_groups`.
    countries = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("countries open to requests")
    )
    closed_groups = models.ManyToManyField(
        CountryGroup, blank=True, related_name="+", verbose_name=_("groups of countries left out")
    )
    instruments = models.JSONField(_("funding instruments"), default=list)
    committee = models.ForeignKey(
        Committee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("committee that decides"),
    )
    days_to_screen = models.PositiveSmallIntegerField(_("days to screen"), default=14)
    days_to_answer = models.PositiveSmallIntegerField(_("days to answer a question"), default=14)
    days_to_decide = models.PositiveSmallIntegerField(_("days to decide"), default=21)
    days_to_review = models.PositiveSmallIntegerField(_("days to review a sheet"), default=14)
    months_to_ready = models.PositiveSmallIntegerField(_("months until ready to start"), default=3)
    days_warned_before = models.PositiveSmallIntegerField(_("days of warning"), default=7)

    class Meta(Publishable.Meta):
        verbose_name = _("request desk")
        verbose_name_plural = _("request desks")
        ordering = ["programme"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme"],
                name="facility_one_open_desk",
                condition=models.Q(is_open=True, archived_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}"
