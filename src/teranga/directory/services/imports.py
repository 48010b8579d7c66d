"""Imports of sheets: rehearsed, applied as a whole, undone as a whole."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.exceptions import StaleEditError
from teranga.core.sheets.imports import (
    keep_sheet,
    lock_applied,
    lock_rehearsed,
    mark_applied,
    mark_undone,
    written_by,
)
from teranga.core.sheets.reading import SheetContent
from teranga.core.sheets.rehearsal import RowAction, RowPlan
from teranga.directory.enums import ImportSubject
from teranga.directory.models import SheetImport
from teranga.directory.permissions import can_import
from teranga.directory.queries.rehearsal import planner_of
from teranga.directory.queries.row_plans import Planner
from teranga.directory.queries.sheet_fields import FIELDS_OF
from teranga.directory.services.imported_rows import ROWS
from teranga.programmes.models import Component, Programme

AS_NEW = "new"


@transaction.atomic
def start_import(
    content: SheetContent,
    *,
    subject: ImportSubject = ImportSubject.ORGANISATION,
    programme: Programme | None = None,
    component: Component | None = None,
    by: object,
) -> SheetImport:
    """Keep what was sent, to be rehearsed; nothing of the directory changes."""
    if not can_import(by, subject):
        raise PermissionDenied
    sheet_import = SheetImport(subject=subject, programme=programme, component=component)
    return keep_sheet(sheet_import, content, fields=FIELDS_OF[subject], by=by)


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
    locked = lock_rehearsed(sheet_import, by=by)
    planner = planner_of(locked, by)
    rehearsal = planner.rehearse()
    if rehearsal.digest != digest:
        raise StaleEditError(
            _("The directory has changed since this rehearsal: read it again, then confirm.")
        )
    plans = [_decided(row, decisions.get(row.number, ""), planner) for row in rehearsal.rows]
    rows_of = ROWS[ImportSubject(locked.subject)]
    effects = [rows_of.write(row, by) for row in plans if row.is_to_write]
    if locked.subject == ImportSubject.PERSON:
        # The people are kept where each may ask to be forgotten, not twice.
        locked.rows = []
    return mark_applied(locked, effects=effects, applied_at=applied_at)


@transaction.atomic
def undo_import(sheet_import: SheetImport, *, undone_at: dt.datetime, by: object) -> SheetImport:
    """Put back what the import changed and put away what it created, all or nothing."""
    locked = lock_applied(sheet_import, by=by)
    rows_of = ROWS[ImportSubject(locked.subject)]
    for entry, effect in written_by(locked, rows_of.model):
        rows_of.undo(entry, effect, by)
    return mark_undone(locked, undone_at=undone_at)


def _decided(row: RowPlan, decision: str, planner: Planner) -> RowPlan:
    """Return the row as a person decided; a twin without a decision is not to be written."""
    if row.action != RowAction.TWIN:
        return row
    if decision == AS_NEW:
        return replace(row, action=RowAction.CREATE)
    twin = next((twin for twin in row.twins if str(twin.pk) == decision), None)
    return row if twin is None else planner.as_twin(row, twin)
