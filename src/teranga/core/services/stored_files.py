"""Files on the disk, under random names: written whole or not at all, named when they go wrong."""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings

_CHUNK = 1024**2
# A file younger than this may belong to an upload whose row is about to be committed.
ORPHAN_AGE_SECONDS = 3600
# An app that keeps files of its own here adds what tells of them: `(name, sha256)` of each.
keepers: list[Callable[[], Iterable[tuple[str, str]]]] = []


def folder() -> Path:
    return Path(settings.MEDIA_ROOT)


def path_of(stored_as: str) -> Path:
    return folder() / stored_as[:2] / stored_as


def store(stream: IO[bytes]) -> tuple[str, str, int]:
    """Write a stream durably; return its random name, its sha256 and its size.

    The name appears only once everything is on the disk, and before any row tells of it:
    a crash leaves a file without a row, never a row without its file.
    """
    name = secrets.token_hex(24)
    target = path_of(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = target.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        with temporary.open("xb") as file:
            while chunk := stream.read(_CHUNK):
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o600)
        temporary.rename(target)
        sync_folder(target.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return name, digest.hexdigest(), size


def sync_folder(path: Path) -> None:
    """Make a new name in a folder durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove(stored_as: str) -> None:
    path_of(stored_as).unlink(missing_ok=True)


def kept_by_apps() -> Iterator[tuple[str, str]]:
    """Yield name and sha256 of every file that an app keeps beside the attachments."""
    for keeper in keepers:
        yield from keeper()


def stored_names() -> Iterator[Path]:
    """Yield every file of the store, half-written ones included."""
    if folder().is_dir():
        yield from (path for path in sorted(folder().glob("*/*")) if path.is_file())


def sweep(known: set[str], *, now: float | None = None) -> list[str]:
    """Remove files that no row tells of and that no upload can still be writing."""
    limit = (time.time() if now is None else now) - ORPHAN_AGE_SECONDS
    swept = []
    for path in stored_names():
        with suppress(FileNotFoundError):
            if path.name not in known and path.stat().st_mtime < limit:
                path.unlink()
                swept.append(path.name)
    return swept
