"""Keys of devices: made once, shown once, recognised in an address or by a password."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import secrets
import zlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.encryption import decrypt, encrypt
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock, owner_of
from teranga.surveys.models import FieldKey, Questionnaire
from teranga.surveys.permissions import can_archive_field_key, can_create_field_key

REALM = "teranga"
_NOTED_EVERY = dt.timedelta(minutes=5)


def digest_of(secret: str) -> str:
    """Hash a secret of 192 random bits: nothing to guess, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def create_field_key(
    key: FieldKey, *, by: object, questionnaires: list[Questionnaire] | None = None
) -> tuple[FieldKey, str]:
    """Save a key filled by a form; return it with its secret, which is not shown again."""
    if not can_create_field_key(by, key):
        raise PermissionDenied
    secret = secrets.token_urlsafe(24)
    key.username = f"t-{secrets.token_hex(4)}"
    key.digest = digest_of(secret)
    key.sealed_ha1 = encrypt(_md5(f"{key.username}:{REALM}:{secret}"))
    key.owner_id = owner_of(by)
    key.full_clean()
    key.save()
    if questionnaires:
        key.questionnaires.set(questionnaires)
    return key, secret


@transaction.atomic
def revoke_field_key(key: FieldKey, *, by: object) -> FieldKey:
    locked = lock(key)
    if not can_archive_field_key(by, locked):
        raise PermissionDenied
    if locked.revoked_at is not None:
        raise InvalidTransitionError(_("This key has already been withdrawn."))
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    return locked


def key_of_secret(secret: str) -> FieldKey | None:
    return _in_force(FieldKey.objects.filter(digest=digest_of(secret)).first())


def key_of_password(username: str, secret: str) -> FieldKey | None:
    key = key_of_secret(secret)
    return key if key is not None and key.username == username else None


def key_of_digest(
    username: str, *, method: str, uri: str, nonce: str, count: str, cnonce: str, response: str
) -> FieldKey | None:
    """Recognise a key by RFC 7616 digest authentication (MD5, qop=auth): what mobile apps speak."""
    key = _in_force(FieldKey.objects.filter(username=username).first())
    if key is None:
        return None
    ha2 = _md5(f"{method}:{uri}")
    expected = _md5(f"{decrypt(key.sealed_ha1)}:{nonce}:{count}:{cnonce}:auth:{ha2}")
    return key if hmac.compare_digest(expected, response) else None


def _in_force(key: FieldKey | None) -> FieldKey | None:
    now = timezone.now()
    if key is None or key.revoked_at is not None or key.is_archived or key.expires_at <= now:
        return None
    if key.holder is not None and (not key.holder.is_active or key.holder.is_archived):
        return None
    if key.last_used_at is None or now - key.last_used_at > _NOTED_EVERY:
        key.last_used_at = now
        key.save(update_fields=["last_used_at"])
    return key


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def settings_code(address: str) -> str:
    """Return what mobile apps of the ODK family read from a picture: their settings, packed."""
    settings = {
        "general": {"server_url": address, "form_update_mode": "match_exactly"},
        "admin": {},
    }
    return base64.b64encode(zlib.compress(json.dumps(settings).encode())).decode()
