"""Rows of a sheet written by the services of what they are, and put back as they were."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from teranga.accounts.enums import ConsentPurpose
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country, Publishable, Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.sheets.imports import Effect, as_kept, effect_of
from teranga.core.sheets.rehearsal import RowAction, RowPlan
from teranga.core.translated import Translated
from teranga.directory.enums import ContactKind, ImportSubject
from teranga.directory.models import Contact, Mandate, Organisation, Person
from teranga.directory.queries.details import OrganisationDetails, details_of
from teranga.directory.queries.person_details import PersonDetails, person_details_of
from teranga.directory.queries.person_rows import PersonRow
from teranga.directory.services.contacts import add_contact, withdraw_contact
from teranga.directory.services.organisations import (
    archive_organisation,
    create_organisation,
    update_organisation,
)
from teranga.directory.services.people import (
    archive_person,
    create_person,
    start_mandate,
    update_person,
)

D = TypeVar("D", OrganisationDetails, PersonDetails)


@dataclass(frozen=True, slots=True)
class Rows:
    """How the rows of one subject are written, and how what they wrote is undone."""

    model: type[Publishable]
    write: Callable[[RowPlan, object], Effect]
    undo: Callable[[Any, Effect, object], None]


def _write_organisation(row: RowPlan, by: object) -> Effect:
    if row.action == RowAction.CREATE:
        created = create_organisation(details=row.details, by=by)
        return effect_of(row, created, {})
    target = _target(row, Organisation)
    before = _values_to_keep(details_of(target), row.details)
    changed = update_organisation(target, details=row.details, version=target.version, by=by)
    return effect_of(row, changed, before)


def _undo_organisation(organisation: Organisation, effect: Effect, by: object) -> None:
    if effect["action"] == RowAction.CREATE:
        archive_organisation(organisation, by=by)
    else:
        details = replace(details_of(organisation), **_values_again(effect["before"]))
        update_organisation(organisation, details=details, version=organisation.version, by=by)


def _write_person(row: RowPlan, by: object) -> Effect:
    told: PersonRow = row.details
    before: dict[str, Any] = {}
    if row.action == RowAction.CREATE:
        person = create_person(details=told.person, by=by)
    else:
        person = _target(row, Person)
        before = _values_to_keep(person_details_of(person), told.person)
        if before:
            person = update_person(person, details=told.person, version=person.version, by=by)
    added = {"mandates": _add_mandate(person, told, by), "contacts": _add_email(person, told, by)}
    return effect_of(row, person, before) | added


def _add_mandate(person: Person, told: PersonRow, by: object) -> list[str]:
    if told.organisation is None:
        return []
    current = Mandate.objects.filter(
        person=person, organisation=told.organisation, title__iexact=told.title, ends_on=None
    )
    if current.exists():
        return []
    mandate = start_mandate(
        person, organisation=told.organisation, title=told.title, starts_on=None, by=by
    )
    return [str(mandate.pk)]


def _add_email(person: Person, told: PersonRow, by: object) -> list[str]:
    """Keep an address for the team alone: a sheet says nothing of what its owner agreed to."""
    known = Contact.objects.current().filter(person=person, value__iexact=told.email)
    if not told.email or known.exists():
        return []
    contact = add_contact(
        person,
        kind=ContactKind.EMAIL,
        value=told.email,
        label="",
        consent=ConsentPurpose.STORAGE,
        by=by,
    )
    return [str(contact.pk)]


def _undo_person(person: Person, effect: Effect, by: object) -> None:
    for contact in Contact.objects.current().filter(pk__in=effect["contacts"]):
        withdraw_contact(contact, by=by)
    for mandate in Mandate.objects.current().filter(pk__in=effect["mandates"]):
        mandate.archive()
    if effect["action"] == RowAction.CREATE:
        archive_person(person, by=by)
    elif effect["before"]:
        details = replace(person_details_of(person), **_values_again(effect["before"]))
        update_person(person, details=details, version=person.version, by=by)


ROWS: Mapping[ImportSubject, Rows] = {
    ImportSubject.ORGANISATION: Rows(Organisation, _write_organisation, _undo_organisation),
    ImportSubject.PERSON: Rows(Person, _write_person, _undo_person),
}


def _target(row: RowPlan, model: type[Any]) -> Any:
    if not isinstance(row.target, model):
        raise InvalidTransitionError(_("This row holds nothing to write."))
    return row.target


def _values_to_keep(before: D, after: D) -> dict[str, Any]:
    """Return the former values of what changes, as JSON holds them."""
    return {
        name: as_kept(getattr(before, name))
        for name in before.__slots__
        if getattr(before, name) != getattr(after, name)
    }


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
