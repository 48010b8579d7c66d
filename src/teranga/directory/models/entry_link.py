"""The yearly personal link by which an organisation keeps its own entry without an account."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Publishable
from teranga.directory.models.organisation import Organisation


class EntryLink(Publishable):
    """The address itself is signed and kept nowhere: this row says whether it still opens."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="links")
    expires_on = models.DateField(_("opens until"))
    revoked_at = models.DateTimeField(_("closed"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    # Whoever opened the link while signed in may keep the entry with their account instead.
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("account that keeps the entry"),
    )

    class Meta(Publishable.Meta):
        verbose_name = _("personal link of an organisation")
        verbose_name_plural = _("personal links of organisations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.expires_on)

    def opens_on(self, day: dt.date) -> bool:
        return self.revoked_at is None and not self.is_archived and day <= self.expires_on
