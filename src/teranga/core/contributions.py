"""What apps add to shared places: search, country page, map, figures, home, data protection.

An app declares its part in its own `contributions.py`, imported by its `AppConfig.ready`.
Shared places read the lists below and know no app by name: imports keep pointing down.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models
from django_stubs_ext import StrOrPromise

from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.core.viewer import Viewer

T = TypeVar("T")


class Shelf(Generic[T]):
    """An ordered list that apps add to once."""

    def __init__(self) -> None:
        self._items: list[tuple[int, T]] = []

    def add(self, item: T, *, order: int = 100) -> T:
        self._items.append((order, item))
        self._items.sort(key=lambda pair: pair[0])
        return item

    def __iter__(self) -> Iterator[T]:
        return iter([item for _, item in self._items])

    def __len__(self) -> int:
        return len(self._items)


@dataclass(frozen=True, slots=True)
class SearchSource:
    """How rows of a publishable model are found: their title, their words, their page.

    `url` returns a path without language; the row's own visibility and scope are used.
    """

    model: type[models.Model]
    kind: StrOrPromise
    title: Callable[[Any], Translated]
    body: Callable[[Any], Translated]
    url: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class CountrySection:
    """A part of every country page: a template and its context, `None` to be left out."""

    code: str
    title: StrOrPromise
    template: str
    context: Callable[[Country, Viewer], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A number counted now from what the visitor may see; on the home page, the main ones."""

    code: str
    label: StrOrPromise
    value: Callable[[Viewer], int]
    url: str
    on_home: bool = False


@dataclass(frozen=True, slots=True)
class MapLayer:
    """A number per country for the map: `{alpha3: n}`."""

    code: str
    title: StrOrPromise
    unit: StrOrPromise
    source: StrOrPromise
    values: Callable[[Viewer], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class HomeTask:
    """One thing that waits for a person."""

    label: StrOrPromise
    url: str
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HomeTasks:
    """What waits for a person in one app, most urgent first."""

    code: str
    title: StrOrPromise
    tasks: Callable[[Any], Sequence[HomeTask]]


@dataclass(frozen=True, slots=True)
class Workplace:
    """A page where some people work, offered on the private home of those it is open to."""

    code: str
    label: StrOrPromise
    url: str
    is_open: Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Where an app keeps data on people.

    `rows` takes a subject (an account or a person of the directory) and returns what
    is held on it; `export` turns a row into plain values with field labels; `erase`
    anonymises a row in place, keeping what statistics need.
    """

    model: type[models.Model]
    purpose: StrOrPromise
    fields: tuple[str, ...]
    rows: Callable[[models.Model], Iterable[Any]]
    export: Callable[[Any], Mapping[str, Any]]
    erase: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Documented:
    """A kind of publishable thing that files may be attached to, and its page."""

    model: type[models.Model]
    url: Callable[[Any], str]


@dataclass(slots=True)
class Shelves:
    search: Shelf[SearchSource] = field(default_factory=Shelf)
    country_sections: Shelf[CountrySection] = field(default_factory=Shelf)
    figures: Shelf[LiveFigure] = field(default_factory=Shelf)
    map_layers: Shelf[MapLayer] = field(default_factory=Shelf)
    home_tasks: Shelf[HomeTasks] = field(default_factory=Shelf)
    workplaces: Shelf[Workplace] = field(default_factory=Shelf)
    personal_data: Shelf[PersonalData] = field(default_factory=Shelf)
    documented: Shelf[Documented] = field(default_factory=Shelf)


shelves = Shelves()
