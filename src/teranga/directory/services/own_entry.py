"""What an organisation does with its entry: correct it, confirm it, say what shows, leave."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from teranga.core.enums import Visibility
from teranga.core.models import Country, Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.services.locking import lock, lock_current
from teranga.directory.enums import ConsentScope, EntryChangeState, FactOrigin
from teranga.directory.models import EntryChange, Organisation
from teranga.directory.queries.facts import values_held_of
from teranga.directory.queries.questions import questions
from teranga.directory.services.facts import (
    Provenance,
    lay_out_entry,
    record_consents,
    write_facts,
)
from teranga.directory.services.mapping import kind_of, level_of

WORDING = "own page 1"


def said_today(organisation: Organisation, today: dt.date) -> Provenance:
    return Provenance(
        today, FactOrigin.OWN_PAGE, wording=WORDING, is_fictitious=organisation.is_fictitious
    )


@transaction.atomic
def save_own_entry(
    organisation: Organisation,
    *,
    values: Mapping[str, Any],
    consents: Mapping[ConsentScope, bool],
    today: dt.date,
) -> EntryChange | None:
    """Write what may be written at once; return what waits for a moderator, if anything."""
    locked = lock_current(organisation)
    held = values_held_of(locked)
    changed = {
        code: value
        for code, value in values.items()
        if value != held.get(code, {}).get("value") and (value or code in held)
    }
    sensitive = {c: v for c, v in changed.items() if questions()[c].is_sensitive}
    plain = {c: v for c, v in changed.items() if c not in sensitive}
    said = said_today(locked, today)
    locked.confirmed_on = today
    record_consents(locked, consents, said=said)
    apply_values(locked, plain, said=said)
    return _propose(locked, sensitive, held) if sensitive else None


def apply_values(
    organisation: Organisation, values: Mapping[str, Any], *, said: Provenance
) -> None:
    """Write answers and the columns that lists read from them."""
    _mirror(organisation, values)
    write_facts(organisation, values, said=said)
    if "domaines" in values:
        codes = [f"osc:{code}" for code in values["domaines"]]
        organisation.themes.set(Theme.objects.filter(pk__in=codes))


def _mirror(organisation: Organisation, values: Mapping[str, Any]) -> None:
    columns = {"nom": "name", "sigle": "acronym", "ancien_nom": "other_names"}
    for code, column in columns.items():
        if code in values:
            setattr(organisation, column, values[code])
    if "type_org" in values:
        organisation.kind = kind_of(values["type_org"])
    if "niveaux" in values:
        organisation.level = level_of(values["niveaux"])
    if values.get("annee_creation"):
        organisation.founded_on = PartialDate(int(values["annee_creation"]))
    if "pays" in values:
        organisation.country = Country.objects.filter(alpha2=values["pays"]).first()


def _propose(
    organisation: Organisation, values: Mapping[str, Any], held: Mapping[str, Any]
) -> EntryChange:
    """Keep one open proposal for each organisation: what is asked later joins what waits."""
    waiting = EntryChange.objects.current().filter(
        organisation=organisation, state=EntryChangeState.PROPOSED
    )
    change = waiting.select_for_update().first() or EntryChange(
        organisation=organisation, visibility=Visibility.PRIVATE, **organisation.scope()
    )
    change.proposed = {**change.proposed, **values}
    change.before = {c: held.get(c, {}).get("value") for c in change.proposed}
    change.save()
    return change


@transaction.atomic
def confirm_own_entry(organisation: Organisation, *, today: dt.date) -> Organisation:
    locked = lock_current(organisation)
    locked.confirmed_on = today
    locked.save(update_fields=["confirmed_on"])
    return locked


@transaction.atomic
def withdraw_own_entry(organisation: Organisation, *, today: dt.date) -> Organisation:
    """Take everything off the map at once: no consent is left, and the entry is put away."""
    locked = lock(organisation)
    said = said_today(locked, today)
    record_consents(locked, dict.fromkeys(ConsentScope, False), said=said)
    lay_out_entry(locked)
    if not locked.is_archived:
        locked.archive()
    return locked
