"""Data that nobody confirms are set aside: a reminder before, then out of the roster."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from teranga.accounts.services.letters import send_letter
from teranga.core.services.locking import lock
from teranga.roster.enums import ProfileState
from teranga.roster.models import ExpertProfile
from teranga.roster.services.links import DAYS, address_of, token_of
from teranga.roster.services.vetting import expire_profile

REMIND_DAYS_BEFORE = 30


@dataclass(frozen=True, slots=True)
class ExpiryRound:
    n_reminded: int
    n_without_address: int
    n_expired: int


def follow_expiry(*, now: dt.datetime) -> ExpiryRound:
    """Remind those whose data end within a month, once; set aside those whose data have ended."""
    today = timezone.localdate(now)
    kept = ExpertProfile.objects.current().filter(
        state__in=[ProfileState.ACTIVE, ProfileState.SUSPENDED]
    )
    reminded, silent = 0, 0
    soon = today + dt.timedelta(days=REMIND_DAYS_BEFORE)
    due = kept.filter(expires_on__gt=today, expires_on__lte=soon, reminded_on__isnull=True)
    for profile in due.select_related("person__account", "owner"):
        if _remind(profile, today=today):
            reminded += 1
        else:
            silent += 1
    ended = list(kept.filter(expires_on__lte=today))
    for profile in ended:
        expire_profile(profile, at=now)
    return ExpiryRound(reminded, silent, len(ended))


@transaction.atomic
def _remind(profile: ExpertProfile, *, today: dt.date) -> bool:
    address = address_of(profile)
    if not address:
        return False
    locked = lock(profile)
    locked.reminded_on = today
    locked.link_number += 1
    locked.save(update_fields=["reminded_on", "link_number"])
    path = reverse("roster:own-open", args=[token_of(locked)])
    context = {"url": f"{settings.PUBLIC_URL}{path}", "days": DAYS, "expires_on": locked.expires_on}
    language = locked.person.language if locked.person else settings.LANGUAGE_CODE
    transaction.on_commit(
        lambda: send_letter(
            "roster/letters/reminder", to=address, language=language, context=context
        )
    )
    return True
