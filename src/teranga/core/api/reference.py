"""Countries, groups and themes: the words that the rest of the API refers to by code."""

from functools import lru_cache
from typing import Any, ClassVar, Literal

from babel import Locale
from django.http import HttpRequest
from ninja import Path, Query, Router

from teranga.core.api.listing import Listing, Page, one_of, page_of
from teranga.core.api.schemas import (
    Code,
    CountryCode,
    CountryGroupOut,
    CountryOut,
    TaxonomyOut,
    ThemeOut,
)
from teranga.core.models import Country, CountryGroup, Taxonomy, Theme
from teranga.core.translated import CONTENT_LANGUAGES

router = Router(tags=["Reference tables"])


@lru_cache(maxsize=300)
def _names(alpha2: str, alpha3: str) -> dict[str, str]:
    return {code: Locale.parse(code).territories.get(alpha2, alpha3) for code in CONTENT_LANGUAGES}


class CountryListing(Listing):
    group: Code | None = None
    region: Code | None = None
    order: Literal["alpha3", "-alpha3", "alpha2", "-alpha2"] = "alpha3"

    filters: ClassVar = {"group": "groups__code", "region": "region_id"}
    orders: ClassVar = {
        "alpha3": ("alpha3",),
        "-alpha3": ("-alpha3",),
        "alpha2": ("alpha2",),
        "-alpha2": ("-alpha2",),
    }


class ThemeListing(Listing):
    taxonomy: Code | None = None
    parent: Code | None = None

    filters: ClassVar = {"taxonomy": "taxonomy_id", "parent": "parent_id"}


def _country(row: Country) -> dict[str, Any]:
    return {
        "alpha3": row.alpha3,
        "alpha2": row.alpha2,
        "numeric": row.numeric,
        "region": row.region_id,
        "name": _names(row.alpha2, row.alpha3),
    }


def _group(row: CountryGroup) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "countries": sorted(country.alpha3 for country in row.countries.all()),
        "source": row.source,
        "is_verified": row.is_verified,
    }


def _theme(row: Theme) -> dict[str, Any]:
    return {
        "code": row.code,
        "taxonomy": row.taxonomy_id,
        "parent": row.parent_id,
        "number": row.number,
        "name": row.name,
        "basis": row.basis,
        "is_verified": row.is_verified,
        "mappings": [
            {"target": m.target_id, "relation": m.relation, "source": m.source}
            for m in row.mappings.all()
        ],
    }


def _page_as(page: dict[str, Any], write: Any) -> dict[str, Any]:
    return page | {"items": [write(row) for row in page["items"]]}


@router.get("/countries", response=Page[CountryOut], summary="Countries and territories")
def country_list(request: HttpRequest, query: Query[CountryListing]) -> dict[str, Any]:
    return _page_as(page_of(request, Country.objects.all(), query), _country)


@router.get("/countries/{alpha3}", response=CountryOut, summary="One country")
def country_detail(request: HttpRequest, alpha3: Path[CountryCode]) -> dict[str, Any]:
    return _country(one_of(Country.objects.all(), alpha3))


@router.get("/country-groups", response=Page[CountryGroupOut], summary="Named sets of countries")
def country_group_list(request: HttpRequest, query: Query[Listing]) -> dict[str, Any]:
    rows = CountryGroup.objects.prefetch_related("countries")
    return _page_as(page_of(request, rows, query), _group)


@router.get("/country-groups/{code}", response=CountryGroupOut, summary="One set of countries")
def country_group_detail(request: HttpRequest, code: Path[Code]) -> dict[str, Any]:
    return _group(one_of(CountryGroup.objects.prefetch_related("countries"), code))


@router.get("/taxonomies", response=Page[TaxonomyOut], summary="Published lists of themes")
def taxonomy_list(request: HttpRequest, query: Query[Listing]) -> dict[str, Any]:
    return page_of(request, Taxonomy.objects.all(), query)


@router.get("/themes", response=Page[ThemeOut], summary="Themes and how they correspond")
def theme_list(request: HttpRequest, query: Query[ThemeListing]) -> dict[str, Any]:
    rows = Theme.objects.prefetch_related("mappings")
    return _page_as(page_of(request, rows, query), _theme)


@router.get("/themes/{code}", response=ThemeOut, summary="One theme")
def theme_detail(request: HttpRequest, code: Path[Code]) -> dict[str, Any]:
    return _theme(one_of(Theme.objects.prefetch_related("mappings"), code))
