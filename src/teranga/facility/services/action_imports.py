"""Imports of Actions: rehearsed, applied as a whole, undone as a whole."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.services.locking import lock_current, owner_of
from teranga.core.translated import Translated
from teranga.facility.enums import ActionDetail, ImportState
from teranga.facility.models import Action, ActionImport
from teranga.facility.permissions import (
    can_change_import,
    can_import_action,
    can_import_actions,
)
from teranga.facility.queries.action_sheets import (
    RowAction,
    RowPlan,
    columns_of,
    rehearse,
    values_of,
)
from teranga.programmes.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDetails:
    file_name: str
    sha256: str
    sheet_name: str
    header: list[str]
    rows: list[list[str]]
    first_row_number: int
    programme: Programme


@transaction.atomic
def start_import(*, details: SheetDetails, by: object) -> ActionImport:
    """Keep what was sent, to be rehearsed; no Action changes."""
    if not can_import_actions(by):
        raise PermissionDenied
    action_import = ActionImport(columns=columns_of(details.header), owner_id=owner_of(by))
    for name in SheetDetails.__slots__:
        setattr(action_import, name, getattr(details, name))
    action_import.full_clean(exclude=["effects", "columns", "rows", "header"])
    action_import.save()
    return action_import


@transaction.atomic
def map_import_columns(
    action_import: ActionImport, *, columns: list[str | None], by: object
) -> ActionImport:
    locked = _lock_rehearsed(action_import, by=by)
    locked.columns = columns
    locked.save(update_fields=["columns"])
    return locked


@transaction.atomic
def apply_import(
    action_import: ActionImport, *, digest: str, applied_at: dt.datetime, by: object
) -> ActionImport:
    """Write exactly what the rehearsal showed."""
    locked = _lock_rehearsed(action_import, by=by)
    rehearsal = rehearse(locked, by)
    if rehearsal.digest != digest:
        raise StaleEditError(
            _("The Actions have changed since this rehearsal: read it again, then confirm.")
        )
    rows = [row for row in rehearsal.rows if row.action in {RowAction.CREATE, RowAction.CHANGE}]
    if not rows:
        raise InvalidTransitionError(_("There is nothing to write in this sheet."))
    locked.effects = [_write(row, locked, by) for row in rows]
    locked.state, locked.applied_at = ImportState.APPLIED, applied_at
    locked.save(update_fields=["effects", "state", "applied_at"])
    return locked


@transaction.atomic
def undo_import(action_import: ActionImport, *, undone_at: dt.datetime, by: object) -> ActionImport:
    """Put back what the import changed and put away what it created, all or nothing."""
    locked = _lock_owned(action_import, by=by)
    if locked.state != ImportState.APPLIED:
        raise InvalidTransitionError(_("Only an applied import can be undone, and only once."))
    rows = Action.objects.in_bulk([effect["id"] for effect in locked.effects])
    written = [(rows[UUID(effect["id"])], effect) for effect in locked.effects]
    touched = [row.code for row, effect in written if row.version != effect["version"]]
    if touched:
        raise InvalidTransitionError(
            _("These entries were changed since, and would lose that: %(names)s.")
            % {"names": ", ".join(touched)}
        )
    for row, effect in written:
        if effect["action"] == RowAction.CREATE:
            row.archive()
        else:
            _fill(row, effect["before"])
    locked.state, locked.undone_at = ImportState.UNDONE, undone_at
    locked.save(update_fields=["state", "undone_at"])
    return locked


def _write(row: RowPlan, action_import: ActionImport, by: object) -> dict[str, Any]:
    before: dict[str, Any] = {}
    if row.target is None:
        action = Action(
            code=row.values["code"],
            programme=action_import.programme,
            detail=ActionDetail.MENTION,
            visibility=Visibility.PROGRAMME,
            owner_id=owner_of(by),
        )
        if not can_import_action(by, action):
            raise PermissionDenied
    else:
        action = row.target
        told = values_of(action)
        before = {name: told[name] for name in row.values}
    _fill(action, row.values)
    return {
        "row": row.number,
        "action": row.action.value,
        "id": str(action.pk),
        "version": action.version,
        "before": before,
    }


def _fill(action: Action, values: Mapping[str, Any]) -> None:
    told = dict(values)
    countries, themes = told.pop("countries", None), told.pop("themes", None)
    titles = {code: told.pop(f"title_{code}") for code in ("fr", "en") if f"title_{code}" in told}
    action.title = Translated(
        {code: text for code, text in {**action.title, **titles}.items() if text}
    )
    for name, value in told.items():
        setattr(action, name, value or (None if name.endswith("_on") else ""))
    if countries is not None:
        # The axis of rights: only when one country asked.
        action.country_id = countries[0] if len(countries) == 1 else None
    action.full_clean()
    action.save()
    if countries is not None:
        action.countries.set(countries)
    if themes is not None:
        action.themes.set(themes)


def _lock_owned(action_import: ActionImport, *, by: object) -> ActionImport:
    locked = lock_current(action_import)
    if not can_change_import(by, locked):
        raise PermissionDenied
    return locked


def _lock_rehearsed(action_import: ActionImport, *, by: object) -> ActionImport:
    locked = _lock_owned(action_import, by=by)
    if locked.state != ImportState.REHEARSED:
        raise InvalidTransitionError(_("This import has already been applied."))
    return locked
