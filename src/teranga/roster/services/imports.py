"""Imports of a roster: rehearsed, applied as a whole, undone as a whole."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.models import Country, Theme
from teranga.core.search.index import index_rows
from teranga.core.services.locking import lock_current, owner_of
from teranga.programmes.models import Programme
from teranga.roster.enums import ImportState
from teranga.roster.models import ExpertLanguage, ExpertProfile, RosterImport
from teranga.roster.permissions import can_change_import, can_import_experts
from teranga.roster.queries.experts import next_code
from teranga.roster.queries.rehearsal import RowAction, RowPlan, rehearse

_LINKS = ("themes", "countries_known", "languages")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDetails:
    file_name: str
    sha256: str
    header: list[str]
    rows: list[list[str]]
    first_row_number: int
    programme: Programme


@transaction.atomic
def start_import(*, details: SheetDetails, by: object) -> RosterImport:
    """Keep what was sent, to be rehearsed; nothing of the roster changes."""
    if not can_import_experts(by):
        raise PermissionDenied
    roster_import = RosterImport(owner_id=owner_of(by), visibility=Visibility.PRIVATE)
    for name in SheetDetails.__slots__:
        setattr(roster_import, name, getattr(details, name))
    roster_import.full_clean(exclude=["effects", "rows", "header"])
    roster_import.save()
    return roster_import


@transaction.atomic
def apply_import(
    roster_import: RosterImport, *, digest: str, applied_at: dt.datetime, by: object
) -> RosterImport:
    """Write what the rehearsal showed; new profiles wait for their expert's consent."""
    locked = _lock(roster_import, ImportState.REHEARSED, by=by)
    rehearsal = rehearse(locked, by)
    if rehearsal.digest != digest:
        raise StaleEditError(
            _("The roster has changed since this rehearsal: read it again, then confirm.")
        )
    plans = [row for row in rehearsal.rows if row.action != RowAction.REFUSED]
    if not plans:
        raise InvalidTransitionError(_("There is nothing to write in this sheet."))
    locked.effects = [_write(row, locked) for row in plans]
    locked.state, locked.applied_at = ImportState.APPLIED, applied_at
    locked.save(update_fields=["effects", "state", "applied_at"])
    return locked


@transaction.atomic
def undo_import(roster_import: RosterImport, *, undone_at: dt.datetime, by: object) -> RosterImport:
    """Put back what the import changed and put away what it created, all or nothing."""
    locked = _lock(roster_import, ImportState.APPLIED, by=by)
    rows = ExpertProfile.objects.in_bulk([effect["id"] for effect in locked.effects])
    touched = [
        str(rows[UUID(effect["id"])])
        for effect in locked.effects
        if rows[UUID(effect["id"])].version != effect["version"]
    ]
    if touched:
        raise InvalidTransitionError(
            _("These profiles were changed since, and would lose that: %(names)s.")
            % {"names": ", ".join(touched)}
        )
    for effect in locked.effects:
        profile = rows[UUID(effect["id"])]
        if effect["action"] == RowAction.CREATE:
            profile.archive()
        else:
            _set(profile, _values_again(effect["before"]))
    locked.state, locked.undone_at = ImportState.UNDONE, undone_at
    locked.save(update_fields=["state", "undone_at"])
    return locked


def _lock(roster_import: RosterImport, state: ImportState, *, by: object) -> RosterImport:
    locked = lock_current(roster_import)
    if not can_change_import(by, locked):
        raise PermissionDenied
    if locked.state != state:
        raise InvalidTransitionError(
            _("This import is now “%(state)s”.") % {"state": locked.get_state_display()}
        )
    return locked


def _write(row: RowPlan, roster_import: RosterImport) -> dict[str, Any]:
    profile = row.target
    before: dict[str, Any] = {}
    if profile is None:
        home = row.values.get("home_country")
        profile = ExpertProfile(
            code=row.code or next_code(home.alpha2 if home else "X"),
            kind=row.values["kind"],
            programme=roster_import.programme,
            visibility=Visibility.PRIVATE,
        )
    else:
        before = _kept(profile, row.values)
    _set(profile, row.values)
    return {
        "action": row.action.value,
        "id": str(profile.pk),
        "version": profile.version,
        "before": before,
    }


def _set(profile: ExpertProfile, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in _LINKS:
            setattr(profile, name, value)
    profile.full_clean()
    profile.save()
    for name in ("themes", "countries_known"):
        if name in values:
            getattr(profile, name).set(values[name])
    if "languages" in values:
        profile.languages.all().delete()
        ExpertLanguage.objects.bulk_create(
            ExpertLanguage(profile=profile, language_id=code, level=level)
            for code, level in values["languages"].items()
        )
    index_rows([profile])


def _kept(profile: ExpertProfile, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the former values of what a row gives, as JSON holds them."""
    kept: dict[str, Any] = {}
    for name in values:
        if name == "languages":
            kept[name] = dict(profile.languages.values_list("language_id", "level"))
        elif name in _LINKS:
            kept[name] = [row.pk for row in getattr(profile, name).all()]
        elif name == "home_country":
            kept[name] = profile.home_country_id
        elif name == "cost_per_day":
            kept[name] = None if profile.cost_per_day is None else str(profile.cost_per_day)
        else:
            kept[name] = getattr(profile, name)
    return kept


def _values_again(kept: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(kept)
    if "themes" in kept:
        values["themes"] = list(Theme.objects.filter(pk__in=kept["themes"]))
    if "countries_known" in kept:
        values["countries_known"] = list(Country.objects.filter(pk__in=kept["countries_known"]))
    if kept.get("home_country"):
        values["home_country"] = Country.objects.get(pk=kept["home_country"])
    if kept.get("cost_per_day"):
        values["cost_per_day"] = Decimal(kept["cost_per_day"])
    return values
