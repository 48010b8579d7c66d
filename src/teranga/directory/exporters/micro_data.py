"""The answers of the mapping as rows: CSV, XLSX, SPSS with its labels, and the codebook."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from teranga.core.spreadsheets import write_csv, write_xlsx
from teranga.directory.queries.answer_table import AnswerRow
from teranga.directory.queries.questions import Question, questions

_TYPES = {
    "csv": ("text/csv; charset=utf-8", "mapping.csv"),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "mapping.xlsx",
    ),
    "sav": ("application/x-spss-sav", "mapping.sav"),
    "codebook": ("text/csv; charset=utf-8", "codebook.csv"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One variable of the file; a question of several answers gives one for each choice."""

    name: str
    question: Question | None
    label: str
    choice: str = ""

    def value(self, row: AnswerRow) -> Any:
        if self.question is None:
            return {
                "organisation": str(row.organisation_id),
                "country": row.country,
                "fictitious": int(row.is_fictitious),
            }[self.name]
        value = row.values.get(self.question.code)
        if self.choice:
            return None if value is None else int(self.choice in row.codes(self.question.code))
        if self.question.kind == "number":
            return None if value in (None, "") else float(str(value))
        return None if value is None else str(value)

    @property
    def value_labels(self) -> dict[Any, str]:
        if self.name == "fictitious" or self.choice:
            return {0: _("no"), 1: _("yes")}
        if self.question is not None and self.question.kind == "one":
            return {code: str(words) for code, words in self.question.choices.items()}
        return {}


def columns() -> list[Column]:
    """Return the variables in the order of the questionnaire; the same whatever was answered."""
    found = [
        Column("organisation", None, _("Identifier of the organisation")),
        Column("country", None, _("Country (ISO 3166-1 alpha-3)")),
        Column("fictitious", None, _("Fictitious, for the demonstration")),
    ]
    for question in questions().values():
        if question.kind == "many":
            found += [
                Column(
                    f"{question.code}_{code}".replace("-", "_"),
                    question,
                    f"{question.label} – {words}",
                    code,
                )
                for code, words in question.choices.items()
            ]
        elif question.kind in {"one", "number", "text"}:
            found.append(Column(question.code, question, str(question.label)))
    return found


def micro_data_file(rows: Sequence[AnswerRow], *, file_format: str) -> HttpResponse:
    content_type, name = _TYPES[file_format]
    writers = {"csv": _csv, "xlsx": _xlsx, "sav": _sav, "codebook": _codebook_csv}
    response = HttpResponse(writers[file_format](rows), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(rows: Sequence[AnswerRow]) -> tuple[list[str], list[list[Any]]]:
    held = columns()
    body = [[column.value(row) for column in held] for row in rows]
    return [column.name for column in held], body


def _csv(rows: Sequence[AnswerRow]) -> bytes:
    return write_csv(*_table(rows))


def _xlsx(rows: Sequence[AnswerRow]) -> bytes:
    return write_xlsx([(_("Answers"), *_table(rows)), (_("Codebook"), *_codebook())])


def _codebook_csv(_rows: Sequence[AnswerRow]) -> bytes:
    return write_csv(*_codebook())


def _codebook() -> tuple[list[str], list[list[str]]]:
    header = [_("Variable"), _("Question"), _("Kind"), _("Codes"), _("Read by")]
    body = []
    for column in columns():
        question = column.question
        codes = " | ".join(f"{code} = {words}" for code, words in column.value_labels.items())
        kind = question.kind if question else "text"
        opens_with = question.opens_with if question else None
        reader = str(opens_with.label) if opens_with else _("the programme team alone")
        body.append([column.name, column.label, kind, codes, reader if question else ""])
    return header, body


def _sav(rows: Sequence[AnswerRow]) -> bytes:
    """Write SPSS: variable labels, value labels, empty for what was not answered."""
    import polars as pl  # noqa: PLC0415 - a second of start, for a rare file
    import pyreadstat  # noqa: PLC0415

    held = columns()
    frame = pl.DataFrame(
        {column.name: [column.value(row) for row in rows] for column in held},
        schema={column.name: getattr(pl, _sav_type(column)) for column in held},
        strict=False,
    )
    labels = {column.name: column.value_labels for column in held if column.value_labels}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.sav"
        pyreadstat.write_sav(
            frame,
            str(path),
            file_label="Teranga",
            column_labels={column.name: column.label[:250] for column in held},
            variable_value_labels=labels,
        )
        return path.read_bytes()


def _sav_type(column: Column) -> str:
    if column.choice or column.name == "fictitious":
        return "Int64"
    if column.question is not None and column.question.kind == "number":
        return "Float64"
    return "String"
