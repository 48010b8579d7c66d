"""What an import of experts would do, row by row, before anything is written."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from teranga.roster.models import ExpertProfile, RosterImport
from teranga.roster.permissions import can_import_expert
from teranga.roster.queries.experts import experts_readable_by
from teranga.roster.queries.sheet_fields import FIELD_OF, CellReader, columns_of


class RowAction(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Where it is, what was seen, what was wanted."""

    column: str
    seen: str
    wanted: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    number: int
    action: RowAction
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    target: ExpertProfile | None = None
    problems: Sequence[CellProblem] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    rows: Sequence[RowPlan]
    ignored_columns: Sequence[str]
    digest: str

    def n_of(self, action: RowAction) -> int:
        return sum(row.action == action for row in self.rows)

    @property
    def n_to_create(self) -> int:
        return self.n_of(RowAction.CREATE)

    @property
    def n_to_change(self) -> int:
        return self.n_of(RowAction.CHANGE)

    @property
    def n_refused(self) -> int:
        return self.n_of(RowAction.REFUSED)

    @property
    def n_to_write(self) -> int:
        return self.n_to_create + self.n_to_change

    @property
    def refused(self) -> Sequence[RowPlan]:
        return [row for row in self.rows if row.action == RowAction.REFUSED]


def rehearse(roster_import: RosterImport, user: object) -> Rehearsal:
    columns = columns_of(roster_import.header)
    reader = CellReader()
    known = {p.code: p for p in experts_readable_by(user, verb="import").select_related(None)}
    rows: list[RowPlan] = []
    seen: set[str] = set()
    for offset, cells in enumerate(roster_import.rows):
        plan = _plan(roster_import, user, reader, columns, cells, offset, known)
        if plan.code and plan.code in seen:
            problem = CellProblem(str(FIELD_OF["code"].label), plan.code, _("each code only once"))
            plan = replace(plan, action=RowAction.REFUSED, problems=[*plan.problems, problem])
        seen.add(plan.code)
        rows.append(plan)
    ignored = [
        heading
        for heading, name in zip(roster_import.header, columns, strict=True)
        if heading and name is None
    ]
    return Rehearsal(rows, ignored, _digest(rows))


def _plan(
    roster_import: RosterImport,
    user: object,
    reader: CellReader,
    columns: Sequence[str | None],
    cells: Sequence[str],
    offset: int,
    known: Mapping[str, ExpertProfile],
) -> RowPlan:
    number = roster_import.first_row_number + offset
    values: dict[str, Any] = {}
    problems: list[CellProblem] = []
    for name, heading, cell in zip(columns, roster_import.header, cells, strict=False):
        text = cell.strip()
        if name is None or not text:
            continue
        try:
            values[name] = reader.read(name, text)
        except ValueError:
            problems.append(CellProblem(heading, text, str(FIELD_OF[name].wanted)))
    code = values.pop("code", "")
    target = known.get(code)
    problems += _missing(code, target, values)
    place = target or ExpertProfile(programme=roster_import.programme)
    if not can_import_expert(user, place):
        wanted = _("a programme in which you may import")
        problems.append(CellProblem(_("Programme"), str(place.programme or "–"), wanted))
    if problems:
        return RowPlan(number, RowAction.REFUSED, code, problems=problems)
    action = RowAction.CHANGE if target else RowAction.CREATE
    return RowPlan(number, action, code, values, target)


def _missing(
    code: str, target: ExpertProfile | None, values: Mapping[str, Any]
) -> list[CellProblem]:
    if target is not None:
        return []
    if code and ExpertProfile.objects.filter(code=code).exists():
        wanted = _("a code of a profile you may change")
        return [CellProblem(str(FIELD_OF["code"].label), code, wanted)]
    return [
        CellProblem(str(FIELD_OF[name].label), "–", str(FIELD_OF[name].wanted))
        for name in ("kind", "languages")
        if name not in values
    ]


def _digest(rows: Sequence[RowPlan]) -> str:
    """Sum up what was shown: the confirmation counts only for exactly that."""
    shown = [
        (row.number, row.action.value, str(row.target and (row.target.pk, row.target.version)))
        for row in rows
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()
