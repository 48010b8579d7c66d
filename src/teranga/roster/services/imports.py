"""Imports of a roster: rehearsed, applied as a whole, undone as a whole."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import StaleEditError
from teranga.core.models import Country, Theme
from teranga.core.search.index import index_rows
from teranga.core.sheets.imports import (
    Effect,
    as_kept,
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
from teranga.programmes.models import Programme
from teranga.roster.models import ExpertLanguage, ExpertProfile, RosterImport
from teranga.roster.permissions import can_import_experts
from teranga.roster.queries.experts import next_code
from teranga.roster.queries.rehearsal import rehearse
from teranga.roster.queries.sheet_fields import FIELDS, LINKS


@transaction.atomic
def start_import(content: SheetContent, *, programme: Programme, by: object) -> RosterImport:
    """Keep what was sent, to be rehearsed; nothing of the roster changes."""
    if not can_import_experts(by):
        raise PermissionDenied
    return keep_sheet(RosterImport(programme=programme), content, fields=FIELDS, by=by)


@transaction.atomic
def apply_import(
    roster_import: RosterImport, *, digest: str, applied_at: dt.datetime, by: object
) -> RosterImport:
    """Write what the rehearsal showed; new profiles wait for their expert's consent."""
    locked = lock_rehearsed(roster_import, by=by)
    rehearsal = rehearse(locked, by)
    if rehearsal.digest != digest:
        raise StaleEditError(
            _("The roster has changed since this rehearsal: read it again, then confirm.")
        )
    effects = [_write(row, locked) for row in rehearsal.to_write]
    return mark_applied(locked, effects=effects, applied_at=applied_at)


@transaction.atomic
def undo_import(roster_import: RosterImport, *, undone_at: dt.datetime, by: object) -> RosterImport:
    """Put back what the import changed and put away what it created, all or nothing."""
    locked = lock_applied(roster_import, by=by)
    for profile, effect in written_by(locked, ExpertProfile):
        if effect["action"] == RowAction.CREATE:
            profile.archive()
        else:
            _set(profile, _values_again(effect["before"]))
    return mark_undone(locked, undone_at=undone_at)


def _write(row: RowPlan, roster_import: RosterImport) -> Effect:
    profile: Any = row.target
    before: dict[str, Any] = {}
    if profile is None:
        home = row.values.get("home_country")
        profile = ExpertProfile(
            code=row.name or next_code(home.alpha2 if home else "X"),
            kind=row.values["kind"],
            programme=roster_import.programme,
            visibility=Visibility.PRIVATE,
        )
    else:
        before = _kept(profile, row.values)
    _set(profile, row.values)
    return effect_of(row, profile, before)


def _set(profile: ExpertProfile, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in LINKS:
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
        value = getattr(profile, name)
        if name == "languages":
            kept[name] = dict(value.values_list("language_id", "level"))
        else:
            kept[name] = as_kept(list(value.all()) if name in LINKS else value)
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
