"""Programmes, components and the figures they have published."""

from decimal import Decimal
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router

from teranga.core.api.listing import Listing, Page, ScopedListing, one_of, page_of, with_visible
from teranga.core.api.schemas import Code, CountryCode, FactOut, Localised, PartialDateText
from teranga.programmes.enums import FigureBound, ProgrammeKind
from teranga.programmes.models import Component, Programme, PublishedFigure

router = Router(tags=["Programmes"])


class ProgrammeListing(Listing):
    kind: ProgrammeKind | None = None
    country: CountryCode | None = Field(None, description="A country the programme covers.")
    order: Literal["acronym", "-acronym", "starts_on", "-starts_on"] = "acronym"

    filters: ClassVar = {"kind": "kind", "country": "countries"}
    orders: ClassVar = {
        "acronym": ("acronym", "pk"),
        "-acronym": ("-acronym", "pk"),
        "starts_on": ("starts_on", "pk"),
        "-starts_on": ("-starts_on", "pk"),
    }


class FigureListing(ScopedListing):
    family: Code | None = None

    filters: ClassVar = {"family": "family"}


class ProgrammeOut(FactOut):
    code: str
    acronym: str
    name: Localised
    summary: Localised
    kind: ProgrammeKind
    starts_on: PartialDateText
    ends_on: PartialDateText
    countries: list[str] = Field(description="ISO 3166-1 alpha-3 codes.")

    @staticmethod
    def resolve_countries(row: Programme) -> list[str]:
        return sorted(country.pk for country in row.countries.all())


class ComponentOut(FactOut):
    code: str
    name: Localised
    summary: Localised
    lead: str
    starts_on: PartialDateText
    ends_on: PartialDateText


class FigureOut(FactOut):
    code: str
    family: str
    label: Localised
    value: Decimal = Field(description="The number as printed by the source, never recomputed.")
    unit: Localised
    bound: FigureBound
    as_of: str
    contradiction: Localised = Field(description="What else the same source prints.")


def _programmes(user: object) -> QuerySet[Programme]:
    rows = Programme.objects.visible_to(user).select_related("source")
    return with_visible(rows.prefetch_related("countries"), user)


def _components(user: object) -> QuerySet[Component]:
    return with_visible(Component.objects.visible_to(user).select_related("source"), user)


def _figures(user: object) -> QuerySet[PublishedFigure]:
    return with_visible(PublishedFigure.objects.visible_to(user).select_related("source"), user)


@router.get("/programmes", response=Page[ProgrammeOut], summary="Programmes")
def programme_list(request: HttpRequest, query: Query[ProgrammeListing]) -> dict[str, Any]:
    return page_of(request, _programmes(request.user), query)


@router.get("/programmes/{uuid:pk}", response=ProgrammeOut, summary="One programme")
def programme_detail(request: HttpRequest, pk: UUID) -> Programme:
    return one_of(_programmes(request.user), pk)  # type: ignore[no-any-return]


@router.get("/components", response=Page[ComponentOut], summary="Components of programmes")
def component_list(request: HttpRequest, query: Query[ScopedListing]) -> dict[str, Any]:
    return page_of(request, _components(request.user), query)


@router.get("/components/{uuid:pk}", response=ComponentOut, summary="One component")
def component_detail(request: HttpRequest, pk: UUID) -> Component:
    return one_of(_components(request.user), pk)  # type: ignore[no-any-return]


@router.get("/figures", response=Page[FigureOut], summary="Figures published by programmes")
def figure_list(request: HttpRequest, query: Query[FigureListing]) -> dict[str, Any]:
    """Give each number with its source and page; a contradiction is shown, not repaired."""
    return page_of(request, _figures(request.user), query)


@router.get("/figures/{uuid:pk}", response=FigureOut, summary="One published figure")
def figure_detail(request: HttpRequest, pk: UUID) -> PublishedFigure:
    return one_of(_figures(request.user), pk)  # type: ignore[no-any-return]
