"""Imports of Actions: rehearsed, applied as a whole, undone as a whole."""

import datetime as dt
from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import StaleEditError
from teranga.core.services.locking import owner_of
from teranga.core.sheets.imports import (
    Effect,
    effect_of,
    keep_sheet,
    lock_applied,
    lock_rehearsed,
    mark_applied,
    mark_undone,
    written_by,
)
from teranga.core.sheets.reading import SheetContent
from teranga.core.sheets.rehearsal import RowAction, RowPlan
from teranga.core.translated import Translated
from teranga.facility.enums import ActionDetail
from teranga.facility.models import Action, ActionImport
from teranga.facility.permissions import can_import_action, can_import_actions
from teranga.facility.queries.action_sheets import FIELDS, rehearse, values_of
from teranga.programmes.models import Programme


@transaction.atomic
def start_import(content: SheetContent, *, programme: Programme, by: object) -> ActionImport:
    """Keep what was sent, to be rehearsed; no Action changes."""
    if not can_import_actions(by):
        raise PermissionDenied
    return keep_sheet(ActionImport(programme=programme), content, fields=FIELDS, by=by)


@transaction.atomic
def apply_import(
    action_import: ActionImport, *, digest: str, applied_at: dt.datetime, by: object
) -> ActionImport:
    """Write exactly what the rehearsal showed."""
    locked = lock_rehearsed(action_import, by=by)
    rehearsal = rehearse(locked, by)
    if rehearsal.digest != digest:
        raise StaleEditError(
            _("The Actions have changed since this rehearsal: read it again, then confirm.")
        )
    effects = [_write(row, locked, by) for row in rehearsal.to_write]
    return mark_applied(locked, effects=effects, applied_at=applied_at)


@transaction.atomic
def undo_import(action_import: ActionImport, *, undone_at: dt.datetime, by: object) -> ActionImport:
    """Put back what the import changed and put away what it created, all or nothing."""
    locked = lock_applied(action_import, by=by)
    for action, effect in written_by(locked, Action, name=attrgetter("code")):
        if effect["action"] == RowAction.CREATE:
            action.archive()
        else:
            _fill(action, effect["before"])
    return mark_undone(locked, undone_at=undone_at)


def _write(row: RowPlan, action_import: ActionImport, by: object) -> Effect:
    before: dict[str, Any] = {}
    action: Any = row.target
    if action is None:
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
        told = values_of(action)
        before = {name: told[name] for name in row.values}
    _fill(action, row.values)
    return effect_of(row, action, before)


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
