"""What an import of Actions would do, row by row, before anything is written."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from teranga.core.models import Country, Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.plain_text import validate_plain_line
from teranga.core.search.words import fold
from teranga.facility.enums import ActionRegion
from teranga.facility.models import Action, ActionImport
from teranga.facility.permissions import can_import_action

SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class SheetField:
    """One column: its heading, other words for it, what a cell should hold."""

    name: str
    label: StrOrPromise
    aliases: tuple[str, ...]
    wanted: StrOrPromise


FIELDS = (
    SheetField("code", _("Code"), ("code", "n", "numero", "number"), _("a code such as SEN-4")),
    SheetField(
        "title_fr",
        _("Title (French)"),
        ("titre", "title", "intitule", "titre francais"),
        _("a title, 200 characters at most"),
    ),
    SheetField(
        "title_en",
        _("Title (English)"),
        ("titre anglais", "english title"),
        _("a title, 200 characters at most"),
    ),
    SheetField(
        "countries",
        _("Countries"),
        ("pays", "country", "countries"),
        _("names or ISO codes of countries, separated by semicolons"),
    ),
    SheetField("region", _("Region"), ("region",), _("a region of the list")),
    SheetField(
        "themes",
        _("Themes"),
        ("themes", "thematiques", "domaines"),
        _("names or codes of themes, separated by semicolons"),
    ),
    SheetField(
        "starts_on",
        _("Start"),
        ("debut", "start", "date de debut", "annee"),
        _("a year, a month (2014-03) or a day (2014-03-11)"),
    ),
    SheetField(
        "ends_on",
        _("End"),
        ("fin", "end", "date de fin"),
        _("a year, a month (2014-03) or a day (2014-03-11)"),
    ),
    SheetField(
        "reference",
        _("Official reference"),
        ("reference", "numero officiel"),
        _("20 characters at most"),
    ),
)
FIELD_OF = {one.name: one for one in FIELDS}


class RowAction(models.TextChoices):
    CREATE = "create", _("would be created")
    CHANGE = "change", _("would be changed")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")


@dataclass(frozen=True, slots=True)
class CellProblem:
    column: str
    seen: str
    wanted: StrOrPromise


@dataclass(frozen=True, slots=True)
class Change:
    label: StrOrPromise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    number: int
    action: RowAction
    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    target: Action | None = None
    changes: Sequence[Change] = ()
    problems: Sequence[CellProblem] = ()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    rows: Sequence[RowPlan]
    ignored_columns: Sequence[str]
    digest: str

    def count(self, action: RowAction) -> int:
        return sum(row.action == action for row in self.rows)

    @property
    def counts(self) -> list[tuple[StrOrPromise, int]]:
        return [(action.label, self.count(action)) for action in RowAction]

    @property
    def n_to_write(self) -> int:
        return self.count(RowAction.CREATE) + self.count(RowAction.CHANGE)


def columns_of(header: Iterable[str]) -> list[str | None]:
    """Return the field each heading names, once each; `None` for a column left aside."""
    known: dict[str, str] = {}
    for one in FIELDS:
        for alias in (one.name, *one.aliases, *_in_every_language(one.label)):
            known.setdefault(_plain(alias), one.name)
    taken: set[str | None] = set()
    columns = []
    for heading in header:
        name = known.get(_plain(heading))
        columns.append(name if name not in taken else None)
        taken.add(name)
    return columns


def rehearse(action_import: ActionImport, user: object) -> Rehearsal:
    planner = _Planner(action_import, user)
    rows = [
        planner.plan(action_import.first_row_number + offset, cells)
        for offset, cells in enumerate(action_import.rows)
    ]
    ignored = [
        heading
        for heading, name in zip(action_import.header, action_import.columns, strict=True)
        if name is None and heading
    ]
    shown = [
        (row.number, row.action.value, str(row.target and (row.target.pk, row.target.version)))
        for row in rows
    ]
    return Rehearsal(rows, ignored, hashlib.sha256(repr(shown).encode()).hexdigest())


def values_of(action: Action) -> dict[str, Any]:
    """Return what a sheet says of an Action, as JSON holds it."""
    return {
        "code": action.code,
        "title_fr": action.title.get("fr", ""),
        "title_en": action.title.get("en", ""),
        "countries": sorted(country.pk for country in action.countries.all()),
        "region": action.region,
        "themes": sorted(theme.pk for theme in action.themes.all()),
        "starts_on": str(action.starts_on or ""),
        "ends_on": str(action.ends_on or ""),
        "reference": action.reference,
    }


class _Planner:
    """Plans every row with a handful of queries, however long the sheet."""

    def __init__(self, action_import: ActionImport, user: object) -> None:
        self.sheet, self.user = action_import, user
        self.countries = _by_name(Country.objects.all(), ("alpha3", "alpha2"))
        self.themes = _by_name(Theme.objects.filter(pk__startswith="mieux:"), ("code",))
        self.regions = {
            _plain(text): region.value
            for region in ActionRegion
            for text in (region.value, *_in_every_language(region.label))
        }
        rows = Action.objects.visible_to(user).filter(programme=action_import.programme)
        self.known = {row.code: row for row in rows.prefetch_related("countries", "themes")}
        self.seen: dict[str, int] = {}
        self.readers: Mapping[str, Callable[[str], Any]] = {
            "countries": lambda text: self._several(self.countries, text),
            "themes": lambda text: self._several(self.themes, text),
            "region": lambda text: self.regions[_plain(text)],
            "starts_on": lambda text: str(PartialDate.parse(text)),
            "ends_on": lambda text: str(PartialDate.parse(text)),
            "code": lambda text: _line(text, 30),
            "title_fr": lambda text: _line(text, 200),
            "title_en": lambda text: _line(text, 200),
            "reference": lambda text: _line(text, 20),
        }

    def plan(self, number: int, cells: Sequence[str]) -> RowPlan:
        values, problems = self._read(cells)
        code = values.get("code", "")
        name = values.get("title_fr") or values.get("title_en") or code
        target = self.known.get(code)
        problems += self._missing(values, code, target)
        if problems:
            return RowPlan(number, RowAction.REFUSED, name, problems=problems)
        self.seen[code] = number
        if target is None:
            return RowPlan(number, RowAction.CREATE, name, values)
        before = values_of(target)
        changed = {key: value for key, value in values.items() if before[key] != value}
        if not changed:
            return RowPlan(number, RowAction.UNCHANGED, name, values, target)
        changes = [
            Change(FIELD_OF[key].label, _shown(before[key]), _shown(value))
            for key, value in changed.items()
        ]
        return RowPlan(number, RowAction.CHANGE, name, changed, target, changes)

    def _read(self, cells: Sequence[str]) -> tuple[dict[str, Any], list[CellProblem]]:
        values: dict[str, Any] = {}
        problems: list[CellProblem] = []
        for heading, name, text in zip(self.sheet.header, self.sheet.columns, cells, strict=True):
            if name is None or not text.strip():
                continue
            try:
                values[name] = self.readers[name](text.strip())
            except (ValueError, KeyError, ValidationError):
                problems.append(CellProblem(heading, text, FIELD_OF[name].wanted))
        return values, problems

    def _missing(
        self, values: Mapping[str, Any], code: str, target: Action | None
    ) -> list[CellProblem]:
        def lacks(name: str, wanted: StrOrPromise) -> CellProblem:
            return CellProblem(str(FIELD_OF[name].label), "", wanted)

        problems = []
        if not code:
            problems.append(lacks("code", FIELD_OF["code"].wanted))
        elif code in self.seen:
            problems.append(lacks("code", _("a code that no other row has")))
        if target is None:
            if not (values.get("title_fr") or values.get("title_en")):
                problems.append(lacks("title_fr", FIELD_OF["title_fr"].wanted))
            if "region" not in values:
                problems.append(lacks("region", FIELD_OF["region"].wanted))
        elif target.is_managed or not can_import_action(self.user, target):
            wanted = _("an Action of the list: the life of this one is kept on this platform")
            problems.append(lacks("code", wanted))
        return problems

    def _several(self, known: Mapping[str, str], text: str) -> list[str]:
        parts = [part for part in text.split(SEPARATOR) if part.strip()]
        return sorted({known[_plain(part)] for part in parts})


def _line(text: str, length: int) -> str:
    validate_plain_line(text)
    if len(text) > length:
        raise ValueError(f"text={len(text)} characters: at most {length} fit.")
    return text


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _in_every_language(label: StrOrPromise) -> list[str]:
    words = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words.append(str(label))
    return words


def _by_name(rows: Iterable[Any], columns: Sequence[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows:
        told = [str(getattr(row, column)) for column in columns]
        if isinstance(row, Country):
            told += [row.name_in(code) for code, _name in settings.LANGUAGES]
        else:
            told += list(row.name.values())
        for name in told:
            names.setdefault(_plain(name), row.pk)
    return names


def _shown(value: Any) -> str:
    return ", ".join(value) or "–" if isinstance(value, list) else str(value) or "–"
