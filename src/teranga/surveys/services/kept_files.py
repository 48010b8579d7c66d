"""The files of answers: on the disk before any row tells of them, each in its place once."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teranga.core.exceptions import FileTooLargeError
from teranga.core.services import stored_files
from teranga.surveys.models import QuarantinedPost, Submission, SubmissionFile

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_CONTENT_TYPE = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,58}")


@dataclass(frozen=True, slots=True)
class IncomingFile:
    name: str
    stream: IO[bytes]
    content_type: str = ""


@dataclass(slots=True)
class KeptFile:
    """A file already on the disk under a random name; unused ones are taken away again."""

    name: str
    content_type: str
    stored_as: str
    sha256: str
    size: int
    is_used: bool = False

    def fill(self, slot: SubmissionFile, at: dt.datetime) -> None:
        slot.stored_as, slot.sha256, slot.size = self.stored_as, self.sha256, self.size
        slot.content_type, slot.received_at = self.content_type, at
        self.is_used = True


def keep_files(files: Sequence[IncomingFile]) -> list[KeptFile]:
    """Write every file durably; a name sent twice in one post keeps its first content."""
    kept: dict[str, KeptFile] = {}
    try:
        for file in files:
            name = plain_name(file.name)
            if name and name not in kept:
                _refuse_too_large(file)
                stored_as, sha256, size = stored_files.store(file.stream)
                kind = file.content_type if _CONTENT_TYPE.fullmatch(file.content_type) else ""
                kept[name] = KeptFile(name, kind, stored_as, sha256, size)
    except BaseException:
        forget_files(kept.values())
        raise
    return list(kept.values())


def _refuse_too_large(file: IncomingFile) -> None:
    size = getattr(file.stream, "size", 0)
    if size > settings.ATTACHMENT_MAX_BYTES:
        raise FileTooLargeError(_("This file is too large."))


def plain_name(name: str) -> str:
    """Return the last part of a name as the answer would spell it, without what hides things."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = _UNSAFE.sub("", last).strip()
    return "" if plain in {".", ".."} else plain[:250]


def forget_files(files: Iterable[KeptFile]) -> None:
    for file in files:
        stored_files.remove(file.stored_as)


@transaction.atomic
def attach_files(holder: Submission | QuarantinedPost, kept: list[KeptFile]) -> None:
    """Put files into their places; one that differs from what we have is kept beside it."""
    type(holder).objects.select_for_update().only("pk").get(pk=holder.pk)
    slots = {slot.name: slot for slot in holder.files.all()}
    now = timezone.now()
    for file in kept:
        slot = slots.get(file.name)
        if slot is not None and slot.sha256 == file.sha256:
            continue
        if slot is None or slot.is_received:
            if any(known.sha256 == file.sha256 for known in slots.values()) and slot is not None:
                continue
            name = file.name if slot is None else _free_name(file.name, slots)
            slot = SubmissionFile(name=name, is_expected=False)
            if isinstance(holder, Submission):
                slot.submission = holder
            else:
                slot.quarantined = holder
        file.fill(slot, now)
        slot.save()
        slots[slot.name] = slot
    if isinstance(holder, Submission):
        holder.n_files_missing = sum(not slot.is_received for slot in slots.values())
        holder.save(update_fields=["n_files_missing"])


def _free_name(name: str, taken: dict[str, SubmissionFile]) -> str:
    stem, dot, extension = name.rpartition(".")
    number = 2
    while True:
        candidate = f"{stem or extension} ({number}){dot}{extension if stem else ''}"
        if candidate not in taken:
            return candidate
        number += 1


def kept_for_answers() -> Iterator[tuple[str, str]]:
    """Tell the inspection of the installation which files are ours."""
    rows = SubmissionFile.objects.exclude(stored_as="").values_list("stored_as", "sha256")
    yield from rows.iterator()
