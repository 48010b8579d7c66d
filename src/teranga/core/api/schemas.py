"""Shapes that every app answers with.

Each schema lists its fields one by one: nothing follows a model by itself, so that a new
column is published on purpose or not at all.
"""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import BeforeValidator

from teranga.core.enums import Basis, Visibility


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)


def identity_of(row: Any, relation: str) -> UUID | None:
    """Return the identity of a related row, or nothing when the door keeps it from the caller."""
    # A required relation that was not loaded raises: here it is only closed.
    related = getattr(row, relation, None)
    return related.pk if related else None


# Reading a name by its code in the caller's own language is the caller's business:
# the API gives every language it has.
Localised = Annotated[
    dict[str, str],
    Field(description="Texts by language code.", examples=[{"fr": "Sénégal", "en": "Senegal"}]),
]
PartialDateText = Annotated[
    str | None,
    BeforeValidator(_as_text),
    Field(
        description=(
            "A date as precise as its source: 2014, 2014-03, 2014-03-11, 2014-early, 2014-mid "
            "or 2014-late; a final ? when to be confirmed."
        ),
        examples=["2014-mid"],
    ),
]
# PostgreSQL refuses the zero byte in a text: it is refused at the door, with a reason.
Words = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_:.-]+$")]
CountryCode = Annotated[
    str, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3.", examples=["SEN"])
]


class SourceOut(Schema):
    code: str
    title: Localised
    publisher: str
    year: int | None
    url: str


class SourcedOut(Schema):
    """Where a fact comes from, the page, and how firmly the source says it."""

    source: SourceOut | None
    source_page: str
    basis: Basis
    is_fictitious: bool


class PublishableOut(Schema):
    """Identity, openness and scope; a programme hidden from the caller shows as null."""

    id: UUID
    visibility: Visibility
    programme: str | None = Field(description="Code of the programme.")
    component: str | None = Field(description="Code of the component within its programme.")
    country: str | None = Field(description="ISO 3166-1 alpha-3.", examples=["SEN"])
    updated_at: dt.datetime

    @staticmethod
    def resolve_programme(row: Any) -> str | None:
        return row.programme.code if row.programme else None

    @staticmethod
    def resolve_component(row: Any) -> str | None:
        return row.component.code if row.component else None

    @staticmethod
    def resolve_country(row: Any) -> str | None:
        return row.country_id  # type: ignore[no-any-return]


class FactOut(PublishableOut, SourcedOut):
    """A publishable fact with its source."""


class CountryOut(Schema):
    alpha3: str
    alpha2: str
    numeric: str = Field(description="ISO 3166-1 numeric, three digits.")
    region: str = Field(description="UN M49 code of the region.")
    name: Localised


class CountryGroupOut(Schema):
    code: str
    name: Localised
    countries: list[str] = Field(description="ISO 3166-1 alpha-3 codes.")
    source: str
    is_verified: bool


class TaxonomyOut(Schema):
    code: str
    name: Localised
    source: str


class ThemeMappingOut(Schema):
    target: str = Field(description="Code of a theme of another taxonomy.")
    relation: str = Field(description="exact, close, broad or narrow (SKOS).")
    source: str


class ThemeOut(Schema):
    code: str
    taxonomy: str
    parent: str | None
    number: str
    name: Localised
    basis: Basis
    is_verified: bool
    mappings: list[ThemeMappingOut]
