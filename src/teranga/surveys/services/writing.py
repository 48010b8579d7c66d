"""Writing answers that come at the same instant in one transaction: one wait for the disk for all.

Each answer is acknowledged only after the commit that holds it. The thread that finds the pen
free writes for everyone who waits; when one answer of the batch is refused (we have it
already), each is written alone and its sender gets its own result.
"""

import fcntl
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

from teranga.core.models import AuditEntry
from teranga.surveys.models import Submission, SubmissionFile

MAX_BATCH = 32


@dataclass(slots=True)
class Parcel:
    """All the rows of one answer, and what became of writing them."""

    submission: Submission
    slots: list[SubmissionFile]
    line: AuditEntry
    done: threading.Event = field(default_factory=threading.Event)
    failure: BaseException | None = None


_pen = threading.Lock()
_turn = threading.Lock()
_waiting: list[Parcel] = []
_waiting_lock = threading.Lock()


def write_together(parcel: Parcel) -> None:
    """Return once the parcel is durable; raise what refused it."""
    if connection.in_atomic_block:
        # Inside someone's transaction (a test, a loader) nobody else may join.
        with transaction.atomic():
            _write([parcel])
        return
    with _waiting_lock:
        _waiting.append(parcel)
    with _pen:
        if not parcel.done.is_set():
            _write_batch(_next_batch())
        while not parcel.done.is_set():
            _write_batch(_next_batch())
    if parcel.failure is not None:
        raise parcel.failure


def _next_batch() -> list[Parcel]:
    with _waiting_lock:
        batch = _waiting[:MAX_BATCH]
        del _waiting[:MAX_BATCH]
    return batch


def _write_batch(batch: list[Parcel]) -> None:
    failure: BaseException | None = OSError("The writing of this batch was interrupted.")
    try:
        with turn_to_write(), transaction.atomic(durable=True):
            _write(batch)
        failure = None
    except (DatabaseError, OSError, ValueError, OverflowError) as error:
        # A value no column can hold is the fault of one: the others are written without it.
        failure = error
        if len(batch) > 1:
            for parcel in batch:
                _write_batch([parcel])
    finally:
        for parcel in batch:
            if not parcel.done.is_set():
                parcel.failure = failure  # its sender raises it, in a thread of its own
                parcel.done.set()


def _write(batch: list[Parcel]) -> None:
    # Below the audited writes of `Record`: one line tells of the whole, hash included.
    insert([parcel.submission for parcel in batch])
    insert([slot for parcel in batch for slot in parcel.slots])
    insert([parcel.line for parcel in batch])


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows whose audit line their caller writes."""
    if rows:
        plain: models.QuerySet[Any] = models.QuerySet(type(rows[0]))
        plain.bulk_create(rows)


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Stand in line among the processes that write to one SQLite file.

    SQLite itself lets a writer sleep and look again; a lock on a file wakes the next at once.
    """
    is_file = connection.vendor == "sqlite" and "mode=memory" not in str(
        connection.settings_dict["NAME"]
    )
    if not is_file:
        yield
        return
    lock = _lock_file(Path(settings.DATA_DIR) / "answers.lock", os.getpid())
    with _turn:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


@cache
def _lock_file(path: Path, _process: int) -> int:
    """Open the file once for a process: two that share an opening would not exclude each other."""
    return os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
