"""Imports of organisations: rehearsed, applied as a whole, undone as a whole."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.models import Country, Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.services.locking import lock_current, owner_of
from teranga.core.translated import Translated
from teranga.directory.enums import ImportState
from teranga.directory.models import Organisation, SheetImport
from teranga.directory.permissions import can_change_import, can_import_organisations
from teranga.directory.queries.details import COLUMNS, OrganisationDetails, details_of
from teranga.directory.queries.rehearsal import RowAction, RowPlan, rehearse, twin_as
from teranga.directory.queries.sheet_fields import columns_of
from teranga.directory.services.organisations import (
    archive_organisation,
    create_organisation,
    update_organisation,
)
from teranga.programmes.models import Component, Programme

AS_NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDetails:
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
    if not can_import_organisations(by):
        raise PermissionDenied
    sheet_import = SheetImport(columns=columns_of(details.header), owner_id=owner_of(by))
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
    rehearsal = rehearse(locked, by)
    if rehearsal.digest != digest:
        raise StaleEditError(
            _("The directory has changed since this rehearsal: read it again, then confirm.")
        )
    plans = [_decided(row, decisions.get(row.number, ""), locked, by) for row in rehearsal.rows]
    effects = [_write(row, by) for row in plans if row is not None]
    if not effects:
        raise InvalidTransitionError(_("There is nothing to write in this sheet."))
    locked.effects = effects
    locked.state = ImportState.APPLIED
    locked.applied_at = applied_at
    locked.save(update_fields=["effects", "state", "applied_at"])
    return locked


@transaction.atomic
def undo_import(sheet_import: SheetImport, *, undone_at: dt.datetime, by: object) -> SheetImport:
    """Put back what the import changed and put away what it created, all or nothing."""
    locked = _lock_owned(sheet_import, by=by)
    if locked.state != ImportState.APPLIED:
        raise InvalidTransitionError(_("Only an applied import can be undone, and only once."))
    rows = Organisation.objects.in_bulk([effect["id"] for effect in locked.effects])
    written = [(rows[UUID(effect["id"])], effect) for effect in locked.effects]
    touched = [str(row) for row, effect in written if row.version != effect["version"]]
    if touched:
        raise InvalidTransitionError(
            _("These entries were changed since, and would lose that: %(names)s.")
            % {"names": ", ".join(touched)}
        )
    for row, effect in written:
        if effect["action"] == RowAction.CREATE:
            archive_organisation(row, by=by)
        else:
            details = replace(details_of(row), **_values_again(effect["before"]))
            update_organisation(row, details=details, version=row.version, by=by)
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


def _decided(row: RowPlan, decision: str, sheet_import: SheetImport, by: object) -> RowPlan | None:
    """Return the row as it will be written; `None` for a row that is left out."""
    if row.action == RowAction.TWIN:
        if decision == AS_NEW:
            return replace(row, action=RowAction.CREATE)
        twin = next((twin for twin in row.twins if str(twin.pk) == decision), None)
        if twin is None:
            return None
        row = twin_as(row, twin)
    return row if row.action in {RowAction.CREATE, RowAction.CHANGE} else None


def _write(row: RowPlan, by: object) -> dict[str, Any]:
    if row.details is None:
        raise InvalidTransitionError(_("This row holds nothing to write."))
    if row.action == RowAction.CREATE:
        created = create_organisation(details=row.details, by=by)
        return {**_effect(row, created), "before": {}}
    if row.target is None:
        raise InvalidTransitionError(_("This row holds nothing to write."))
    before = _values_to_keep(details_of(row.target), row.details)
    changed = update_organisation(
        row.target, details=row.details, version=row.target.version, by=by
    )
    return {**_effect(row, changed), "before": before}


def _effect(row: RowPlan, organisation: Organisation) -> dict[str, Any]:
    return {
        "row": row.number,
        "action": row.action.value,
        "id": str(organisation.pk),
        "version": organisation.version,
    }


def _values_to_keep(before: OrganisationDetails, after: OrganisationDetails) -> dict[str, Any]:
    """Return the former values of what changes, as JSON holds them."""
    kept: dict[str, Any] = {}
    for name in (*COLUMNS, "themes"):
        value = getattr(before, name)
        if value == getattr(after, name):
            continue
        if name == "themes":
            kept[name] = [theme.pk for theme in value]
        elif name == "country":
            kept[name] = value.pk if value else None
        elif name == "founded_on":
            kept[name] = str(value) if value else None
        else:
            kept[name] = value
    return kept


def _values_again(kept: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(kept)
    if "themes" in kept:
        values["themes"] = tuple(Theme.objects.filter(pk__in=kept["themes"]))
    if kept.get("country"):
        values["country"] = Country.objects.get(pk=kept["country"])
    if kept.get("founded_on"):
        values["founded_on"] = PartialDate.parse(kept["founded_on"])
    if "description" in kept:
        values["description"] = Translated(kept["description"])
    return values
