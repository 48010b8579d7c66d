"""A Bloom filter of breached passwords: a few hundred megabytes instead of forty gigabytes.

It is built on site from a file of SHA-1 digests, one a line, as the public lists give them
(`HEX` or `HEX:count`). A password of the list is always found; one in a thousand others is
refused by mistake, which costs its owner a second choice and nobody anything else.
"""

import hashlib
import math
import mmap
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

_MAGIC = b"TRGBLOOM"
_HEAD = struct.Struct(">8sQI")
_DIGEST = hashlib.sha1(b"", usedforsecurity=False).digest_size


class BreachedFilter:
    """Bits on disk, read in place; `in` answers for a password in clear."""

    def __init__(self, bits: mmap.mmap, n_bits: int, n_hashes: int) -> None:
        self._bits, self._n_bits, self._n_hashes = bits, n_bits, n_hashes

    @classmethod
    def open(cls, path: Path) -> "BreachedFilter":
        """Map the file; raise `ValueError` naming it when it is not such a filter."""
        with path.open("rb") as file:
            bits = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(bits) < _HEAD.size:
            raise ValueError(f"{path} is not a filter of breached passwords.")
        magic, n_bits, n_hashes = _HEAD.unpack_from(bits)
        if magic != _MAGIC or len(bits) != _HEAD.size + (n_bits + 7) // 8:
            raise ValueError(f"{path} is not a filter of breached passwords.")
        return cls(bits, n_bits, n_hashes)

    def __contains__(self, password: str) -> bool:
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).digest()
        return all(
            self._bits[_HEAD.size + place // 8] >> (place % 8) & 1
            for place in _places(digest, self._n_bits, self._n_hashes)
        )


def build_filter(
    lines: Iterable[str], target: Path, *, n_expected: int, wrong_share: float = 0.001
) -> int:
    """Write the filter of `n_expected` digests to `target`; return how many were read."""
    n_bits = max(8, math.ceil(-n_expected * math.log(wrong_share) / math.log(2) ** 2))
    n_hashes = max(1, round(n_bits / n_expected * math.log(2)))
    bits = bytearray((n_bits + 7) // 8)
    n_read = 0
    for digest in _digests(lines):
        for place in _places(digest, n_bits, n_hashes):
            bits[place // 8] |= 1 << (place % 8)
        n_read += 1
    target.write_bytes(_HEAD.pack(_MAGIC, n_bits, n_hashes) + bits)
    return n_read


def _digests(lines: Iterable[str]) -> Iterator[bytes]:
    for number, line in enumerate(lines, start=1):
        text = line.split(":")[0].strip()
        if not text:
            continue
        if len(text) != 2 * _DIGEST:
            raise ValueError(f"Line {number} is not a SHA-1 digest: {text[:50]!r}.")
        yield bytes.fromhex(text)


def _places(digest: bytes, n_bits: int, n_hashes: int) -> Iterator[int]:
    """Derive the places from two halves of the digest (Kirsch and Mitzenmacher, 2006)."""
    first, second = struct.unpack_from(">QQ", digest)
    return ((first + step * (second | 1)) % n_bits for step in range(n_hashes))
