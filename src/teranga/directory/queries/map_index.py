"""Everything the public map shows, held in memory and filtered at once.

An entry is what every visitor may read of an organisation: the rows come through the door
as nobody would see them. Each question asks the versions of all entries again, so that
what is withdrawn is gone with the next request; only what changed is read anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.db.models import Count, Max, Sum

from teranga.core.search.words import fold
from teranga.core.viewer import NOBODY
from teranga.directory.enums import OrganisationLevel, PositionPrecision
from teranga.directory.models import FactSheet, Organisation
from teranga.directory.queries.places import country_points
from teranga.directory.queries.questions import LEVEL, LEVELS, PRIORITY, capacities, is_need

FACETS = ("country", "kind", "level", "theme", "public", "institution", "need")
Version = tuple[int, int]
_BATCH = 500


@dataclass(frozen=True, slots=True)
class MapEntry:
    """What anyone may read of one organisation."""

    pk: UUID
    name: str
    acronym: str
    search_text: str
    city: str
    country: str
    kind: str
    precision: str
    point: tuple[float, float] | None
    confirmed_on: Any
    is_fictitious: bool
    facets: Mapping[str, frozenset[str]]

    @property
    def title(self) -> str:
        return f"{self.acronym} – {self.name}" if self.acronym else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class MapChoice:
    """What a visitor asked to see on the map; empty means everything."""

    country: str = ""
    kind: str = ""
    level: str = ""
    theme: str = ""
    public: str = ""
    institution: str = ""
    need: str = ""
    words: str = ""


class MapIndex:
    """The entries in the order of their names, and one mask for each code of each facet."""

    def __init__(self, entries: Mapping[UUID, MapEntry]) -> None:
        self.entries: Sequence[MapEntry] = sorted(
            entries.values(), key=lambda entry: (fold(entry.name), entry.pk)
        )
        n_entries = len(self.entries)
        self.points = np.full((n_entries, 2), np.nan)
        masks: dict[tuple[str, str], list[int]] = {}
        for k, entry in enumerate(self.entries):
            if entry.point is not None:
                self.points[k] = entry.point
            for facet, codes in entry.facets.items():
                for code in codes:
                    masks.setdefault((facet, code), []).append(k)
        self.masks: dict[tuple[str, str], npt.NDArray[np.bool_]] = {}
        for key, positions in masks.items():
            mask = np.zeros(n_entries, dtype=np.bool_)
            mask[positions] = True
            self.masks[key] = mask

    def matches(self, choice: MapChoice) -> npt.NDArray[np.intp]:
        """Return the positions of the entries that answer the choice, in their order."""
        found = np.ones(len(self.entries), dtype=np.bool_)
        for facet in FACETS:
            code = getattr(choice, facet)
            if code:
                found &= self.masks.get((facet, code), np.False_)
        positions = np.flatnonzero(found)
        words = fold(choice.words).split()
        if not words:
            return positions
        texts = [(int(k), self.entries[int(k)].search_text) for k in positions]
        return np.array([k for k, text in texts if all(w in text for w in words)], dtype=np.intp)

    def counts(self, facet: str, positions: npt.NDArray[np.intp]) -> dict[str, int]:
        """Return how many of these entries hold each code of a facet."""
        counted = {
            code: int(mask[positions].sum())
            for (name, code), mask in self.masks.items()
            if name == facet
        }
        return {code: n for code, n in counted.items() if n}

    def codes(self, facet: str) -> list[str]:
        return [code for name, code in self.masks if name == facet]


class _Kept:
    """The index of this process, brought up to date before each answer."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.stamp: tuple[Any, ...] = ()
        self.versions: dict[UUID, Version] = {}
        self.entries: dict[UUID, MapEntry] = {}
        self.index = MapIndex({})

    def current(self) -> MapIndex:
        stamp = _stamp()
        with self.lock:
            if stamp != self.stamp:
                versions = _versions()
                changed = [pk for pk, seen in versions.items() if self.versions.get(pk) != seen]
                kept = {pk: row for pk, row in self.entries.items() if pk in versions}
                self.entries = kept | {entry.pk: entry for entry in _read(changed)}
                self.index = MapIndex(self.entries)
                self.versions = versions
                self.stamp = stamp
            return self.index


_kept = _Kept()


def map_index() -> MapIndex:
    return _kept.current()


def _stamp() -> tuple[Any, ...]:
    """Return what changes with every write that a visitor could notice; one index is read."""
    whole = {"n": Count("pk"), "versions": Sum("version"), "last": Max("updated_at")}
    rows = (Organisation.objects.visible_to(NOBODY).order_by(), _sheets())
    return tuple(tuple(row.aggregate(**whole).values()) for row in rows)


def _versions() -> dict[UUID, Version]:
    sheets = dict(_sheets().values_list("organisation_id", "version"))
    rows = Organisation.objects.visible_to(NOBODY).order_by().values_list("pk", "version")
    return {pk: (version, sheets.get(pk, 0)) for pk, version in rows}


def _sheets() -> Any:
    return FactSheet.objects.visible_to(NOBODY).order_by()


def _read(keys: Sequence[UUID]) -> Iterable[MapEntry]:
    through = Organisation.themes.through.objects
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        facts = dict(
            _sheets().filter(organisation_id__in=batch).values_list("organisation_id", "facts")
        )
        themes: dict[UUID, set[str]] = {}
        held = through.filter(organisation_id__in=batch).values_list("organisation_id", "theme_id")
        for pk, theme in held:
            themes.setdefault(pk, set()).add(theme)
        rows = Organisation.objects.visible_to(NOBODY).filter(pk__in=batch).order_by()
        for row in rows:
            yield _entry(row, facts.get(row.pk, {}), themes.get(row.pk, set()))


def _entry(row: Organisation, facts: Mapping[str, Any], themes: set[str]) -> MapEntry:
    def codes(question: str) -> frozenset[str]:
        return frozenset(facts.get(question, {}).get("value") or ())

    point = None
    if row.latitude is not None and row.longitude is not None:
        point = (row.latitude, row.longitude)
    elif row.country_id:
        point = country_points().get(row.country_id)
    levels = {row.level, *(LEVELS[code] for code in codes("niveaux") if code in LEVELS)}
    return MapEntry(
        pk=row.pk,
        name=row.name,
        acronym=row.acronym,
        search_text=row.search_text,
        city=row.city,
        country=row.country_id or "",
        kind=row.kind,
        precision=row.precision if row.latitude is not None else PositionPrecision.COUNTRY,
        point=point,
        confirmed_on=row.confirmed_on,
        is_fictitious=row.is_fictitious,
        facets={
            "country": frozenset([row.country_id] if row.country_id else []),
            "kind": frozenset({row.kind}),
            "level": frozenset(str(code) for code in levels - {OrganisationLevel.UNKNOWN}),
            "theme": frozenset(themes),
            "public": codes("publics"),
            "institution": codes("institutions"),
            "need": frozenset(_needs(facts)),
        },
    )


def _needs(facts: Mapping[str, Any]) -> Iterable[str]:
    for code in capacities():
        level, priority = facts.get(f"{LEVEL}{code}"), facts.get(f"{PRIORITY}{code}")
        if level and priority and is_need(int(level["value"]), int(priority["value"])):
            yield code
