"""The audit: one line for every change and every read of personal data.

Values of personal fields are never written here, only that they changed: the log
outlives an erasure. Lines are chained by hash once committed (see `services.audit`),
so that a line altered or removed later is named by `teranga check`.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from teranga.core.enums import AuditAction


class AuditEntry(models.Model):
    at = models.DateTimeField(_("when"))
    actor = models.UUIDField(_("who"), null=True)
    actor_label = models.CharField(max_length=120)
    # The chain holds the seal, not the address: the address can be forgotten after a year
    # (`core/retention.yaml`) and the chain still holds.
    address = models.CharField(_("from where"), max_length=45, blank=True)
    address_salt = models.CharField(max_length=32, blank=True)
    address_seal = models.CharField(max_length=64, blank=True)
    reference = models.CharField(max_length=32, blank=True)
    action = models.CharField(_("what"), max_length=15, choices=AuditAction)
    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    label = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    # Null until the line is linked into the chain, a moment after its commit.
    position = models.PositiveBigIntegerField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("audit line")
        verbose_name_plural = _("audit lines")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["model", "object_id"]),
            models.Index(fields=["actor", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.action} {self.model}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("An audit line is written once.")
        super().save(*args, **kwargs)


class AuditChain(models.Model):
    """The head of the chain: one row, locked by whoever links new lines."""

    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = _("audit chain")
        verbose_name_plural = _("audit chains")

    def __str__(self) -> str:
        return f"{self.position}:{self.digest[:12]}"
