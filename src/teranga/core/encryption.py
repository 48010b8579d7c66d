"""Encryption of single fields with keys held outside the database, rotatable."""

import base64
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@cache
def _box() -> MultiFernet:
    """Return the keys: the first encrypts, all decrypt, until everything is rewritten."""
    return MultiFernet([Fernet(_derive(key)) for key in settings.FIELD_KEYS])


def _derive(key: str) -> bytes:
    raw = HKDF(SHA256(), length=32, salt=None, info=b"teranga field encryption").derive(
        key.encode()
    )
    return base64.urlsafe_b64encode(raw)


def encrypt(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    return _box().decrypt(token.encode()).decode()


def rotate(token: str) -> str:
    """Re-encrypt with the first key."""
    return _box().rotate(token.encode()).decode()
