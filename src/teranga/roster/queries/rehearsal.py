"""What an import of experts would do, row by row, before anything is written."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from teranga.core.sheets.fields import columns_of
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
from teranga.roster.enums import LanguageLevel
from teranga.roster.models import ExpertProfile, RosterImport
from teranga.roster.permissions import can_import_expert
from teranga.roster.queries.experts import experts_readable_by
from teranga.roster.queries.sheet_fields import FIELD_OF, FIELDS, LINKS, SEPARATOR, cell_readers


def rehearse(roster_import: RosterImport, user: object) -> Rehearsal:
    # A sheet may have been kept before its columns were.
    roster_import.columns = roster_import.columns or columns_of(roster_import.header, FIELDS)
    rows = read_rows(roster_import, FIELDS, cell_readers())
    planner = _Planner(roster_import, user, codes={row.values.get("code", "") for row in rows})
    return rehearsal_of(roster_import, [planner.plan(row) for row in rows])


class _Planner:
    """Plans every row with a handful of queries, however long the sheet."""

    def __init__(self, roster_import: RosterImport, user: object, *, codes: set[str]) -> None:
        self.sheet, self.user = roster_import, user
        profiles = experts_readable_by(user, verb="import").filter(code__in=codes)
        linked = profiles.select_related("home_country").prefetch_related(*LINKS)
        self.known = {profile.code: profile for profile in linked}
        self.seen: set[str] = set()

    def plan(self, row: ReadRow) -> RowPlan:
        values = dict(row.values)
        code = values.pop("code", "")
        target = self.known.get(code)
        unread = {problem.column for problem in row.problems}
        refusals = [p for p in self._refusals(values, code, target) if p.column not in unread]
        self.seen.add(code)
        if row.problems or refusals:
            problems = [*row.problems, *refusals]
            return RowPlan(row.number, RowAction.REFUSED, code, problems=problems)
        if target is None:
            return RowPlan(row.number, RowAction.CREATE, code, values)
        before = {name: _held(target, name) for name in values}
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return RowPlan(row.number, RowAction.UNCHANGED, code, values, target)
        changes = [
            Change(str(FIELD_OF[name].label), _shown(name, before[name]), _shown(name, value))
            for name, value in changed.items()
        ]
        return RowPlan(row.number, RowAction.CHANGE, code, changed, target, changes)

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


def _held(profile: ExpertProfile, name: str) -> Any:
    """Return what a profile holds, as a cell of the sheet is read."""
    if name == "languages":
        return {line.language_id: line.level for line in profile.languages.all()}
    held = getattr(profile, name)
    return tuple(held.all()) if name in LINKS else held


def _shown(name: str, value: Any) -> str:
    """Write a value as the export does, but for choices and names: those in words."""
    if name == "languages":
        return SEPARATOR.join(f"{code}:{LanguageLevel(n).name}" for code, n in value.items()) or "–"
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value)) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(ExpertProfile._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, value) if value not in {None, ""} else "–")
