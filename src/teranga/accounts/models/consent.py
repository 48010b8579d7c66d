"""What a person agreed to, in which words, when; and when they took it back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.accounts.enums import ConsentPurpose
from teranga.core.models import Record


class Consent(Record):
    """Given by an account or by a person of the directory (`subject_model`, `subject_id`)."""

    subject_model = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    purpose = models.CharField(_("purpose"), max_length=10, choices=ConsentPurpose)
    text_version = models.CharField(_("version of the text"), max_length=20)
    text_language = models.CharField(_("language of the text"), max_length=2)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        indexes = [models.Index(fields=["subject_model", "subject_id"])]
        constraints = [
            models.CheckConstraint(
                name="accounts_consent_withdrawn_after_given",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
            ),
            models.UniqueConstraint(
                name="accounts_consent_once_in_force",
                fields=["subject_model", "subject_id", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
