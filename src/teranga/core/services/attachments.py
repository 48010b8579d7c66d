"""Adding, opening and checking the files people attach."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from teranga.core.archives import TO_KEEP, check_archive
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction, Visibility
from teranga.core.exceptions import (
    DamagedFileError,
    FileContentError,
    FileTooLargeError,
    FileTypeRefusedError,
    InvalidTransitionError,
)
from teranga.core.file_types import FILE_TYPES, FileType
from teranga.core.images import redraw_image
from teranga.core.models import Attachment, Publishable, Record
from teranga.core.permissions import can_archive_attachment, can_create_attachment
from teranga.core.services import stored_files
from teranga.core.services.locking import lock

_MAX_NAME = 120
# Control characters, and those that turn the direction of writing to hide an extension.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"/\\|?*]')


def add_attachment(
    stream: IO[bytes],
    *,
    name: str,
    added_by: Any,
    title: str = "",
    about: Publishable | None = None,
    visibility: str = Visibility.PRIVATE,
    **scope: Any,
) -> Attachment:
    """Check a file, keep it, and return its row; raise `FileRefusedError` before keeping anything.

    It takes the scope of the object it is about, unless one is given (`programme`,
    `component`, `country`).
    """
    scope = _scope_of(about) | scope
    keys = {f"{axis}_id": scope[axis].pk if scope[axis] else None for axis in scope}
    if not can_create_attachment(added_by, **keys):
        raise PermissionDenied
    return keep_attachment(
        stream,
        name=name,
        added_by=added_by,
        title=title,
        about=about,
        visibility=visibility,
        **scope,
    )


def keep_attachment(
    stream: IO[bytes],
    *,
    name: str,
    added_by: Any = None,
    title: str = "",
    about: Record | None = None,
    visibility: str = Visibility.PRIVATE,
    **scope: Any,
) -> Attachment:
    """Check and keep a file whose sender was let in otherwise: by a secret link, for one thing."""
    name = safe_name(name)
    kind = _kind_of(name)
    _check_size(stream, kind)
    content = _checked_content(stream, kind)
    stored_as, sha256, size = stored_files.store(content)
    try:
        return _add_row(
            title=title or name,
            name=name,
            content_type=kind.content_type,
            size=size,
            sha256=sha256,
            stored_as=stored_as,
            about_model=about._meta.label_lower if about else "",
            about_id=str(about.pk) if about else "",
            visibility=visibility,
            owner=added_by,
            **scope,
        )
    except BaseException:
        stored_files.remove(stored_as)
        raise


@transaction.atomic
def archive_attachment(attachment: Attachment, *, by: object) -> Attachment:
    """Put a file away: nobody downloads it any more; it is kept with its history."""
    locked = lock(attachment)
    if not can_archive_attachment(by, locked):
        raise PermissionDenied
    if locked.is_archived:
        raise InvalidTransitionError(_("This document has already been put away."))
    locked.archive()
    return locked


def open_attachment(attachment: Attachment) -> IO[bytes]:
    """Return the file, its hash verified; reading what is not public leaves a line in the audit."""
    path = stored_files.path_of(attachment.stored_as)
    if not path.is_file() or stored_files.hash_of(path) != attachment.sha256:
        raise DamagedFileError(
            _("This file is damaged and is not handed out. The administrator can restore it.")
        )
    if attachment.visibility != Visibility.PUBLIC:
        write_audit(AuditAction.READ, Attachment, attachment.pk)
    return path.open("rb")


@transaction.atomic
def forget_uploader(attachment: Attachment) -> None:
    """Erase what a file says of whoever sent it: a private one wholly, a shared one its name."""
    if attachment.visibility == Visibility.PRIVATE:
        stored_as = attachment.stored_as
        attachment.purge()
        # The row first: a file without a row is swept, a row without a file is a fault.
        transaction.on_commit(lambda: stored_files.remove(stored_as))
        return
    extension = attachment.name.rpartition(".")[2]
    attachment.title, attachment.name = _("Document"), f"document.{extension}"
    attachment.owner = None
    attachment.save()


@dataclass(frozen=True, slots=True)
class FileFault:
    stored_as: str
    reason: str


def file_faults() -> Iterator[FileFault]:
    """Yield each file that is missing or altered, then each that no row tells of."""
    known = set()
    rows = Attachment.objects.values_list("stored_as", "sha256").iterator()
    for stored_as, sha256 in chain(rows, stored_files.kept_by_apps()):
        known.add(stored_as)
        path = stored_files.path_of(stored_as)
        if not path.is_file():
            yield FileFault(stored_as, "missing")
        elif stored_files.hash_of(path) != sha256:
            yield FileFault(stored_as, "altered")
    for path in stored_files.stored_names():
        if path.name not in known:
            yield FileFault(path.name, "orphan")


def sweep_orphans() -> list[str]:
    """Remove what broken uploads left; return the names."""
    known = set(Attachment.objects.values_list("stored_as", flat=True))
    return stored_files.sweep(known | {name for name, _hash in stored_files.kept_by_apps()})


def safe_name(name: str) -> str:
    """Return a file name without folders, hidden or reserved characters, its extension kept."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, extension = _UNSAFE.sub("", name).rstrip(" .").rpartition(".")
    if not dot:
        return extension[:_MAX_NAME]
    return f"{stem[:_MAX_NAME].strip() or 'file'}.{extension[:10].lower()}"


@transaction.atomic
def _add_row(**fields: Any) -> Attachment:
    attachment = Attachment(**fields)
    attachment.full_clean()
    attachment.save()
    return attachment


def _scope_of(about: Publishable | None) -> dict[str, Any]:
    return {
        axis: getattr(about, axis) if about else None
        for axis in ("programme", "component", "country")
    }


def _kind_of(name: str) -> FileType:
    extension = name.rpartition(".")[2].lower()
    if extension not in FILE_TYPES or "." not in name:
        message = _("Files of this kind are not accepted. Accepted: %(kinds)s.")
        raise FileTypeRefusedError(message % {"kinds": ", ".join(FILE_TYPES)})
    return FILE_TYPES[extension]


def _check_size(stream: IO[bytes], kind: FileType) -> None:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    limit = min(kind.max_bytes, settings.ATTACHMENT_MAX_BYTES)
    if size > limit:
        message = _("This file is too large: at most %(limit)s.")
        raise FileTooLargeError(message % {"limit": filesizeformat(limit)})
    if size == 0:
        raise FileContentError(_("This file is empty."))


def _checked_content(stream: IO[bytes], kind: FileType) -> IO[bytes]:
    """Return what is kept of a file whose content is what its name says."""
    head = stream.read(1024)
    stream.seek(0)
    if _looks_like_markup(head):
        raise FileTypeRefusedError(_("Web pages and drawings made of code are not accepted."))
    if kind.family == "image":
        return io.BytesIO(redraw_image(stream, kind.extension))
    if kind.family == "text":
        return io.BytesIO(_plain_text(stream.read()).encode())
    if kind.family == "pdf":
        if not head.startswith(b"%PDF-"):
            raise FileContentError(_("This file is not what its name says."))
        return stream
    check_archive(stream, limits=TO_KEEP, main_part=kind.main_part)
    return stream


def _looks_like_markup(head: bytes) -> bool:
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return text.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<!--"))


def _plain_text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if any(ord(c) < 32 and c not in "\t\r\n\f" for c in text):
        raise FileContentError(_("This file is not plain text."))
    return text
