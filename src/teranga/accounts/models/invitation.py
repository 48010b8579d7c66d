"""The only way in: a letter with a link that works once, for a time."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.accounts.enums import Role
from teranga.accounts.models.user import User
from teranga.core.models import Publishable
from teranga.core.plain_text import validate_plain_line


class Invitation(Publishable):
    """Its scope (programme, component, country) is that of the membership it will open."""

    personal_fields: ClassVar[frozenset[str]] = frozenset({"email", "name"})

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=150, validators=[validate_plain_line])
    role = models.CharField(_("role"), max_length=20, choices=Role)
    language = models.CharField(_("language of the letter"), max_length=2, default="fr")
    # Only the hash of the link is kept: a stolen dump opens no account.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta(Publishable.Meta):
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.get_role_display()
