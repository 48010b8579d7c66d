"""The life of an import: its sheet is kept, its columns named, its rows written, then undone.

Each app decides which rows are written and how they are put back, in a transaction of its own.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from teranga.core.enums import ImportState
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import DoorQuerySet, ImportedSheet, Publishable
from teranga.core.partial_dates import PartialDate
from teranga.core.permissions import can_change_import
from teranga.core.services.locking import lock_current, owner_of
from teranga.core.sheets.fields import SheetField, columns_of
from teranga.core.sheets.reading import SheetContent
from teranga.core.sheets.rehearsal import RowPlan
from teranga.core.viewer import viewer_of

S = TypeVar("S", bound=ImportedSheet)
T = TypeVar("T", bound=Publishable)
Effect = dict[str, Any]


def imports_of(user: object, model: type[ImportedSheet]) -> DoorQuerySet:
    """Return the imports an account has sent; nobody else reads them."""
    visible: DoorQuerySet = model._default_manager.visible_to(user)
    return visible.filter(owner_id=viewer_of(user).user_id).select_related("programme")


def keep_sheet(sheet: S, content: SheetContent, *, fields: Iterable[SheetField], by: object) -> S:
    """Keep what was sent, to be rehearsed; nothing else changes."""
    for name in SheetContent.__slots__:
        setattr(sheet, name, getattr(content, name))
    sheet.columns = columns_of(content.header, fields)
    sheet.owner_id = owner_of(by)
    sheet.full_clean(exclude=["effects", "columns", "rows", "header"])
    sheet.save()
    return sheet


@transaction.atomic
def map_import_columns(sheet: S, *, columns: list[str | None], by: object) -> S:
    """Say which field each column fills, `None` for a column left aside."""
    locked = lock_rehearsed(sheet, by=by)
    locked.columns = columns
    locked.save(update_fields=["columns"])
    return locked


def lock_rehearsed(sheet: S, *, by: object) -> S:
    """Take hold of one's own import before it is written; refuse one that was."""
    locked = _lock_own(sheet, by=by)
    if locked.state != ImportState.REHEARSED:
        raise InvalidTransitionError(_("This import has already been applied."))
    return locked


def lock_applied(sheet: S, *, by: object) -> S:
    """Take hold of one's own import before it is undone; refuse one that nothing undoes."""
    locked = _lock_own(sheet, by=by)
    if locked.state != ImportState.APPLIED:
        raise InvalidTransitionError(_("Only an applied import can be undone, and only once."))
    return locked


def mark_applied(locked: S, *, effects: list[Effect], applied_at: dt.datetime) -> S:
    """Keep what was written, to be undone; refuse an import that wrote nothing."""
    if not effects:
        raise InvalidTransitionError(_("There is nothing to write in this sheet."))
    locked.effects, locked.state, locked.applied_at = effects, ImportState.APPLIED, applied_at
    locked.save(update_fields=["rows", "effects", "state", "applied_at"])
    return locked


def mark_undone(locked: S, *, undone_at: dt.datetime) -> S:
    locked.state, locked.undone_at = ImportState.UNDONE, undone_at
    locked.save(update_fields=["state", "undone_at"])
    return locked


def effect_of(row: RowPlan, written: Publishable, before: Mapping[str, Any]) -> Effect:
    """Return what undoing needs: which entry, as it was written, and the values it had."""
    return {
        "row": row.number,
        "action": row.action.value,
        "id": str(written.pk),
        "version": written.version,
        "before": before,
    }


def written_by(
    sheet: ImportedSheet, model: type[T], *, name: Callable[[T], str] = str
) -> list[tuple[T, Effect]]:
    """Return each entry with its effect; refuse when one was changed since, saying which."""
    rows = model._base_manager.in_bulk([effect["id"] for effect in sheet.effects])
    written = [(rows[UUID(effect["id"])], effect) for effect in sheet.effects]
    touched = [name(row) for row, effect in written if row.version != effect["version"]]
    if touched:
        raise InvalidTransitionError(
            _("These entries were changed since, and would lose that: %(names)s.")
            % {"names": ", ".join(touched)}
        )
    return written


def as_kept(value: Any) -> Any:
    """Return a value as JSON holds it until the import is undone."""
    if isinstance(value, list | tuple):
        return [as_kept(item) for item in value]
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if isinstance(value, PartialDate | Decimal) else value


def _lock_own(sheet: S, *, by: object) -> S:
    locked = lock_current(sheet)
    if not can_change_import(by, locked):
        raise PermissionDenied
    return locked
