"""From an uploaded sheet to a header and rows of text."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, TypeVar

from django.utils.translation import gettext as _

from teranga.core.exceptions import ImportRefusedError
from teranga.core.spreadsheets import Cell, read_sheets

T = TypeVar("T", str, list[str])

MAX_ROWS = 2_000
MAX_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class SheetContent:
    sheet_name: str
    header: list[str]
    rows: list[list[str]]
    first_row_number: int


def read_table(stream: IO[bytes], *, name: str) -> SheetContent:
    """Return the first sheet that holds rows; raise `ImportRefusedError` saying why not."""
    for sheet in read_sheets(stream, name=name):
        table = _table(sheet.name, [[_text(cell) for cell in row] for row in sheet.rows])
        if table is not None:
            return table
    raise ImportRefusedError(
        _("This file holds no row under its headings: the first row names the columns.")
    )


def _table(name: str, rows: Sequence[list[str]]) -> SheetContent | None:
    start = next((k for k, row in enumerate(rows) if any(row)), None)
    if start is None:
        return None
    header = _without_blank_end(rows[start])
    width = len(header)
    body = _without_blank_end([(row + [""] * width)[:width] for row in rows[start + 1 :]])
    if not body:
        return None
    if len(body) > MAX_ROWS or width > MAX_COLUMNS:
        raise ImportRefusedError(
            _("This sheet holds %(rows)s rows and %(columns)s columns; %(limit)s rows fit at most.")
            % {"rows": len(body), "columns": width, "limit": MAX_ROWS}
        )
    return SheetContent(name[:100], header, body, start + 2)


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
