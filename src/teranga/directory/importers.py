"""Reading an uploaded sheet into rows of text, without trusting the file."""

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from teranga.core.exceptions import ImportRefusedError

MAX_BYTES = 5 * 1024**2
MAX_UNPACKED = 40 * 1024**2
MAX_ROWS = 2_000
MAX_COLUMNS = 60
_MAX_MEMBERS = 1_000
_CHUNK = 1024**2
_LAST_ROW, _LAST_COLUMN = 20_000, 400
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,8})"')


@dataclass(frozen=True, slots=True)
class SheetContent:
    sheet_name: str
    header: list[str]
    rows: list[list[str]]
    first_row_number: int


def read_sheet(file_name: str, content: bytes) -> SheetContent:
    """Return the first sheet that holds rows; raise `ImportRefusedError` saying why not."""
    if len(content) > MAX_BYTES:
        raise ImportRefusedError(_("This file is larger than 5 MB: send it in several parts."))
    if file_name.lower().endswith(".xlsx"):
        sheets = _xlsx_sheets(content)
    elif file_name.lower().endswith((".csv", ".txt")):
        sheets = [("", _csv_rows(content))]
    else:
        raise ImportRefusedError(_("Send an XLSX or a CSV file."))
    for name, rows in sheets:
        table = _table(name, rows)
        if table is not None:
            return table
    raise ImportRefusedError(
        _("This file holds no row under its headings: the first row names the columns.")
    )


def _table(name: str, rows: list[list[str]]) -> SheetContent | None:
    start = next((k for k, row in enumerate(rows) if any(row)), None)
    if start is None:
        return None
    header = rows[start]
    while header and not header[-1]:
        header = header[:-1]
    width = len(header)
    body = [(row + [""] * width)[:width] for row in rows[start + 1 :]]
    while body and not any(body[-1]):
        body.pop()
    if not body:
        return None
    if len(body) > MAX_ROWS or width > MAX_COLUMNS:
        raise ImportRefusedError(
            _("This sheet holds %(rows)s rows and %(columns)s columns; at most %(limit)s rows fit.")
            % {"rows": len(body), "columns": width, "limit": MAX_ROWS}
        )
    return SheetContent(name[:100], header, body, start + 2)


def _csv_rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What French spreadsheets write when asked for “CSV”.
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ImportRefusedError(_("This file is not a text: save it as CSV and send it again."))
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [[_without_quote(cell.strip()) for cell in row] for row in reader]
    except csv.Error as error:
        raise ImportRefusedError(_("This file is not a readable CSV.")) from error


def _without_quote(cell: str) -> str:
    """Take off the apostrophe that our own export put before a would-be formula."""
    return cell[1:] if cell[:2] in {"'=", "'+", "'-", "'@"} else cell


def _xlsx_sheets(content: bytes) -> list[tuple[str, list[list[str]]]]:
    _refuse_traps(content)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return [
                (name, [[_text(cell) for cell in row] for row in _rows(workbook, name)])
                for name in workbook.sheet_names
            ]
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise ImportRefusedError(
            _("This file is not a readable XLSX: open it, save it again and send it.")
        ) from error


def _rows(workbook: python_calamine.CalamineWorkbook, name: str) -> list[list[Any]]:
    sheet = workbook.get_sheet_by_name(name)
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    return rows


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell).strip()


def _refuse_traps(content: bytes) -> None:
    """Refuse what would fill the memory or read other files, before any parser sees it."""
    refused = _("This file is not an ordinary XLSX sheet: save it again as XLSX and send it.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > _MAX_MEMBERS:
                raise ImportRefusedError(refused)
            n_left = MAX_UNPACKED
            for member in members:
                n_left -= _checked_size(archive, member, n_left, refused)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportRefusedError(refused) from error


def _checked_size(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, n_left: int, refused: str
) -> int:
    """Unpack a member piece by piece: its declared size proves nothing."""
    size, tail = 0, b""
    is_sheet = member.filename.startswith("xl/worksheets/")
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            window = tail + piece
            if size > n_left or b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                raise ImportRefusedError(refused)
            if is_sheet and any(_is_far(*cell) for cell in _CELL.findall(window)):
                raise ImportRefusedError(refused)
            tail = window[-200:]
    return size


def _is_far(letters: bytes, digits: bytes) -> bool:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(digits) > _LAST_ROW or column > _LAST_COLUMN
