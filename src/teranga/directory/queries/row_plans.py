"""What each row of a sheet would do, whatever its rows are: organisations or people."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from teranga.core.models import Publishable
from teranga.core.sheets.rehearsal import (
    CellProblem,
    Change,
    ReadRow,
    Rehearsal,
    RowAction,
    RowPlan,
    problem_at,
    read_rows,
    rehearsal_of,
)
from teranga.directory.enums import ImportSubject
from teranga.directory.models import SheetImport
from teranga.directory.permissions import can_import_row
from teranga.directory.queries.sheet_fields import FIELDS_OF, cell_readers

Key = tuple[str, str | None]  # folded name and country
Values = Mapping[str, Any]


class Planner(ABC):
    """Plans every row of a sheet with a handful of queries, however long it is."""

    subject: ClassVar[ImportSubject]

    def __init__(self, sheet_import: SheetImport, user: object) -> None:
        self.sheet = sheet_import
        self.user = user
        self.field_of = {field.name: field for field in FIELDS_OF[self.subject]}
        self.rows = read_rows(sheet_import, FIELDS_OF[self.subject], cell_readers())
        self.first_rows: dict[Key, int] = {}
        self.known: Mapping[UUID, Any] = {}
        self.namesakes: dict[Key, list[Any]] = {}
        self.look_up([row.values for row in self.rows])

    @abstractmethod
    def look_up(self, rows: Sequence[Values]) -> None:
        """Fill `known` with the entries that rows name, `namesakes` with those named alike."""

    @abstractmethod
    def name_of(self, values: Values) -> str: ...

    @abstractmethod
    def details(self, values: Values, target: Any) -> Any:
        """Return what a row says over what is there; an empty cell changes nothing."""

    @abstractmethod
    def refusals(self, values: Values, details: Any, target: Any) -> list[CellProblem]: ...

    @abstractmethod
    def key_of(self, details: Any) -> Key:
        """Return what two entries that are perhaps the same have in common."""

    @abstractmethod
    def changes(self, target: Any, details: Any) -> list[Change]: ...

    def rehearse(self) -> Rehearsal:
        return rehearsal_of(self.sheet, [self._plan(row) for row in self.rows])

    def as_twin(self, row: RowPlan, twin: Any) -> RowPlan:
        """Return the plan of a row once a person has said that it is the entry `twin`."""
        return self._change(row.number, self.details(row.values, twin), twin, row.name)

    def problem(self, name: str, seen: str = "", wanted: str = "") -> CellProblem:
        return problem_at(self.sheet, self.field_of[name], seen, wanted)

    def mistakes(
        self, entry: models.Model, values: Values, *, checked: Collection[str]
    ) -> Iterator[CellProblem]:
        """Say of each checked column what the entry may not hold there."""
        others = [field.name for field in entry._meta.fields if field.name not in checked]
        try:
            entry.clean_fields(exclude=others)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                yield self.problem(name, str(values.get(name, "")), " ".join(messages))

    def outside(self, places: Sequence[Publishable], country: object) -> Iterator[CellProblem]:
        """Refuse a row that would be written, or is now, where this person may not import."""
        if not all(can_import_row(self.user, self.subject, place) for place in places):
            wanted = _("a country and a programme in which you may import")
            yield self.problem("country", str(country or "–"), wanted)

    def _plan(self, row: ReadRow) -> RowPlan:
        name, problems = self.name_of(row.values), list(row.problems)
        target = self.known.get(row.values["id"]) if "id" in row.values else None
        if "id" in row.values and target is None:
            wanted = _("an identifier of an entry you may read")
            problems.append(self.problem("id", str(row.values["id"]), wanted))
        details = None
        if not problems:
            details = self.details(row.values, target)
            problems = self.refusals(row.values, details, target)
        if problems:
            return RowPlan(row.number, RowAction.REFUSED, name, problems=problems)
        if target is not None:
            return self._change(row.number, details, target, name)
        return self._new(row, details, name)

    def _new(self, row: ReadRow, details: Any, name: str) -> RowPlan:
        key = self.key_of(details)
        twins = self.namesakes.get(key, [])
        twin_row = self.first_rows.get(key)
        self.first_rows.setdefault(key, row.number)
        action = RowAction.TWIN if twins or twin_row else RowAction.CREATE
        return RowPlan(
            row.number, action, name, row.values, details=details, twins=twins, twin_row=twin_row
        )

    def _change(self, number: int, details: Any, target: Any, name: str) -> RowPlan:
        changes = self.changes(target, details)
        action = RowAction.CHANGE if changes else RowAction.UNCHANGED
        return RowPlan(
            number, action, name or str(target), details=details, target=target, changes=changes
        )
