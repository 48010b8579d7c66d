"""Reading countries for the pages of the portal: facts, groups, parts that every app adds."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django_stubs_ext import StrOrPromise

from teranga.core.contributions import CountrySection, shelves
from teranga.core.models import Country, CountryGroup, CountryGroupMembership, Region
from teranga.core.viewer import viewer_of
from teranga.programmes.enums import ProgrammeKind
from teranga.programmes.queries.programmes import programmes_with_countries


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group a country belongs to; `left_on` when it has left, `leaving_on` when it said so."""

    group: CountryGroup
    left_on: dt.date | None = None
    leaving_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FilledSection:
    section: CountrySection
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country of the list with what the platform holds on it, layer by layer."""

    country: Country
    counts: Sequence[tuple[int, StrOrPromise]]

    @property
    def n_facts(self) -> int:
        return sum(n for n, _unit in self.counts)


@dataclass(frozen=True, slots=True)
class RegionGroup:
    region: Region
    lines: Sequence[CountryLine]

    @property
    def told(self) -> list[CountryLine]:
        return [line for line in self.lines if line.n_facts]

    @property
    def untold(self) -> list[CountryLine]:
        return [line for line in self.lines if not line.n_facts]


def find_country(alpha3: str) -> Country | None:
    return (
        Country.objects.select_related("region__parent__parent__parent").filter(pk=alpha3).first()
    )


def region_trail(country: Country) -> list[Region]:
    """Return the regions a country lies in, from the nearest to the continent."""
    trail: list[Region] = []
    region: Region | None = country.region
    while region is not None and region.parent_id is not None:
        trail.append(region)
        region = region.parent
    return trail


def groups_of(country: Country) -> list[GroupLine]:
    memberships = CountryGroupMembership.objects.filter(country=country).select_related("group")
    lines = [_group_line(membership) for membership in memberships]
    return sorted(lines, key=lambda line: (line.left_on is not None, str(line.group)))


def _group_line(membership: CountryGroupMembership) -> GroupLine:
    word, _space, day = membership.note.partition(" ")
    if word == "left":
        return GroupLine(membership.group, left_on=dt.date.fromisoformat(day))
    if word == "leaving":
        return GroupLine(membership.group, leaving_on=dt.date.fromisoformat(day))
    return GroupLine(membership.group)


def country_sections(user: object, country: Country) -> list[FilledSection]:
    """Return the parts that have something to say of this country to this visitor."""
    viewer = viewer_of(user)
    filled = []
    for section in shelves.country_sections:
        context = section.context(country, viewer)
        if context is not None:
            filled.append(FilledSection(section, context))
    return filled


def network_countries(user: object) -> list[Country]:
    """Return the countries of the cooperation programmes, in the reader's alphabet."""
    found = {
        country.pk: country
        for programme in programmes_with_countries(user)
        if programme.kind == ProgrammeKind.COOPERATION
        for country in programme.countries.all()
    }
    return sorted(found.values(), key=lambda country: country.sort_key)


def countries_by_region(user: object) -> list[RegionGroup]:
    """Return every country under its M49 sub-region, with what each layer counts there."""
    viewer = viewer_of(user)
    layers = [(layer.unit, layer.values(viewer)) for layer in shelves.map_layers]
    regions = Region.objects.prefetch_related(Prefetch("countries", Country.objects.all()))
    groups = []
    for region in regions:
        lines = [
            CountryLine(
                country,
                [(values[country.pk], unit) for unit, values in layers if country.pk in values],
            )
            for country in sorted(region.countries.all(), key=lambda country: country.sort_key)
        ]
        if lines:
            groups.append(RegionGroup(region, lines))
    return sorted(groups, key=lambda group: -sum(line.n_facts for line in group.lines))


def all_groups() -> list[CountryGroup]:
    rows = CountryGroup.objects.prefetch_related("memberships")
    return sorted(rows, key=lambda group: str(group).casefold())
