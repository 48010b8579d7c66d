"""Personal keys for programs: shown once, kept as a hash, limited in scope and time."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.accounts.enums import TokenScope
from teranga.accounts.models.user import User
from teranga.core.models import Record


class ApiToken(Record):
    # What its owner calls it may name a person or a study.
    personal_fields: ClassVar[frozenset[str]] = frozenset({"label"})
    unaudited_fields = Record.unaudited_fields | {"last_used_at"}

    user = models.ForeignKey(User, models.PROTECT, related_name="api_tokens")
    label = models.CharField(_("what it is for"), max_length=100)
    prefix = models.CharField(_("beginning"), max_length=12)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(_("scope"), max_length=5, choices=TokenScope, default=TokenScope.READ)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.prefix}…"
