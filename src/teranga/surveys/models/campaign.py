"""A collection in time: how many answers are wanted where, who is reminded, who gives up."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Record
from teranga.core.translated import TranslatedField
from teranga.surveys.models.access import PersonalLink
from teranga.surveys.models.questionnaire import Questionnaire, QuestionnaireVersion


class Campaign(Publishable):
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="campaigns")
    title = TranslatedField(_("title"))
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    # Belongs to the collection, not to the respondent: a small sample is not representative.
    frame = TranslatedField(_("how the respondents were chosen"), blank=True)
    reminder_days = models.PositiveSmallIntegerField(_("days between reminders"), default=7)
    max_reminders = models.PositiveSmallIntegerField(_("reminders at most"), default=3)
    is_fictitious = models.BooleanField(_("fictitious"), default=False)

    class Meta(Publishable.Meta):
        verbose_name = _("collection campaign")
        verbose_name_plural = _("collection campaigns")
        ordering = ["-starts_on", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="surveys_campaign_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A campaign ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class CampaignTarget(Record):
    """How many answers are wanted in one country, and the number above which one is flagged."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets")
    country = models.ForeignKey("core.Country", models.PROTECT, related_name="+")
    target = models.PositiveIntegerField(_("wanted"))
    quota = models.PositiveIntegerField(_("at most"), null=True, blank=True)

    class Meta:
        verbose_name = _("target of a campaign")
        verbose_name_plural = _("targets of campaigns")
        ordering = ["country"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "country"], name="surveys_target_once_per_country"
            )
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.target}"


class Filling(Record):
    """How far someone came in the browser: it tells where people give up.

    It names nobody: `token` is drawn by the browser for one form. `draft` is there only when
    the respondent asked that the server keep what is written.
    """

    personal_fields: ClassVar[frozenset[str]] = frozenset({"draft"})
    unaudited_fields: ClassVar[frozenset[str]] = Record.unaudited_fields | {
        "last_question",
        "n_answered",
        "draft",
        "sent_at",
    }

    token = models.UUIDField(unique=True, default=uuid.uuid4)
    form_version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="fillings")
    link = models.ForeignKey(
        PersonalLink, models.PROTECT, null=True, blank=True, related_name="fillings"
    )
    last_question = models.CharField(max_length=250, blank=True)
    n_answered = models.PositiveIntegerField(default=0)
    draft = models.TextField(_("draft"), blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("filling")
        verbose_name_plural = _("fillings")
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return str(self.token)
