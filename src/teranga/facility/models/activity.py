"""An activity of an Action: planned, re-planned with a reason, held, told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from teranga.core.models import Country, Publishable, Record, Sourced
from teranga.facility.enums import ActivityKind, ActivityState, Gender, ParticipantLevel
from teranga.facility.models.action import Action


class Activity(Publishable, Sourced):
    """As visible as its Action, whose scope it takes."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="activities", verbose_name=_("Action")
    )
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    kind = models.CharField(_("kind"), max_length=15, choices=ActivityKind)
    title = models.CharField(_("title"), max_length=200)
    objective = models.TextField(_("objective"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ActivityState, default=ActivityState.PLANNED
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    is_remote = models.BooleanField(_("at a distance"), default=False)
    place = models.CharField(pgettext_lazy("of an activity", "place"), max_length=150, blank=True)
    held_in = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country where it is held"),
    )
    languages = models.CharField(_("working languages"), max_length=60, blank=True)
    expected_participants = models.PositiveSmallIntegerField(
        _("participants expected"), null=True, blank=True
    )
    n_experts = models.PositiveSmallIntegerField(_("experts needed"), default=1)
    expertise = models.TextField(_("expertise needed"), blank=True)
    summary = models.TextField(_("summary for the public"), blank=True)
    mission_report = models.TextField(_("mission report"), blank=True)
    reported_on = models.DateField(_("report handed in on"), null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["action", "number", "starts_on", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="facility_activity_ends_after_start",
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end is before the start."),
            ),
        ]
        indexes = [models.Index(fields=["starts_on", "state"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ActivityChange(Record):
    """What was planned before, what is planned now, and why: an Action is flexible, not silent."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="changes")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("change of an activity")
        verbose_name_plural = _("changes of activities")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.activity_id}"


class AgendaItem(Record):
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="agenda")
    on_day = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    title = models.CharField(_("item"), max_length=250)
    led_by = models.CharField(_("led by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["activity", "on_day", "starts_at", "created_at"]

    def __str__(self) -> str:
        return self.title


class Participant(Record):
    """Someone who took part: counted by institution, level and gender, named only to the team."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"name", "function", "email"})

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="participants")
    name = models.CharField(_("name"), max_length=150, blank=True)
    function = models.CharField(_("function"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    institution = models.CharField(_("institution"), max_length=250, blank=True)
    level = models.CharField(
        _("level"), max_length=12, choices=ParticipantLevel, default=ParticipantLevel.UNKNOWN
    )
    gender = models.CharField(_("gender"), max_length=12, choices=Gender, default=Gender.NOT_STATED)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
    )
    attended = models.BooleanField(_("attended"), default=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["activity", "institution", "created_at"]

    def __str__(self) -> str:
        return self.institution or str(_("participant"))
