"""Rows of a sheet of people: who they are, where they work, how to write to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from teranga.core.search.words import fold
from teranga.core.sheets.rehearsal import CellProblem, Change
from teranga.directory.enums import ImportSubject
from teranga.directory.models import Contact, Mandate, Organisation, Person
from teranga.directory.queries.people import people_readable_by
from teranga.directory.queries.person_details import PersonDetails, person_details_of
from teranga.directory.queries.row_plans import Key, Planner, Values

_DETAILS = ("given_name", "family_name", "language", "country", "note")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a row says of a person; `organisation` and `title` are one current mandate."""

    person: PersonDetails
    organisation: Organisation | None = None
    title: str = ""
    email: str = ""


class PersonPlanner(Planner):
    subject = ImportSubject.PERSON

    def look_up(self, rows: Sequence[Values]) -> None:
        readable = people_readable_by(self.user).select_related("component")
        self.known = readable.in_bulk([values["id"] for values in rows if "id" in values])
        wanted = {self._folded(values) for values in rows}
        for person in readable:
            name = fold(f"{person.given_name} {person.family_name}")
            if name in wanted:
                self.namesakes.setdefault((name, person.country_id), []).append(person)
        named = {fold(values["organisation"]) for values in rows if "organisation" in values}
        visible = Organisation.objects.visible_to(self.user)
        self.organisations: dict[str, list[Organisation]] = {}
        for organisation in visible.filter(folded_name__in=named):
            self.organisations.setdefault(organisation.folded_name, []).append(organisation)
        concerned = [*self.known.values(), *(p for alike in self.namesakes.values() for p in alike)]
        self.mandates = {
            (mandate.person_id, mandate.organisation_id, fold(mandate.title))
            for mandate in Mandate.objects.visible_to(self.user).filter(
                person__in=concerned, ends_on=None
            )
        }
        contacts = Contact.objects.visible_to(self.user).filter(person__in=concerned)
        self.contacts = {(contact.person_id, contact.value.casefold()) for contact in contacts}

    def _folded(self, values: Values) -> str:
        return fold(f"{values.get('given_name', '')} {values.get('family_name', '')}")

    def name_of(self, values: Values) -> str:
        return f"{values.get('given_name', '')} {values.get('family_name', '')}".strip()

    def details(self, values: Values, target: Person | None) -> PersonRow:
        given = {name: values[name] for name in _DETAILS if name in values}
        blank = PersonDetails(
            family_name="", programme=self.sheet.programme, component=self.sheet.component
        )
        return PersonRow(
            replace(person_details_of(target) if target else blank, **given),
            self._organisation(values, given.get("country") or (target and target.country)),
            values.get("title", ""),
            values.get("email", ""),
        )

    def _organisation(self, values: Values, country: Any) -> Organisation | None:
        """Find the organisation of that name; of several, the one of the person's own country."""
        alike = self.organisations.get(fold(values.get("organisation", "")), [])
        own = [row for row in alike if country and row.country_id == country.pk]
        found = own if len(alike) > 1 else alike
        return found[0] if len(found) == 1 else None

    def refusals(
        self, values: Values, details: PersonRow, target: Person | None
    ) -> list[CellProblem]:
        told = details.person
        person = Person(**{name: getattr(told, name) for name in PersonDetails.__slots__})
        places = [person, target] if target is not None else [person]
        return [
            *self.mistakes(person, values, checked=("given_name", "family_name")),
            *self._mandate_refusals(values, details),
            *self.outside(places, told.country),
        ]

    def _mandate_refusals(self, values: Values, details: PersonRow) -> Iterator[CellProblem]:
        named = values.get("organisation", "")
        longest = Mandate._meta.get_field("title").max_length or 0
        if named and details.organisation is None:
            yield self.problem("organisation", named)
        elif bool(named) != bool(details.title):
            wanted = _("a function and its organisation: both, or neither")
            yield self.problem("title" if named else "organisation", wanted=wanted)
        elif len(details.title) > longest or "\n" in details.title:
            yield self.problem("title", details.title)

    def key_of(self, details: PersonRow) -> Key:
        person = details.person
        name = fold(f"{person.given_name} {person.family_name}")
        return name, person.country.pk if person.country else None

    def changes(self, target: Person, details: PersonRow) -> list[Change]:
        before = person_details_of(target)
        found = [
            Change(
                str(Person._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
                str(getattr(before, name) or "–"),
                str(getattr(details.person, name) or "–"),
            )
            for name in _DETAILS
            if getattr(before, name) != getattr(details.person, name)
        ]
        if self._is_new_mandate(target, details):
            said = f"{details.title}, {details.organisation}"
            found.append(Change(str(self.field_of["title"].label), "–", said))
        if self._is_new_contact(target, details):
            found.append(Change(str(self.field_of["email"].label), "–", details.email))
        return found

    def _is_new_mandate(self, target: Person, details: PersonRow) -> bool:
        if details.organisation is None:
            return False
        key = (target.pk, details.organisation.pk, fold(details.title))
        return key not in self.mandates

    def _is_new_contact(self, target: Person, details: PersonRow) -> bool:
        return bool(details.email) and (target.pk, details.email.casefold()) not in self.contacts
