"""What lets someone fill without an account: a personal link, or the key of a device."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.surveys.models.questionnaire import Questionnaire


class PersonalLink(Publishable):
    """An address for one respondent. The secret is signed, never stored: see `services.links`."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"name", "email", "language"})
    unaudited_fields: ClassVar[frozenset[str]] = Publishable.unaudited_fields | {"opened_at"}

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="links")
    campaign = models.ForeignKey(
        "surveys.Campaign", models.PROTECT, null=True, blank=True, related_name="links"
    )
    name = models.CharField(_("for whom"), max_length=250)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    # What the link is about, for whoever handles the answer (an organisation's own entry).
    about_model = models.CharField(max_length=60, blank=True, editable=False)
    about_id = models.CharField(max_length=64, blank=True, editable=False)
    # {path: value} to begin with.
    prefill = models.JSONField(default=dict, blank=True, editable=False)
    # Raised to make every earlier address void.
    generation = models.PositiveSmallIntegerField(default=1, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    n_reminders = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)
    reminded_at = models.DateTimeField(_("last reminder"), null=True, blank=True, editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class FieldKey(Publishable):
    """The key a mobile app keeps: in its address, or as a name and a password.

    Of the secret we keep a hash, and sealed outside the database's reach what digest
    authentication cannot do without.
    """

    personal_fields: ClassVar[frozenset[str]] = frozenset({"label"})
    unaudited_fields: ClassVar[frozenset[str]] = Publishable.unaudited_fields | {"last_used_at"}

    label = models.CharField(_("who uses it"), max_length=150)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="field_keys",
        verbose_name=_("account"),
    )
    username = models.CharField(_("name for the app"), max_length=40, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # MD5(username:realm:secret), encrypted.
    sealed_ha1 = models.TextField(editable=False)
    # None chosen: every questionnaire open to enumerators in the scope of the key.
    questionnaires = models.ManyToManyField(
        Questionnaire, blank=True, related_name="keys", verbose_name=_("questionnaires")
    )
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("key of a device")
        verbose_name_plural = _("keys of devices")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.label
