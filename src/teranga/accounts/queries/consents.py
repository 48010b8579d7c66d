from django.db import models

from teranga.accounts.enums import ConsentPurpose
from teranga.accounts.models import Consent
from teranga.core.models import RecordQuerySet


def consents_of(subject: models.Model) -> RecordQuerySet:
    """Return every consent of a subject, withdrawn ones too, latest first."""
    return Consent.objects.filter(
        subject_model=subject._meta.label_lower, subject_id=str(subject.pk)
    )


def consent_in_force(subject: models.Model, purpose: ConsentPurpose) -> Consent | None:
    return consents_of(subject).filter(purpose=purpose, withdrawn_at__isnull=True).first()


def has_consent(subject: models.Model, purpose: ConsentPurpose) -> bool:
    return consent_in_force(subject, purpose) is not None
