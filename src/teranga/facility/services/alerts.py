"""Reminders by e-mail and calendar addresses: chosen, made, revoked, sent."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.accounts.services.letters import send_letter
from teranga.core.exceptions import InvalidTransitionError
from teranga.facility.enums import DigestFrequency
from teranga.facility.models import CalendarFeed, DigestChoice
from teranga.facility.queries.calendar import deadlines_to_tell, tasks_of
from teranga.programmes.models import Programme

_SALT = "facility.digest"
_MAX_FEEDS = 10
_LETTER = "facility/mail/digest"


@transaction.atomic
def choose_digest(user: User, *, frequency: DigestFrequency) -> DigestChoice:
    choice, _created = DigestChoice.objects.get_or_create(user=user)
    choice.frequency = frequency
    choice.full_clean()
    choice.save()
    return choice


def unsubscribe_token(user: User) -> str:
    return _signer().sign_object(str(user.pk))


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)


def user_of_unsubscribe(token: str) -> User | None:
    """Return whose letters a link stops; it opens nothing else, so it does not expire."""
    try:
        key = UUID(_signer().unsign_object(token))
    except (signing.BadSignature, ValueError):
        return None
    user: User | None = User.objects.filter(pk=key, is_active=True).first()
    return user


@transaction.atomic
def create_feed(user: User, *, programme: Programme | None) -> tuple[CalendarFeed, str]:
    """Make an address and return it with its secret, which is shown once and kept as a hash."""
    if programme is not None and not Programme.objects.visible_to(user).filter(pk=programme.pk):
        raise PermissionDenied
    n_open = CalendarFeed.objects.current().filter(user=user, revoked_at__isnull=True).count()
    if n_open >= _MAX_FEEDS:
        raise ValidationError(_("You have ten addresses: revoke one first."))
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed(user=user, programme=programme, digest=_digest(secret))
    feed.full_clean()
    feed.save()
    return feed, secret


@transaction.atomic
def revoke_feed(feed: CalendarFeed, *, at: dt.datetime, by: Any) -> CalendarFeed:
    locked: CalendarFeed = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    if locked.user_id != getattr(by, "pk", None):
        raise PermissionDenied
    if locked.revoked_at is not None:
        raise InvalidTransitionError(_("This address has already been revoked."))
    locked.revoked_at = at
    locked.save(update_fields=["revoked_at"])
    return locked


def feed_of_secret(secret: str) -> CalendarFeed | None:
    """Return the feed of a secret address, if its owner may still sign in."""
    feed: CalendarFeed | None = (
        CalendarFeed.objects.current()
        .filter(digest=_digest(secret), revoked_at__isnull=True, user__is_active=True)
        .select_related("user", "programme")
        .first()
    )
    return feed


def _digest(secret: str) -> str:
    """Hash 256 random bits: nothing to guess, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SentDigest:
    user_id: UUID
    n_deadlines: int
    n_tasks: int
    has_left: bool


def send_digests(*, today: dt.date, public_url: str) -> Iterator[SentDigest]:
    """Write to each person whose day it is, once a day; each one's tasks are asked for anew."""
    choices = (
        DigestChoice.objects.exclude(frequency=DigestFrequency.NEVER)
        .filter(user__is_active=True)
        .select_related("user")
    )
    for choice in choices:
        if is_due(choice, today):
            sent = _send(choice, today=today, public_url=public_url)
            if sent is not None:
                yield sent


def is_due(choice: DigestChoice, today: dt.date) -> bool:
    """Say whether this is the person's day: any day, Mondays, or the first of the month."""
    if choice.told_until is not None and choice.told_until >= today:
        return False
    if choice.frequency == DigestFrequency.DAILY:
        return True
    if choice.frequency == DigestFrequency.WEEKLY:
        return today.weekday() == 0
    return choice.frequency == DigestFrequency.MONTHLY and today.day == 1


_SPAN = {
    DigestFrequency.DAILY: dt.timedelta(days=1),
    DigestFrequency.WEEKLY: dt.timedelta(days=7),
    DigestFrequency.MONTHLY: dt.timedelta(days=31),
}


def _send(choice: DigestChoice, *, today: dt.date, public_url: str) -> SentDigest | None:
    user: User = choice.user
    after = choice.told_until or today - _SPAN[DigestFrequency(choice.frequency)]
    tasks = tasks_of(user)
    deadlines = deadlines_to_tell(tasks, after=after, until=today)
    is_daily = choice.frequency == DigestFrequency.DAILY
    # Nobody is written to in order to be told nothing.
    if not (deadlines if is_daily else tasks):
        return None
    stop = reverse("facility:digest-unsubscribe", args=[unsubscribe_token(user)])
    has_left = send_letter(
        _LETTER,
        to=user.email,
        language=user.language or "fr",
        context={
            "name": user.name,
            "deadlines": deadlines,
            "tasks": [task for task in tasks if task not in deadlines],
            "address": public_url,
            "stop_url": public_url + stop,
        },
    )
    if has_left:
        choice.told_until = today
        choice.save(update_fields=["told_until"])
    return SentDigest(user.pk, len(deadlines), len(tasks), has_left)
