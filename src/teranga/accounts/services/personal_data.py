"""Data protection in one click: everything held on someone, taken away or erased."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django_stubs_ext import StrOrPromise

from teranga.accounts.queries.personal_data import HeldData, held_on
from teranga.core.audit import write_audit
from teranga.core.contributions import Shelf, shelves
from teranga.core.enums import AuditAction
from teranga.core.search.index import compact


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of people one may ask about: accounts here, people of the directory above."""

    code: str
    label: StrOrPromise
    find: Callable[[object, str], Iterable[Any]]


# Filled by the apps that know people: `find(user, words)` goes through the door.
subject_kinds: Shelf[SubjectKind] = Shelf()


def find_subjects(user: object, words: str) -> list[tuple[SubjectKind, models.Model]]:
    """Return the people `user` may answer for, found by name, address or identifier."""
    if not words.strip():
        return []
    return [(kind, subject) for kind in subject_kinds for subject in kind.find(user, words.strip())]


def get_subject(user: object, code: str, key: str) -> models.Model | None:
    """Return one subject through the door; unknown, forged and hidden are all `None`."""
    for kind in subject_kinds:
        if kind.code == code:
            return next((row for row in kind.find(user, key) if str(row.pk) == key), None)
    return None


def note_read(subject: models.Model, *, page: str) -> None:
    """Leave the line that lets the subject see who read their data."""
    write_audit(AuditAction.READ, subject._meta.model, subject.pk, detail={"page": page})


def export_personal_data(subject: models.Model, *, at: dt.datetime) -> dict[str, Any]:
    """Return all that is held on a subject as plain values, and note that it was taken."""
    held = held_on(subject)
    write_audit(
        AuditAction.EXPORTED,
        subject._meta.model,
        subject.pk,
        detail={"what": "everything held", "rows": sum(len(part.rows) for part in held)},
    )
    return {
        "subject": {"kind": subject._meta.label_lower, "id": str(subject.pk)},
        "exported_at": at.isoformat(),
        "held": [_plain(part) for part in held],
    }


@transaction.atomic
def erase_personal_data(subject: models.Model) -> int:
    """Anonymise every row held on a subject; return how many. The audit keeps a tombstone.

    Rows are gathered before the first is erased: erasing one may cut the link by
    which the next is found.
    """
    found = [(part, row) for part in shelves.personal_data for row in part.rows(subject)]
    for part, row in found:
        part.erase(row)
    write_audit(AuditAction.ERASED, subject._meta.model, subject.pk, detail={"rows": len(found)})
    # An index keeps removed words in its pages until it is rewritten.
    compact()
    return len(found)


def _plain(part: HeldData) -> dict[str, Any]:
    return {
        "what": str(part.kind),
        "purpose": str(part.purpose),
        "rows": [{str(name): _text(value) for name, value in row.items()} for row in part.rows],
    }


def _text(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)
