"""Secret links: derived from the thing and the key of the installation, kept as a hash only.

A letter sent months later can give the same link again; a stolen database opens nothing.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from teranga.accounts.services.tokens import digest_of

# The kinds of links.
REQUEST, PARTNER = "request", "partner"


def secret_of(kind: str, key: UUID, nonce: str = "") -> str:
    """Return the secret of a link; another `nonce` makes the former link useless."""
    message = f"teranga.facility {kind} {key} {nonce}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def link_digest(secret: str) -> str:
    return digest_of(secret)
