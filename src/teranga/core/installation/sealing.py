"""Sealing a file under a passphrase: what is cut, reordered or altered does not open.

Each piece of one megabyte is sealed with AES-256-GCM under a key drawn from the passphrase
by scrypt. Its number and whether it is the last are part of its nonce (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

import os
import struct
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from teranga.core.exceptions import InstallationError

MAGIC = b"TERANGA\x01"
_PIECE = 1024**2
_TAG = 16


def is_sealed(stream: IO[bytes]) -> bool:
    start = stream.read(len(MAGIC))
    stream.seek(0)
    return start == MAGIC


def seal(plain: IO[bytes], sealed: IO[bytes], passphrase: str) -> None:
    salt, prefix = os.urandom(16), os.urandom(7)
    sealed.write(MAGIC + salt + prefix)
    box = AESGCM(_key(passphrase, salt))
    for number, piece, is_last in _pieces(plain, _PIECE):
        sealed.write(box.encrypt(_nonce(prefix, number, is_last=is_last), piece, MAGIC))


def unseal(sealed: IO[bytes], plain: IO[bytes], passphrase: str) -> None:
    """Open a sealed file; raise `InstallationError` at the first piece that is not intact."""
    header = sealed.read(len(MAGIC) + 23)
    salt, prefix = header[len(MAGIC) : len(MAGIC) + 16], header[len(MAGIC) + 16 :]
    box = AESGCM(_key(passphrase, salt))
    for number, piece, is_last in _pieces(sealed, _PIECE + _TAG):
        try:
            plain.write(box.decrypt(_nonce(prefix, number, is_last=is_last), piece, MAGIC))
        except InvalidTag as error:
            message = _("The passphrase is wrong, or the archive is damaged or cut.")
            raise InstallationError(message) from error


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode())


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, is_last)


def _pieces(stream: IO[bytes], size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield `(number, piece, is it the last)`; an empty stream has one empty piece."""
    number, piece = 0, stream.read(size)
    while True:
        following = stream.read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following
