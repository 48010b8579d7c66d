"""What may be written of a person, as one value: forms and sheets both give it."""

from dataclasses import dataclass

from teranga.core.models import Country
from teranga.directory.models import Person
from teranga.programmes.models import Component, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    family_name: str
    given_name: str = ""
    language: str = "fr"
    note: str = ""
    programme: Programme | None = None
    component: Component | None = None
    country: Country | None = None


def person_details_of(person: Person) -> PersonDetails:
    return PersonDetails(**{name: getattr(person, name) for name in PersonDetails.__slots__})
