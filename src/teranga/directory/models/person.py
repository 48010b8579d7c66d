"""People who exist without an account, and what they are over time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable, Sourced
from teranga.core.partial_dates import PartialDateField
from teranga.core.plain_text import validate_plain_line
from teranga.directory.models.organisation import Organisation


class Person(Publishable):
    """Never public by default: a name appears where its owner agreed (`accounts.Consent`)."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"given_name", "family_name", "note"})

    given_name = models.CharField(
        _("given name"), max_length=100, blank=True, validators=[validate_plain_line]
    )
    family_name = models.CharField(
        _("family name"), max_length=100, validators=[validate_plain_line]
    )
    language = models.CharField(_("language"), max_length=2, default="fr")
    note = models.TextField(_("note"), blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["family_name", "given_name", "pk"]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Mandate(Publishable, Sourced):
    """What a person is in an organisation, from when to when."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="mandates", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="mandates", verbose_name=_("organisation")
    )
    title = models.CharField(_("function"), max_length=150, validators=[validate_plain_line])
    starts_on = PartialDateField(_("from"), null=True, blank=True)
    ends_on = PartialDateField(_("until"), null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["-starts_on", "pk"]

    def __str__(self) -> str:
        return self.title
