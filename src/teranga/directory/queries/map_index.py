"""Everything the public map shows, held in memory and filtered at once.

An entry is what every visitor may read of an organisation: the rows come through the door
as nobody would see them. Each question asks the versions of all entries again, so that
what is withdrawn is gone with the next request; only what changed is read anew.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.db.models import Count, Max, Sum, TextField
from django.db.models.functions import Cast

from teranga.core.page_cache import state_of_data
from teranga.core.search.words import fold
from teranga.core.viewer import NOBODY
from teranga.directory.enums import OrganisationLevel, PositionPrecision
from teranga.directory.models import FactSheet, Organisation
from teranga.directory.queries.places import country_points
from teranga.directory.queries.questions import LEVEL, LEVELS, PRIORITY, capacities, is_need

FACETS = ("country", "kind", "level", "theme", "public", "institution", "need")
# A code of a facet, as `("theme", "osc:return")`.
Held = tuple[str, str]
Version = tuple[int, int]
# More of them than this are read with all the others: one long question costs less.
_FEW = 500
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class MapEntry:
    """What anyone may read of one organisation."""

    key: str
    name: str
    folded_name: str
    acronym: str
    search_text: str
    city: str
    country: str
    kind: str
    precision: str
    point: tuple[float, float] | None
    confirmed_on: Any
    is_fictitious: bool
    held: tuple[Held, ...]

    @property
    def pk(self) -> UUID:
        return UUID(self.key)

    def codes(self, facet: str) -> list[str]:
        return sorted(code for name, code in self.held if name == facet)

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

    def __init__(self, entries: Mapping[str, MapEntry]) -> None:
        self.entries: Sequence[MapEntry] = sorted(
            entries.values(), key=lambda entry: (entry.folded_name, entry.key)
        )
        self.has_fictitious = any(entry.is_fictitious for entry in self.entries)
        n_entries = len(self.entries)
        nowhere = (np.nan, np.nan)
        points = [entry.point or nowhere for entry in self.entries]
        self.points = np.array(points, dtype=np.float64).reshape(n_entries, 2)
        positions: dict[Held, list[int]] = {}
        for k, entry in enumerate(self.entries):
            for held in entry.held:
                positions.setdefault(held, []).append(k)
        self.masks: dict[Held, npt.NDArray[np.bool_]] = {}
        for held, where in positions.items():
            mask = np.zeros(n_entries, dtype=np.bool_)
            mask[where] = True
            self.masks[held] = mask

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
        self.state: Any = None
        self.stamp: tuple[Any, ...] = ()
        self.versions: dict[str, Version] = {}
        self.entries: dict[str, MapEntry] = {}
        self.index = MapIndex({})

    def current(self) -> MapIndex:
        state = state_of_data()
        with self.lock:
            # Nothing is written without a line of audit: none since, nothing to compare.
            if state is None or state != self.state:
                self._follow()
                self.state = state
            return self.index

    def _follow(self) -> None:
        stamp = _stamp()
        if stamp == self.stamp:
            return
        versions = _versions()
        changed = [key for key, seen in versions.items() if self.versions.get(key) != seen]
        kept = {key: row for key, row in self.entries.items() if key in versions}
        self.entries = kept | {entry.key: entry for entry in _read(changed)}
        self.index = MapIndex(self.entries)
        self.versions = versions
        self.stamp = stamp


_kept = _Kept()


def map_index() -> MapIndex:
    return _kept.current()


def _organisations() -> Any:
    return Organisation.objects.visible_to(NOBODY).order_by()


def _sheets() -> Any:
    return FactSheet.objects.visible_to(NOBODY).order_by()


def _stamp() -> tuple[Any, ...]:
    """Return what changes with every write that a visitor could notice; one index is read."""
    whole = {"n": Count("pk"), "versions": Sum("version"), "last": Max("updated_at")}
    rows = (_organisations(), _sheets())
    return tuple(tuple(row.aggregate(**whole).values()) for row in rows)


def _as_text(column: str) -> Cast:
    """Read a column as the database writes it: twenty thousand identities and sheets cost time."""
    return Cast(column, TextField())


def _versions() -> dict[str, Version]:
    sheets = dict(_sheets().values_list(_as_text("organisation_id"), "version"))
    rows = _organisations().values_list(_as_text("pk"), "version")
    return {key: (version, sheets.get(key, 0)) for key, version in rows}


def _read(keys: Sequence[str]) -> Iterator[MapEntry]:
    """Yield the entries of these organisations, and of others when there are many."""
    if not keys:
        return
    few = [UUID(key) for key in keys] if len(keys) <= _FEW else None

    def read(rows: Any, column: str, *columns: Any) -> Any:
        narrowed = rows if few is None else rows.filter(**{f"{column}__in": few})
        return narrowed.values_list(_as_text(column), *columns).iterator(_CHUNK)

    held: dict[str, set[Held]] = {}
    for key, text in read(_sheets(), "organisation_id", _as_text("facts")):
        held[key] = set(_held_by_answers(json.loads(text)))
    through = Organisation.themes.through.objects
    for key, theme in read(through.all(), "organisation_id", "theme_id"):
        held.setdefault(key, set()).add(_held("theme", theme))
    for key, *columns in read(_organisations(), "pk", *_COLUMNS):
        yield _entry(key, columns, held.get(key, set()))


_COLUMNS = (
    "name",
    "folded_name",
    "acronym",
    "search_text",
    "city",
    "country_id",
    "kind",
    "level",
    "precision",
    "latitude",
    "longitude",
    "confirmed_on",
    "is_fictitious",
)


@lru_cache(4096)
def _held(facet: str, code: str) -> Held:
    """Return the same pair for the thousands that hold it."""
    return facet, code


def _entry(key: str, columns: Sequence[Any], held: set[Held]) -> MapEntry:
    row = dict(zip(_COLUMNS, columns, strict=True))
    country, level = row["country_id"] or "", row["level"]
    point = None
    if row["latitude"] is not None and row["longitude"] is not None:
        point = (row["latitude"], row["longitude"])
    elif country:
        point = country_points().get(country)
    held.add(_held("kind", row["kind"]))
    if level != OrganisationLevel.UNKNOWN:
        held.add(_held("level", level))
    if country:
        held.add(_held("country", country))
    is_placed = row["latitude"] is not None
    return MapEntry(
        key=key,
        name=row["name"],
        folded_name=row["folded_name"],
        acronym=row["acronym"],
        search_text=row["search_text"],
        city=row["city"],
        country=country,
        kind=row["kind"],
        precision=row["precision"] if is_placed else PositionPrecision.COUNTRY,
        point=point,
        confirmed_on=row["confirmed_on"],
        is_fictitious=row["is_fictitious"],
        held=tuple(held),
    )


def _held_by_answers(facts: Mapping[str, Any]) -> Iterator[Held]:
    def codes(question: str) -> Sequence[str]:
        return facts.get(question, {}).get("value") or ()

    yield from (_held("public", code) for code in codes("publics"))
    yield from (_held("institution", code) for code in codes("institutions"))
    yield from (_held("level", str(LEVELS[code])) for code in codes("niveaux") if code in LEVELS)
    yield from (_held("need", code) for code in _needs(facts))


def _needs(facts: Mapping[str, Any]) -> Iterable[str]:
    for code in capacities():
        level, priority = facts.get(f"{LEVEL}{code}"), facts.get(f"{PRIORITY}{code}")
        if level and priority and is_need(int(level["value"]), int(priority["value"])):
            yield code
