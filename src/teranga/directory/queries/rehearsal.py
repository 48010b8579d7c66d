"""What an import would do, row by row, before anything is written."""

from collections.abc import Mapping

from teranga.core.sheets.rehearsal import Rehearsal
from teranga.directory.enums import ImportSubject
from teranga.directory.models import SheetImport
from teranga.directory.queries.organisation_rows import OrganisationPlanner
from teranga.directory.queries.person_rows import PersonPlanner
from teranga.directory.queries.row_plans import Planner

_PLANNERS: Mapping[str, type[Planner]] = {
    ImportSubject.ORGANISATION: OrganisationPlanner,
    ImportSubject.PERSON: PersonPlanner,
}


def planner_of(sheet_import: SheetImport, user: object) -> Planner:
    return _PLANNERS[sheet_import.subject](sheet_import, user)


def rehearse(sheet_import: SheetImport, user: object) -> Rehearsal:
    return planner_of(sheet_import, user).rehearse()
