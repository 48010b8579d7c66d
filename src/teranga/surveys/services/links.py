"""Personal links: an address that works for one respondent, without an account."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError
from teranga.surveys.models import Campaign, PersonalLink, Questionnaire

_SALT = "teranga.surveys.personal_link"
_NOTED_EVERY = dt.timedelta(minutes=5)
DEFAULT_DAYS = 365


def token_of(link: PersonalLink) -> str:
    """Return the secret of the address: signed, so that nothing of it is stored."""
    return signing.Signer(salt=_SALT, sep=".").sign(f"{link.pk.hex}{link.generation:x}")


def link_of_token(token: str) -> PersonalLink | None:
    """Return the link in force of an address; forged, revoked and expired look the same."""
    try:
        value = signing.Signer(salt=_SALT, sep=".").unsign(token)
        key, generation = UUID(value[:32]), int(value[32:], 16)
    except (signing.BadSignature, ValueError):
        return None
    found: PersonalLink | None = (
        PersonalLink.objects.current()
        .select_related("questionnaire")
        .filter(
            pk=key,
            generation=generation,
            revoked_at__isnull=True,
            expires_at__gt=timezone.now(),
        )
        .first()
    )
    return found


def address_of(link: PersonalLink) -> str:
    return settings.PUBLIC_URL + reverse("surveys:fill", args=[token_of(link)])


@dataclass(frozen=True, slots=True)
class Respondent:
    """Whom a link is for, and what it is about."""

    name: str
    email: str = ""
    language: str = "fr"
    country_id: str | None = None
    about_model: str = ""
    about_id: str = ""
    prefill: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def create_link(
    questionnaire: Questionnaire,
    respondent: Respondent,
    *,
    campaign: Campaign | None = None,
    days: int = DEFAULT_DAYS,
) -> PersonalLink:
    """Make a link; the right to is asked by whoever gives the order."""
    link = PersonalLink(
        questionnaire=questionnaire,
        campaign=campaign,
        name=respondent.name,
        email=respondent.email,
        language=respondent.language,
        about_model=respondent.about_model,
        about_id=respondent.about_id,
        prefill=respondent.prefill,
        expires_at=timezone.now() + dt.timedelta(days=days),
        programme_id=questionnaire.programme_id,
        component_id=questionnaire.component_id,
        country_id=respondent.country_id or questionnaire.country_id,
    )
    link.full_clean()
    link.save()
    return link


@transaction.atomic
def revoke_link(link: PersonalLink) -> PersonalLink:
    locked: PersonalLink = PersonalLink.objects.select_for_update().get(pk=link.pk)
    if locked.revoked_at is not None:
        raise InvalidTransitionError(_("This link has already been closed."))
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    return locked


def note_opened(link: PersonalLink) -> None:
    """Remember that the address was opened, not each time."""
    now = timezone.now()
    if link.opened_at is None or now - link.opened_at > _NOTED_EVERY:
        link.opened_at = now
        link.save(update_fields=["opened_at"])


def note_answered(link: PersonalLink) -> None:
    if link.answered_at is None:
        link.answered_at = timezone.now()
        link.save(update_fields=["answered_at"])
