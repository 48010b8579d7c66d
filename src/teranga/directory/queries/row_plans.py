"""What each row of a sheet would do, whatever its rows are: organisations or people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from teranga.core.models import Publishable
from teranga.directory.enums import ImportSubject
from teranga.directory.models import SheetImport
from teranga.directory.permissions import can_import_row
from teranga.directory.queries.sheet_fields import FIELDS_OF, CellReader

Key = tuple[str, str | None]  # folded name and country
Values = Mapping[str, Any]


class RowAction(models.TextChoices):
    CREATE = "create"
    CHANGE = "change"
    UNCHANGED = "unchanged"
    TWIN = "twin"
    REFUSED = "refused"


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
class RowPlan:
    number: int
    action: RowAction
    name: str
    # What would be written: `OrganisationDetails` or `PersonRow`.
    details: Any = None
    target: Publishable | None = None
    # Entries of the same name in the same country: a person says whether they are the same.
    twins: Sequence[Publishable] = ()
    twin_row: int | None = None
    changes: Sequence[Change] = ()
    problems: Sequence[CellProblem] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    rows: Sequence[RowPlan]
    ignored_columns: Sequence[str] = ()
    digest: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def n_to_write(self) -> int:
        return self.counts.get(RowAction.CREATE, 0) + self.counts.get(RowAction.CHANGE, 0)


class Planner:
    """Plans every row of a sheet with a handful of queries, however long it is."""

    subject: ClassVar[ImportSubject]

    def __init__(self, sheet_import: SheetImport, user: object) -> None:
        self.sheet = sheet_import
        self.user = user
        self.cells = CellReader()
        self.field_of = {field.name: field for field in FIELDS_OF[self.subject]}
        self.read = [self._read_row(cells) for cells in sheet_import.rows]
        self.first_rows: dict[Key, int] = {}
        self.known: Mapping[UUID, Any] = {}
        self.namesakes: dict[Key, list[Any]] = {}
        self.look_up([values for values, _problems in self.read])

    def look_up(self, rows: Sequence[Values]) -> None:
        """Fill `known` with the entries that rows name, `namesakes` with those named alike."""
        raise NotImplementedError

    def name_of(self, values: Values) -> str:
        raise NotImplementedError

    def details(self, values: Values, target: Any) -> Any:
        """Return what a row says over what is there; an empty cell changes nothing."""
        raise NotImplementedError

    def refusals(self, values: Values, details: Any, target: Any) -> list[CellProblem]:
        raise NotImplementedError

    def key_of(self, details: Any) -> Key:
        """Return what two entries that are perhaps the same have in common."""
        raise NotImplementedError

    def changes(self, target: Any, details: Any) -> list[Change]:
        raise NotImplementedError

    def plans(self) -> Iterator[RowPlan]:
        for offset, (values, problems) in enumerate(self.read):
            yield self._plan(self.sheet.first_row_number + offset, values, problems)

    def as_twin(self, row: RowPlan, twin: Any) -> RowPlan:
        """Return the plan of a row once a person has said that it is the entry `twin`."""
        return self._change(row.number, self.details(row.values, twin), twin, row.name)

    def outside(self, places: Sequence[Publishable], country: object) -> Iterator[CellProblem]:
        """Refuse a row that would be written, or is now, where this person may not import."""
        if not all(can_import_row(self.user, self.subject, place) for place in places):
            wanted = _("a country and a programme in which you may import")
            yield CellProblem(self.heading("country"), str(country or "–"), wanted)

    def heading(self, name: str) -> str:
        if name in self.sheet.columns:
            return str(self.sheet.header[self.sheet.columns.index(name)])
        return str(self.field_of[name].label)

    def _read_row(self, cells: Sequence[str]) -> tuple[Values, list[CellProblem]]:
        """Read every cell, so that all mistakes of the row are told at once."""
        values: dict[str, Any] = {}
        problems = []
        triples = zip(self.sheet.columns, self.sheet.header, cells, strict=False)
        for name, heading, cell in triples:
            text = cell.strip()
            if name is None or not text:
                continue
            try:
                values[name] = self.cells.read(name, text)
            except (ValueError, KeyError):
                problems.append(CellProblem(heading, text, str(self.field_of[name].wanted)))
        return values, problems

    def _plan(self, number: int, values: Values, problems: list[CellProblem]) -> RowPlan:
        name = self.name_of(values)
        target = self.known.get(values["id"]) if "id" in values else None
        if "id" in values and target is None:
            problems = [
                *problems,
                CellProblem(
                    str(self.field_of["id"].label),
                    str(values["id"]),
                    _("an identifier of an entry you may read"),
                ),
            ]
        if problems:
            return RowPlan(number, RowAction.REFUSED, name, problems=problems)
        details = self.details(values, target)
        problems = self.refusals(values, details, target)
        if problems:
            return RowPlan(number, RowAction.REFUSED, name, problems=problems)
        if target is not None:
            return self._change(number, details, target, name)
        return self._new(number, details, values, name)

    def _new(self, number: int, details: Any, values: Values, name: str) -> RowPlan:
        key = self.key_of(details)
        twins = self.namesakes.get(key, [])
        twin_row = self.first_rows.get(key)
        self.first_rows.setdefault(key, number)
        action = RowAction.TWIN if twins or twin_row else RowAction.CREATE
        return RowPlan(
            number, action, name, details=details, twins=twins, twin_row=twin_row, values=values
        )

    def _change(self, number: int, details: Any, target: Any, name: str) -> RowPlan:
        changes = self.changes(target, details)
        action = RowAction.CHANGE if changes else RowAction.UNCHANGED
        return RowPlan(
            number, action, name or str(target), details=details, target=target, changes=changes
        )
