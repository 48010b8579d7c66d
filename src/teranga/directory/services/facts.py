"""Answers and consents of an organisation: written once, laid out for each reader."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from teranga.accounts.enums import ConsentPurpose
from teranga.core.enums import Visibility
from teranga.directory.enums import ConsentScope, ContactKind, FactOrigin
from teranga.directory.models import Contact, FactSheet, Organisation, OrganisationConsent
from teranga.directory.queries.facts import granted_scopes, values_held_of
from teranga.directory.queries.places import Place, shown_place, towns
from teranga.directory.queries.questions import questions
from teranga.directory.queries.visibility import narrowest, opened_by

_LEVELS = (Visibility.PUBLIC, Visibility.NETWORK, Visibility.PRIVATE)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who said it, when, through which submission and under which words of consent."""

    on: dt.date
    origin: FactOrigin
    reference: str = ""
    wording: str = ""
    is_fictitious: bool = False


@transaction.atomic
def record_consents(
    organisation: Organisation, answers: Mapping[ConsentScope, bool], *, said: Provenance
) -> None:
    """Add a line to the ledger for each scope of which something new was said."""
    granted = granted_scopes(organisation.pk)
    known = set(organisation.consents.values_list("agreed_to", flat=True))
    OrganisationConsent.objects.bulk_create(
        [
            OrganisationConsent(
                organisation=organisation,
                agreed_to=scope,
                is_granted=is_granted,
                given_on=said.on,
                wording=said.wording,
                origin=said.origin,
                reference=said.reference,
                visibility=Visibility.PRIVATE,
                **organisation.scope(),
            )
            for scope, is_granted in answers.items()
            if scope not in known or (scope in granted) != is_granted
        ]
    )


@transaction.atomic
def write_facts(
    organisation: Organisation,
    values: Mapping[str, Any],
    *,
    said: Provenance,
    replaces_all: bool = False,
) -> None:
    """Keep answers with their provenance; a later answer stands before an earlier one.

    With `replaces_all`, what the same origin said before and no longer says is dropped.
    """
    held = values_held_of(organisation)
    day = said.on.isoformat()
    if replaces_all:
        kept = {c: row for c, row in held.items() if row["by"] != said.origin or row["on"] > day}
    else:
        kept = dict(held)
    for code, value in values.items():
        if code in questions() and (code not in kept or kept[code]["on"] <= day):
            kept[code] = {"value": value, "on": day, "by": said.origin, "ref": said.reference}
    lay_out_entry(organisation, held=kept, is_fictitious=said.is_fictitious)


@transaction.atomic
def lay_out_entry(
    organisation: Organisation,
    *,
    held: Mapping[str, Any] | None = None,
    is_fictitious: bool | None = None,
) -> None:
    """Put each answer on the sheet that its question and today's consents allow."""
    facts = values_held_of(organisation) if held is None else held
    granted = granted_scopes(organisation.pk)
    organisation.visibility = entry_visibility(granted)
    sheets: dict[str, dict[str, Any]] = {level: {} for level in _LEVELS}
    for code, row in facts.items():
        level = narrowest(questions()[code].visibility(granted), organisation.visibility)
        sheets[level][code] = row
    if is_fictitious is not None:
        organisation.is_fictitious = is_fictitious
    _keep_sheets(organisation, sheets)
    _mirror(organisation, facts, granted)
    _open_contacts(organisation, granted)
    organisation.save()


def entry_visibility(granted: frozenset[str]) -> Visibility:
    if ConsentScope.SHEET in granted:
        return Visibility.PUBLIC
    if ConsentScope.AUTHORITIES in granted:
        return Visibility.NETWORK
    return Visibility.PRIVATE


def _keep_sheets(organisation: Organisation, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    present = {
        sheet.visibility: sheet for sheet in FactSheet.objects.filter(organisation=organisation)
    }
    for level, facts in wanted.items():
        sheet = present.get(level)
        if sheet is None and facts:
            sheet = FactSheet(organisation=organisation, visibility=level, **organisation.scope())
        if sheet is not None and sheet.facts != facts:
            sheet.facts = dict(facts)
            sheet.is_fictitious = organisation.is_fictitious
            sheet.save()


def _mirror(organisation: Organisation, facts: Mapping[str, Any], granted: frozenset[str]) -> None:
    """Copy to the columns that lists and maps read what may be shown with the entry."""

    def value(code: str) -> Any:
        return facts.get(code, {}).get("value")

    may_show_town = bool({ConsentScope.TOWN, ConsentScope.EXACT_POSITION} & granted)
    town = towns().get(value("ville") or "")
    name = town.name if town else value("ville_autre") or ""
    organisation.city = name if may_show_town else ""
    place: Place = shown_place(
        exact=tuple(value("position")) if value("position") else None,
        town_code=value("ville") or "",
        alpha2=organisation.country.alpha2 if organisation.country else "",
        may_show_exact=ConsentScope.EXACT_POSITION in granted,
        may_show_town=may_show_town,
    )
    organisation.latitude, organisation.longitude = place.point or (None, None)
    organisation.precision = place.precision


def contact_consent(granted: frozenset[str]) -> ConsentPurpose:
    """Say how widely the organisation's own addresses may be shown."""
    if ConsentScope.CONTACTS in granted:
        return ConsentPurpose.PUBLIC
    if ConsentScope.AUTHORITIES in granted:
        return ConsentPurpose.NETWORK
    return ConsentPurpose.STORAGE


def _open_contacts(organisation: Organisation, granted: frozenset[str]) -> None:
    consent = contact_consent(granted)
    visibility = narrowest(opened_by(consent), organisation.visibility)
    contacts = Contact.objects.current().filter(organisation=organisation)
    for contact in contacts:
        if (contact.consent, contact.visibility) != (consent, visibility):
            contact.consent, contact.visibility = consent, visibility
            contact.save()
    website = next((c.value for c in contacts if c.kind == ContactKind.WEBSITE), "")
    organisation.website = website if visibility == Visibility.PUBLIC else ""
