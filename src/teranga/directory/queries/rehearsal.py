"""What an import would do, row by row, before anything is written."""

import hashlib
from collections.abc import Mapping, Sequence

from teranga.directory.enums import ImportSubject
from teranga.directory.models import SheetImport
from teranga.directory.queries.organisation_rows import OrganisationPlanner
from teranga.directory.queries.person_rows import PersonPlanner
from teranga.directory.queries.row_plans import Planner, Rehearsal, RowAction, RowPlan

_PLANNERS: Mapping[str, type[Planner]] = {
    ImportSubject.ORGANISATION: OrganisationPlanner,
    ImportSubject.PERSON: PersonPlanner,
}


def planner_of(sheet_import: SheetImport, user: object) -> Planner:
    return _PLANNERS[sheet_import.subject](sheet_import, user)


def rehearse(sheet_import: SheetImport, user: object) -> Rehearsal:
    return rehearsal_by(planner_of(sheet_import, user))


def rehearsal_by(planner: Planner) -> Rehearsal:
    rows, sheet_import = list(planner.plans()), planner.sheet
    counts = {action.value: sum(row.action == action for row in rows) for action in RowAction}
    ignored = [
        heading
        for heading, name in zip(sheet_import.header, sheet_import.columns, strict=True)
        if name is None and heading
    ]
    return Rehearsal(rows, ignored, _digest(rows), counts)


def _digest(rows: Sequence[RowPlan]) -> str:
    """Sum up what was shown: the confirmation counts only for exactly that."""
    shown = [
        (row.number, row.action.value, str(row.target and (row.target.pk, row.target.version)))
        for row in rows
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()
