"""What an import would do, row by row, before anything is written."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from teranga.core.models import ImportedSheet, Publishable
from teranga.core.sheets.fields import Reader, SheetField


class RowAction(models.TextChoices):
    CREATE = "create", _("would be created")
    CHANGE = "change", _("would be changed")
    UNCHANGED = "unchanged", _("unchanged")
    TWIN = "twin", _("same name, same country: you decide")
    REFUSED = "refused", _("refused")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Where it is, what was seen, what was wanted."""

    column: str
    seen: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """The cells of a row by field; an empty cell says nothing."""

    number: int
    values: Mapping[str, Any]
    problems: Sequence[CellProblem]


@dataclass(frozen=True, slots=True)
class RowPlan:
    number: int
    action: RowAction
    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    target: Publishable | None = None
    changes: Sequence[Change] = ()
    problems: Sequence[CellProblem] = ()
    # What would be written, where the values alone do not say it.
    details: Any = None
    # Entries that are perhaps the same: a person says whether they are.
    twins: Sequence[Publishable] = ()
    twin_row: int | None = None

    @property
    def is_to_write(self) -> bool:
        return self.action in {RowAction.CREATE, RowAction.CHANGE}


@dataclass(frozen=True, slots=True)
class Rehearsal:
    rows: Sequence[RowPlan]
    ignored_columns: Sequence[str]

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(row.action.value for row in self.rows)

    @property
    def to_write(self) -> list[RowPlan]:
        return [row for row in self.rows if row.is_to_write]

    @property
    def digest(self) -> str:
        """Sum up what was shown: the confirmation counts only for exactly that."""
        shown = [
            (row.number, row.action.value, str(row.target and (row.target.pk, row.target.version)))
            for row in self.rows
        ]
        return hashlib.sha256(repr(shown).encode()).hexdigest()


def read_rows(
    sheet: ImportedSheet, fields: Iterable[SheetField], readers: Mapping[str, Reader]
) -> list[ReadRow]:
    """Read every cell, so that all mistakes of a row are told at once.

    A field without a reader holds a text.
    """
    field_of = {field.name: field for field in fields}
    rows = []
    for number, cells in enumerate(sheet.rows, start=sheet.first_row_number):
        values: dict[str, Any] = {}
        problems = []
        for name, cell in zip(sheet.columns, cells, strict=True):
            text = cell.strip()
            if name is None or not text:
                continue
            try:
                values[name] = readers.get(name, str)(text)
            except (ValueError, KeyError, ValidationError):
                problems.append(problem_at(sheet, field_of[name], text))
        rows.append(ReadRow(number, values, problems))
    return rows


def problem_at(
    sheet: ImportedSheet, field: SheetField, seen: str = "", wanted: StrOrPromise = ""
) -> CellProblem:
    """Name the column as the sheet does, and what was wanted there, by default by its field."""
    is_there = field.name in sheet.columns
    heading = sheet.header[sheet.columns.index(field.name)] if is_there else field.label
    return CellProblem(str(heading), seen, str(wanted or field.wanted))


def rehearsal_of(sheet: ImportedSheet, rows: Sequence[RowPlan]) -> Rehearsal:
    pairs = zip(sheet.header, sheet.columns, strict=True)
    ignored = [heading for heading, name in pairs if name is None and heading]
    return Rehearsal(rows, ignored)
