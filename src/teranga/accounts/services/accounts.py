"""Closing and reopening an account, changing its profile, ending its sessions."""

import datetime as dt
from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.accounts.services.tokens import revoke_token
from teranga.core.exceptions import InvalidTransitionError, StaleEditError


@transaction.atomic
def change_profile(user: User, *, name: str, language: str, version: int) -> User:
    locked: User = User.objects.select_for_update().get(pk=user.pk)
    if locked.version != version:
        raise StaleEditError(_("This profile was changed elsewhere in the meantime."))
    locked.name, locked.language = name, language
    locked.full_clean(exclude=["password"])
    locked.save(update_fields=["name", "language"])
    return locked


@transaction.atomic
def disable_account(user: User, *, at: dt.datetime) -> User:
    """Close an account at once: sessions and tokens die with it, the history stays."""
    locked: User = User.objects.select_for_update().get(pk=user.pk)
    if not locked.is_active:
        raise InvalidTransitionError(_("This account is already closed."))
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    end_sessions(UserSession.objects.filter(user=locked))
    for token in locked.api_tokens.filter(revoked_at__isnull=True):
        revoke_token(token, at=at)
    return locked


@transaction.atomic
def enable_account(user: User) -> User:
    """Open it again; former sessions and tokens stay dead."""
    locked: User = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_active:
        raise InvalidTransitionError(_("This account is already open."))
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    return locked


def end_sessions(sessions: Iterable[UserSession]) -> int:
    """End sessions on the server; return how many."""
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)
