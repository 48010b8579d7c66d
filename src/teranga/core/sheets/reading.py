"""From an uploaded sheet to a header and rows of text."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import IO, TypeVar

from django.utils.translation import gettext as _

from teranga.core.exceptions import ImportRefusedError
from teranga.core.spreadsheets import Cell, Sheet, read_sheets

T = TypeVar("T", str, list[str])

MAX_ROWS = 2_000
MAX_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A table of text: every row of `rows` is as long as `header`."""

    file_name: str
    sha256: str
    sheet_name: str
    header: list[str]
    rows: list[list[str]]
    first_row_number: int = 2


def read_table(stream: IO[bytes], *, name: str) -> SheetContent:
    """Return the first sheet that holds rows; raise `ImportRefusedError` saying why not."""
    sheets = read_sheets(stream, name=name)
    stream.seek(0)
    sha256 = hashlib.sha256(stream.read()).hexdigest()
    for sheet in sheets:
        header, body, first_row_number = _table(sheet)
        if body:
            return SheetContent(
                name[:200], sha256, sheet.name[:100], header, body, first_row_number
            )
    raise ImportRefusedError(
        _("This file holds no row under its headings: the first row names the columns.")
    )


def _table(sheet: Sheet) -> tuple[list[str], list[list[str]], int]:
    """Return the headings, the rows under them and the number of the first of these."""
    rows = [[_text(cell) for cell in row] for row in sheet.rows]
    start = next((k for k, row in enumerate(rows) if any(row)), len(rows))
    header = _without_blank_end(rows[start]) if start < len(rows) else []
    width = len(header)
    body = _without_blank_end([(row + [""] * width)[:width] for row in rows[start + 1 :]])
    if body and (len(body) > MAX_ROWS or width > MAX_COLUMNS):
        raise ImportRefusedError(
            _("This sheet holds %(rows)s rows and %(columns)s columns; %(limit)s rows fit at most.")
            % {"rows": len(body), "columns": width, "limit": MAX_ROWS}
        )
    return header, body, start + 2


def _without_blank_end(items: list[T]) -> list[T]:
    n_kept = len(items)
    while n_kept and not any(items[n_kept - 1]):
        n_kept -= 1
    return items[:n_kept]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell).strip()
