"""Reading the sheets people send without trusting them, writing sheets that are safe to open."""

import csv
import datetime as dt
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from teranga.core.archives import MAX_SHEET_COLUMNS, MAX_SHEET_ROWS, TO_READ, check_archive
from teranga.core.exceptions import FileContentError, ImportRefusedError

Cell = str | int | float | bool | dt.date | dt.datetime | None
Row = list[Cell]

MAX_SHEET_BYTES = 20 * 1024**2
READER_SECONDS = 20
_READER = Path(__file__).with_name("spreadsheet_reader.py")

# What a spreadsheet program would run: also after blanks, and in full width.
_TRIGGER = re.compile(r"^[\s\x00'\"]*[=+\-@|%＝＋－＠]|^[\t\r\n]")
# Telephone numbers and negative numbers begin with a sign too, and hold nothing to run.
_HARMLESS = re.compile(r"^[+-]?[\d][\d \u00a0\u202f.,()/-]*%?$")
_NEUTRAL = "'"


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    rows: list[Row]


def read_sheets(stream: IO[bytes], *, name: str) -> list[Sheet]:
    """Return the sheets of an XLSX or CSV file; raise `ImportRefusedError` with the reason."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > MAX_SHEET_BYTES:
        raise ImportRefusedError(_("This sheet is too large to be imported."))
    extension = name.rpartition(".")[2].lower()
    if extension == "csv":
        return [Sheet(name, _read_csv(stream.read()))]
    if extension == "xlsx":
        try:
            check_archive(stream, limits=TO_READ, main_part="xl/workbook.xml")
        except FileContentError as error:
            raise ImportRefusedError(str(error)) from error
        return _read_xlsx(stream.read())
    raise ImportRefusedError(_("Send the sheet as XLSX or CSV."))


def write_xlsx(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    """Write `(name, header, rows)` sheets; no text ever becomes a formula, a link or a number."""
    import xlsxwriter  # noqa: PLC0415 - loaded by those who ask for a sheet

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, header, rows in sheets:
            page = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31])
            page.freeze_panes(1, 0)
            for column, title in enumerate(header):
                page.write_string(0, column, title, bold)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    _write_cell(page, number, column, value)
    return buffer.getvalue()


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write CSV in UTF-8 with its mark, as spreadsheet programs expect, formulas made inert."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_MINIMAL)
    writer.writerow([neutralise(title) for title in header])
    writer.writerows([neutralise(_as_text(value)) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def neutralise(text: str) -> str:
    """Put an apostrophe before what a spreadsheet program would run."""
    return _NEUTRAL + text if _TRIGGER.match(text) and not _HARMLESS.match(text) else text


def _write_cell(page: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    elif isinstance(value, dt.datetime | dt.date):
        page.write_datetime(row, column, value)
    else:
        page.write_string(row, column, str(value)[:32_767])


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _read_csv(content: bytes) -> list[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheet programs still write on Windows in French.
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise ImportRefusedError(_("This file is not plain text."))
    first_line = text.partition("\n")[0]
    delimiter = max(";,\t", key=first_line.count)
    rows: list[Row] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) >= MAX_SHEET_ROWS or len(row) > MAX_SHEET_COLUMNS:
                raise ImportRefusedError(_too_many_cells())
            rows.append([_typed_back(value) for value in row])
    except csv.Error as error:
        raise ImportRefusedError(_("This file is damaged: it cannot be opened.")) from error
    return rows


def _typed_back(text: str) -> str | None:
    """Undo what `neutralise` did, so that a sheet may go out and come back unchanged."""
    if text.startswith(_NEUTRAL) and _TRIGGER.match(text[1:]):
        return text[1:]
    return text or None


def _read_xlsx(content: bytes) -> list[Sheet]:
    """Read in another process: a workbook that exhausts it exhausts nothing else."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell, no argument from outside
            [sys.executable, "-I", str(_READER), str(MAX_SHEET_ROWS), str(MAX_SHEET_COLUMNS)],
            input=content,
            capture_output=True,
            timeout=READER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ImportRefusedError(_("This sheet takes too long to read.")) from error
    if done.returncode == 3:
        raise ImportRefusedError(_too_many_cells())
    if done.returncode != 0:
        raise ImportRefusedError(_("This file is damaged: it cannot be opened."))
    document = json.loads(done.stdout)
    return [
        Sheet(sheet["name"], [[_decoded(cell) for cell in row] for row in sheet["rows"]])
        for sheet in document
    ]


def _decoded(cell: Any) -> Cell:
    if isinstance(cell, list):
        kind, text = cell
        return dt.datetime.fromisoformat(text) if kind == "at" else dt.date.fromisoformat(text)
    return cell  # type: ignore[no-any-return]


def _too_many_cells() -> str:
    return _("A sheet may hold %(rows)s rows and %(columns)s columns at most.") % {
        "rows": MAX_SHEET_ROWS,
        "columns": MAX_SHEET_COLUMNS,
    }
