"""API tokens: made once, shown once, kept as a hash; recognised, limited, revoked."""

import datetime as dt
import hashlib
import secrets
from dataclasses import replace

from allauth.mfa.utils import is_mfa_enabled
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.accounts.enums import TokenScope
from teranga.accounts.models import ApiToken, User
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.viewer import Viewer

MARK = "trg_"  # lets a scanner of leaked secrets recognise ours
MAX_DAYS = 365
_PREFIX_LENGTH = 12
_READING_VERBS = frozenset({"read_personal", "export"})
# A reader of ten pages a second must not write ten times a second.
_USE_NOTED_EVERY = dt.timedelta(minutes=5)


def digest_of(secret: str) -> str:
    """Hash a secret of 256 random bits: nothing to guess, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def create_token(
    user: User, *, label: str, scope: TokenScope, expires_at: dt.datetime
) -> tuple[ApiToken, str]:
    """Return the token and its secret, which cannot be shown again."""
    secret = MARK + secrets.token_urlsafe(32)
    token = ApiToken(
        user=user,
        label=label,
        prefix=secret[:_PREFIX_LENGTH],
        digest=digest_of(secret),
        scope=scope,
        expires_at=expires_at,
    )
    token.full_clean()
    token.save()
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, at: dt.datetime) -> ApiToken:
    locked: ApiToken = ApiToken.objects.select_for_update().get(pk=token.pk)
    if locked.revoked_at is not None:
        raise InvalidTransitionError(_("This token has already been revoked."))
    locked.revoked_at = at
    locked.save(update_fields=["revoked_at"])
    return locked


def authenticate(secret: str) -> User | None:
    """Return the account a token speaks for, with a viewer no wider than the token; or nothing.

    A token never opens what its owner could not open on screen: an account that is
    disabled, or that still lacks the second factor its role needs, is not recognised.
    """
    if not secret.startswith(MARK):
        return None
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("user")
        .filter(
            digest=digest_of(secret),
            revoked_at__isnull=True,
            archived_at__isnull=True,
            expires_at__gt=now,
        )
        .first()
    )
    if token is None or not token.user.is_active or token.user.is_archived:
        return None
    user: User = token.user
    if user.needs_second_factor and not is_mfa_enabled(user):
        return None
    if token.scope == TokenScope.READ:
        user.viewer = reading_only(user.viewer)
    _note_use(token, now)
    return user


def reading_only(viewer: Viewer) -> Viewer:
    """Return the same viewer without any verb that changes something."""
    return replace(
        viewer,
        grants=tuple(
            replace(grant, may={noun: verbs & _READING_VERBS for noun, verbs in grant.may.items()})
            for grant in viewer.grants
        ),
    )


def _note_use(token: ApiToken, now: dt.datetime) -> None:
    if token.last_used_at is None or now - token.last_used_at > _USE_NOTED_EVERY:
        token.last_used_at = now
        token.save(update_fields=["last_used_at"])
