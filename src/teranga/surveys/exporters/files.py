"""Tables of answers as files: CSV in an archive, XLSX, SPSS with labels; codebook always inside."""

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from teranga.core.spreadsheets import write_csv, write_xlsx
from teranga.surveys.exporters.tables import Column, Table, codebook_of, own_columns

_NUMBERS = frozenset({"integer", "decimal", "part", "chosen"})
_MAX_TEXT = 2000


def write_tables(tables: Sequence[Table], *, file_format: str, language: str) -> bytes:
    """Return the file: `csv` and `sav` are archives of one file for each table."""
    with override(language):
        header, meanings = codebook_of(tables)
        if file_format == "xlsx":
            sheets = [(table.name, table.header, table.rows) for table in tables]
            return write_xlsx([*sheets, (_("Codebook"), header, meanings)])
        write = _sav if file_format == "sav" else _csv
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for table in tables:
                archive.writestr(f"{table.name}.{file_format}", write(table))
            archive.writestr("codebook.csv", write_csv(header, meanings))
        return buffer.getvalue()


def _csv(table: Table) -> bytes:
    return write_csv(table.header, table.rows)


def _sav(table: Table) -> bytes:
    """Write SPSS: answers as numbers with value labels, texts as texts, labels of variables."""
    import polars as pl  # noqa: PLC0415 - a second of start, for a rare file
    import pyreadstat  # noqa: PLC0415

    keys = table.header[: len(table.header) - len(table.columns)]
    columns: dict[str, pl.Series] = {}
    labels: dict[str, str | None] = {}
    value_labels: dict[str, dict[float, str]] = {}
    said = dict(own_columns())
    names = _variable_names(table.header)
    for position, name in enumerate(keys):
        cells = [_text(row[position]) for row in table.rows]
        columns[names[position]] = pl.Series(cells, dtype=pl.String)
        labels[names[position]] = said.get(name, name)
    for position, column in enumerate(table.columns, start=len(keys)):
        name = names[position]
        codes = _codes(column)
        cells = [row[position] for row in table.rows]
        if codes:
            columns[name] = pl.Series([codes.get(str(cell)) for cell in cells], dtype=pl.Float64)
            value_labels[name] = {
                codes[code]: str(words)[:120] or code for code, words in column.choices.items()
            }
        elif column.kind in _NUMBERS:
            columns[name] = pl.Series([_number(cell) for cell in cells], dtype=pl.Float64)
        else:
            columns[name] = pl.Series([_text(cell) for cell in cells], dtype=pl.String)
        labels[name] = str(column.label)[:250]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            pl.DataFrame(columns), str(path), column_labels=labels,
            variable_value_labels=value_labels,
        )  # fmt: skip
        return path.read_bytes()


def _codes(column: Column) -> dict[str, float]:
    """Return the number that stands for each code of a single choice: its own, or its rank."""
    if column.kind != "select_one" or not column.choices:
        return {}
    if all(re.fullmatch(r"-?\d{1,9}", code) for code in column.choices):
        return {code: float(code) for code in column.choices}
    return {code: float(rank) for rank, code in enumerate(column.choices, start=1)}


def _number(cell: Any) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)[:_MAX_TEXT]


def _variable_names(header: Sequence[str]) -> list[str]:
    """Return names SPSS accepts: letters, digits, dots; at most 64; none twice."""
    names: list[str] = []
    seen: set[str] = set()
    for title in header:
        plain = re.sub(r"[^A-Za-z0-9_.]", "_", title).strip("._")[:58] or "v"
        name = plain if plain[0].isalpha() else f"v_{plain}"
        number = 2
        while name.lower() in seen:
            name = f"{plain[:54]}_{number}"
            number += 1
        seen.add(name.lower())
        names.append(name)
    return names
