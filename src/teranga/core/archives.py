"""The gate before any zipped document: what it would unpack to, without unpacking it.

Limits and reasons are in `docs/security/uploads.md`.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from teranga.core.exceptions import FileContentError

MIB = 1024**2
MAX_MEMBERS = 2_000
MAX_RATIO = 200
MAX_SHEET_ROWS = 20_000
MAX_SHEET_COLUMNS = 400
# Many genuine sheets carry formatted empty cells down to the last row: only cells that
# hold something count.
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_MACROS = ("vbaproject.bin", "vbadata.xml")


@dataclass(frozen=True, slots=True)
class GateLimits:
    """What a document may unpack to; a sheet that is read is held to less than one stored."""

    max_unpacked: int
    has_bounded_sheets: bool


TO_READ = GateLimits(max_unpacked=40 * MIB, has_bounded_sheets=True)
TO_KEEP = GateLimits(max_unpacked=200 * MIB, has_bounded_sheets=False)


def check_archive(stream: IO[bytes], *, limits: GateLimits, main_part: str) -> None:
    """Raise `FileContentError` unless the archive is small, plain, and what it says it is."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _check_members(members, limits)
            if main_part not in archive.NameToInfo:
                raise FileContentError(_("This file is not what its name says."))
            for member in members:
                if member.filename.lower().endswith(_XML):
                    _check_xml(archive.read(member), member.filename, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise FileContentError(_("This file is damaged: it cannot be opened.")) from error
    finally:
        stream.seek(0)


def _check_members(members: list[zipfile.ZipInfo], limits: GateLimits) -> None:
    if len(members) > MAX_MEMBERS:
        raise FileContentError(_("This file holds too many parts."))
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > limits.max_unpacked or (unpacked > MIB and unpacked > MAX_RATIO * packed):
        raise FileContentError(_("This file would unpack to far too much."))
    for member in members:
        name = member.filename.lower()
        if member.flag_bits & 0x1:
            raise FileContentError(_("This file is protected by a password: send it without."))
        if name.startswith("/") or ".." in name.split("/"):
            raise FileContentError(_("This file is not what its name says."))
        if name.endswith(_MACROS):
            raise FileContentError(_("This file holds macros: save it without."))


def _check_xml(content: bytes, name: str, limits: GateLimits) -> None:
    # In UTF-16 the search below would see nothing; office programs write UTF-8.
    if b"\x00" in content[:200] or _DECLARATION.search(content):
        raise FileContentError(_("This file holds declarations that are not accepted."))
    if limits.has_bounded_sheets and name.startswith("xl/worksheets/"):
        for column, row in _FILLED_CELL.findall(content):
            if int(row) > MAX_SHEET_ROWS or _column_number(column) > MAX_SHEET_COLUMNS:
                message = _("A sheet may hold %(rows)s rows and %(columns)s columns at most.")
                raise FileContentError(
                    message % {"rows": MAX_SHEET_ROWS, "columns": MAX_SHEET_COLUMNS}
                )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
