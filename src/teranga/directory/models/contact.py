"""How to reach an organisation or a person; shown as far as consent goes, never further."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.accounts.enums import ConsentPurpose
from teranga.core.models import Publishable
from teranga.core.plain_text import validate_plain_line
from teranga.directory.enums import ContactKind
from teranga.directory.models.organisation import Organisation
from teranga.directory.models.person import Person


class Contact(Publishable):
    personal_fields: ClassVar[frozenset[str]] = frozenset({"value", "label"})

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind)
    value = models.CharField(_("contact"), max_length=300, validators=[validate_plain_line])
    label = models.CharField(
        _("what it is for"), max_length=100, blank=True, validators=[validate_plain_line]
    )
    # What the holder agreed to; visibility may be narrower, never wider.
    consent = models.CharField(
        _("consent"), max_length=10, choices=ConsentPurpose, default=ConsentPurpose.STORAGE
    )

    class Meta(Publishable.Meta):
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")
        ordering = ["kind", "created_at"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="directory_contact_has_one_holder",
                condition=Q(organisation__isnull=False, person__isnull=True)
                | Q(organisation__isnull=True, person__isnull=False),
            ),
            models.CheckConstraint(
                name="directory_contact_within_consent",
                condition=(~Q(visibility="public") | Q(consent="public"))
                & (Q(visibility__in=["public", "private"]) | Q(consent__in=["network", "public"])),
                violation_error_message=_("The holder has not agreed to show this so widely."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
