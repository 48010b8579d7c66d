"""How each person wishes to be reminded: letters, and calendars that follow by themselves."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Record
from teranga.facility.enums import DigestFrequency


class DigestChoice(Record):
    unaudited_fields = Record.unaudited_fields | {"told_until"}

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest_choice"
    )
    frequency = models.CharField(
        _("letter of what is due"),
        max_length=8,
        choices=DigestFrequency,
        default=DigestFrequency.WEEKLY,
    )
    # The last day whose deadlines have been told.
    told_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("choice of reminders")
        verbose_name_plural = _("choices of reminders")
        ordering = ["user"]

    def __str__(self) -> str:
        return f"{self.frequency}"


class CalendarFeed(Record):
    """A secret address that calendar programs read; it opens what its owner may see, no more."""

    unaudited_fields = Record.unaudited_fields | {"last_read_on"}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds"
    )
    # One's own tasks and activities when empty; else all that the programme does.
    programme = models.ForeignKey(
        "programmes.Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_read_on = models.DateField(_("last read"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.programme or self.user_id}"
