"""Tables of text cells from CSV, XLSX or Parquet files, with the row of each cell kept."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

from teranga_analytics.composite.problems import InvalidInputError, Problem

MISSING = frozenset({"", "NA", "NaN", "nan", "N/A", "n/a", "."})


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text, as read from a file.

    Parameters
    ----------
    file
        Name of the file, shown in problems.
    header
        Column names.
    rows
        Cells as text, one tuple per row, as long as the header.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> tuple[str, ...]:
        """Cells of one column, stripped; empty cells throughout when there is no such column."""
        if name not in self.header:
            return ("",) * len(self.rows)
        index = self.header.index(name)
        return tuple(row[index].strip() for row in self.rows)

    def numbers(self, name: str, problems: list[Problem]) -> list[float]:
        """Numbers of one column, NaN where missing; what is no number joins the problems."""
        numbers = []
        for row, cell in enumerate(self.column(name), start=2):
            number = as_number(cell)
            if number is None:
                problems.append(Problem(self.file, row, name, repr(cell), "a number or nothing"))
            numbers.append(float("nan") if number is None else number)
        return numbers


def as_number(cell: str) -> float | None:
    """Read a number; NaN for a missing cell, None for anything else."""
    if cell in MISSING:
        return float("nan")
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if abs(number) != float("inf") else None


def read_table(path: Path | str, sheet: str | None = None) -> Table:
    """Read a table from a file, by its suffix.

    Parameters
    ----------
    path
        A ``.csv``, ``.tsv``, ``.xlsx``, ``.xls``, ``.ods`` or ``.parquet`` file. Text is UTF-8.
    sheet
        Sheet of a workbook; the first by default.

    Returns
    -------
    Table

    Raises
    ------
    InvalidInputError
        If the file is empty, rows are longer than the header, a column name is missing or
        repeated, the sheet is absent, or the suffix is unknown.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in {".csv", ".tsv", ".txt"}:
        text = path.read_text(encoding="utf-8-sig")
        delimiter = "\t" if suffix == ".tsv" else sniffed_delimiter(text)
        cells: list[list[str]] = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    elif suffix in {".xlsx", ".xls", ".ods", ".xlsb"}:
        cells = _workbook_cells(path, sheet)
    elif suffix == ".parquet":
        cells = _parquet_cells(path)
    else:
        wanted = ".csv, .tsv, .xlsx, .xls, .ods or .parquet"
        raise InvalidInputError([Problem(path.name, None, None, repr(suffix), wanted)])
    return as_table_of_text(path.name, cells)


def sniffed_delimiter(text: str) -> str:
    """Tell a semicolon file from a comma file by its first line."""
    first = text.split("\n", maxsplit=1)[0]
    return ";" if first.count(";") > first.count(",") else ","


def as_table_of_text(file: str, cells: Sequence[Sequence[str]]) -> Table:
    """Check the shape of rows of cells and make them a table.

    Raises
    ------
    InvalidInputError
        With every problem of the header and of the row lengths.
    """
    if not cells:
        raise InvalidInputError([Problem(file, None, None, "an empty file", "a header row")])
    header = tuple(name.strip() for name in cells[0])
    problems = [
        Problem(file, 1, name or f"number {index}", f"{name!r} again", "a name used once")
        for index, name in enumerate(header, start=1)
        if name in header[: index - 1]
    ]
    rows = []
    for number, row in enumerate(cells[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            seen = f"{len(row)} cells"
            problems.append(Problem(file, number, None, seen, f"at most {len(header)} cells"))
        padded = [*row, *[""] * (len(header) - len(row))]
        rows.append(tuple(padded[: len(header)]))
    if problems:
        raise InvalidInputError(problems)
    return Table(file, header, tuple(rows))


def _workbook_cells(path: Path, sheet: str | None) -> list[list[str]]:
    workbook = CalamineWorkbook.from_path(str(path))
    name = workbook.sheet_names[0] if sheet is None else sheet
    if name not in workbook.sheet_names:
        wanted = f"one of {', '.join(workbook.sheet_names)}"
        raise InvalidInputError([Problem(path.name, None, None, f"sheet {name!r}", wanted)])
    rows = workbook.get_sheet_by_name(name).to_python()
    return [[_cell_text(cell) for cell in row] for row in rows]


def _parquet_cells(path: Path) -> list[list[str]]:
    # Polars is slow to import and only Parquet needs it.
    import polars  # noqa: PLC0415

    frame = polars.read_parquet(path)
    return [list(frame.columns), *([_cell_text(cell) for cell in row] for row in frame.rows())]


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return repr(cell) if isinstance(cell, float) else str(cell)
