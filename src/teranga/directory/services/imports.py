"""Imports of sheets: rehearsed, applied as a whole, undone as a whole."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.services.locking import lock_current, owner_of
from teranga.directory.enums import ImportState, ImportSubject
from teranga.directory.models import SheetImport
from teranga.directory.permissions import can_change_import, can_import
from teranga.directory.queries.rehearsal import planner_of, rehearsal_by
from teranga.directory.queries.row_plans import Planner, RowAction, RowPlan
from teranga.directory.queries.sheet_fields import columns_of
from teranga.directory.services.imported_rows import ROWS
from teranga.programmes.models import Component, Programme

AS_NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDetails:
    subject: ImportSubject = ImportSubject.ORGANISATION
    file_name: str
    sha256: str
    sheet_name: str
    header: list[str]
    rows: list[list[str]]
    first_row_number: int = 2
    programme: Programme | None = None
    component: Component | None = None


@transaction.atomic
def start_import(*, details: SheetDetails, by: object) -> SheetImport:
    """Keep what was sent, to be rehearsed; nothing of the directory changes."""
    if not can_import(by, details.subject):
        raise PermissionDenied
    columns = columns_of(details.header, details.subject)
    sheet_import = SheetImport(columns=columns, owner_id=owner_of(by))
    for name in SheetDetails.__slots__:
        setattr(sheet_import, name, getattr(details, name))
    sheet_import.full_clean(exclude=["effects", "columns", "rows", "header"])
    sheet_import.save()
    return sheet_import


@transaction.atomic
def map_import_columns(
    sheet_import: SheetImport, *, columns: list[str | None], by: object
) -> SheetImport:
    locked = _lock_rehearsed(sheet_import, by=by)
    locked.columns = columns
    locked.save(update_fields=["columns"])
    return locked


@transaction.atomic
def apply_import(
    sheet_import: SheetImport,
    *,
    digest: str,
    decisions: Mapping[int, str],
    applied_at: dt.datetime,
    by: object,
) -> SheetImport:
    """Write what the rehearsal showed.

    `decisions` says of each twin row by its number `AS_NEW`, or the identifier of the entry it is;
    a row without a decision is left out.
    """
    locked = _lock_rehearsed(sheet_import, by=by)
    planner = planner_of(locked, by)
    rehearsal = rehearsal_by(planner)
    if rehearsal.digest != digest:
        raise StaleEditError(
            _("The directory has changed since this rehearsal: read it again, then confirm.")
        )
    plans = [_decided(row, decisions.get(row.number, ""), planner) for row in rehearsal.rows]
    rows_of = ROWS[ImportSubject(locked.subject)]
    effects = [rows_of.write(row, by) for row in plans if row is not None]
    if not effects:
        raise InvalidTransitionError(_("There is nothing to write in this sheet."))
    locked.effects = effects
    if locked.subject == ImportSubject.PERSON:
        # The people are kept where each may ask to be forgotten, not twice.
        locked.rows = []
    locked.state = ImportState.APPLIED
    locked.applied_at = applied_at
    locked.save(update_fields=["rows", "effects", "state", "applied_at"])
    return locked


@transaction.atomic
def undo_import(sheet_import: SheetImport, *, undone_at: dt.datetime, by: object) -> SheetImport:
    """Put back what the import changed and put away what it created, all or nothing."""
    locked = _lock_owned(sheet_import, by=by)
    if locked.state != ImportState.APPLIED:
        raise InvalidTransitionError(_("Only an applied import can be undone, and only once."))
    rows_of = ROWS[ImportSubject(locked.subject)]
    rows = rows_of.model._base_manager.in_bulk([effect["id"] for effect in locked.effects])
    written = [(rows[UUID(effect["id"])], effect) for effect in locked.effects]
    touched = [str(row) for row, effect in written if row.version != effect["version"]]
    if touched:
        raise InvalidTransitionError(
            _("These entries were changed since, and would lose that: %(names)s.")
            % {"names": ", ".join(touched)}
        )
    for row, effect in written:
        rows_of.undo(row, effect, by)
    locked.state = ImportState.UNDONE
    locked.undone_at = undone_at
    locked.save(update_fields=["state", "undone_at"])
    return locked


def _lock_owned(sheet_import: SheetImport, *, by: object) -> SheetImport:
    locked = lock_current(sheet_import)
    if not can_change_import(by, locked):
        raise PermissionDenied
    return locked


def _lock_rehearsed(sheet_import: SheetImport, *, by: object) -> SheetImport:
    locked = _lock_owned(sheet_import, by=by)
    if locked.state != ImportState.REHEARSED:
        raise InvalidTransitionError(_("This import has already been applied."))
    return locked


def _decided(row: RowPlan, decision: str, planner: Planner) -> RowPlan | None:
    """Return the row as it will be written; `None` for a row that is left out."""
    if row.action == RowAction.TWIN:
        if decision == AS_NEW:
            return replace(row, action=RowAction.CREATE)
        twin = next((twin for twin in row.twins if str(twin.pk) == decision), None)
        if twin is None:
            return None
        row = planner.as_twin(row, twin)
    return row if row.action in {RowAction.CREATE, RowAction.CHANGE} else None
