"""Giving and withdrawing consent, one purpose at a time, for accounts and people alike."""

import datetime as dt
from collections.abc import Callable

from django.db import models, transaction

from teranga.accounts.enums import ConsentPurpose
from teranga.accounts.models import Consent
from teranga.accounts.queries.consents import consent_in_force
from teranga.core.contributions import Shelf

TEXT_VERSION = "2026-01"

# What apps above do when a subject takes a consent back: hide what it had opened.
# Called in the same transaction, so that nothing stays visible after the request.
followers: Shelf[Callable[[models.Model, ConsentPurpose], None]] = Shelf()


@transaction.atomic
def give_consent(
    subject: models.Model, *, purpose: ConsentPurpose, language: str, at: dt.datetime
) -> Consent:
    """Record the consent and the words it was given in; giving twice changes nothing."""
    present = consent_in_force(subject, purpose)
    if present is not None:
        return present
    consent = Consent(
        subject_model=subject._meta.label_lower,
        subject_id=str(subject.pk),
        purpose=purpose,
        text_version=TEXT_VERSION,
        text_language=language,
        given_at=at,
    )
    consent.full_clean()
    consent.save()
    return consent


@transaction.atomic
def withdraw_consent(
    subject: models.Model, *, purpose: ConsentPurpose, at: dt.datetime
) -> Consent | None:
    """Take it back and hide, in the same transaction, whatever it had opened.

    Withdrawing what the network may see takes back what the public may see too.
    """
    withdrawn = None
    for affected in _affected(purpose):
        present = consent_in_force(subject, affected)
        if present is not None:
            present.withdrawn_at = at
            present.save(update_fields=["withdrawn_at"])
            withdrawn = present if affected == purpose else withdrawn
    for hide in followers:
        hide(subject, purpose)
    return withdrawn


def _affected(purpose: ConsentPurpose) -> tuple[ConsentPurpose, ...]:
    if purpose == ConsentPurpose.NETWORK:
        return (ConsentPurpose.NETWORK, ConsentPurpose.PUBLIC)
    return (purpose,)
