"""What an import of experts would do, row by row, before anything is written."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from teranga.core.sheets.fields import columns_of
from teranga.core.sheets.rehearsal import (
    CellProblem,
    ReadRow,
    Rehearsal,
    RowAction,
    RowPlan,
    problem_at,
    read_rows,
    rehearsal_of,
)
from teranga.roster.models import ExpertProfile, RosterImport
from teranga.roster.permissions import can_import_expert
from teranga.roster.queries.experts import experts_readable_by
from teranga.roster.queries.sheet_fields import FIELD_OF, FIELDS, cell_readers


def rehearse(roster_import: RosterImport, user: object) -> Rehearsal:
    # A sheet may have been kept before its columns were.
    roster_import.columns = roster_import.columns or columns_of(roster_import.header, FIELDS)
    planner = _Planner(roster_import, user)
    rows = read_rows(roster_import, FIELDS, cell_readers())
    return rehearsal_of(roster_import, [planner.plan(row) for row in rows])


class _Planner:
    def __init__(self, roster_import: RosterImport, user: object) -> None:
        self.sheet, self.user = roster_import, user
        profiles = experts_readable_by(user, verb="import").select_related(None)
        self.known = {profile.code: profile for profile in profiles}
        self.seen: set[str] = set()

    def plan(self, row: ReadRow) -> RowPlan:
        values = dict(row.values)
        code = values.pop("code", "")
        target = self.known.get(code)
        problems = [*row.problems, *self._refusals(values, code, target)]
        self.seen.add(code)
        if problems:
            return RowPlan(row.number, RowAction.REFUSED, code, problems=problems)
        action = RowAction.CHANGE if target else RowAction.CREATE
        return RowPlan(row.number, action, code, values, target)

    def _refusals(
        self, values: Mapping[str, Any], code: str, target: ExpertProfile | None
    ) -> Iterator[CellProblem]:
        if target is None and code and ExpertProfile.objects.filter(code=code).exists():
            yield self._problem("code", code, _("a code of a profile you may change"))
        elif target is None:
            missing = [name for name in ("kind", "languages") if name not in values]
            yield from (self._problem(name) for name in missing)
        place = target or ExpertProfile(programme=self.sheet.programme)
        if not can_import_expert(self.user, place):
            wanted = _("a programme in which you may import")
            yield CellProblem(_("Programme"), str(place.programme or "–"), wanted)
        if code and code in self.seen:
            yield self._problem("code", code, _("each code only once"))

    def _problem(self, name: str, seen: str = "", wanted: str = "") -> CellProblem:
        return problem_at(self.sheet, FIELD_OF[name], seen, wanted)
