"""What an import of Actions would do, row by row, before anything is written."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from teranga.core.models import Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.plain_text import validate_plain_line
from teranga.core.sheets.fields import (
    Reader,
    SheetField,
    choice_reader,
    country_reader,
    parts_of,
    plain,
)
from teranga.core.sheets.rehearsal import (
    CellProblem,
    Change,
    ReadRow,
    Rehearsal,
    RowAction,
    RowPlan,
    problem_at,
    read_rows,
    rehearsal_of,
)
from teranga.facility.enums import ActionRegion
from teranga.facility.models import Action, ActionImport
from teranga.facility.permissions import can_import_action

FIELDS = (
    SheetField("code", _("Code"), _("a code such as SEN-4"), ("code", "n", "numero", "number")),
    SheetField(
        "title_fr",
        _("Title (French)"),
        _("a title, 200 characters at most"),
        ("titre", "title", "intitule", "titre francais"),
    ),
    SheetField(
        "title_en",
        _("Title (English)"),
        _("a title, 200 characters at most"),
        ("titre anglais", "english title"),
    ),
    SheetField(
        "countries",
        _("Countries"),
        _("names or ISO codes of countries, separated by semicolons"),
        ("pays", "country", "countries"),
    ),
    SheetField("region", _("Region"), _("a region of the list"), ("region",)),
    SheetField(
        "themes",
        _("Themes"),
        _("names or codes of themes, separated by semicolons"),
        ("themes", "thematiques", "domaines"),
    ),
    SheetField(
        "starts_on",
        _("Start"),
        _("a year, a month (2014-03) or a day (2014-03-11)"),
        ("debut", "start", "date de debut", "annee"),
    ),
    SheetField(
        "ends_on",
        _("End"),
        _("a year, a month (2014-03) or a day (2014-03-11)"),
        ("fin", "end", "date de fin"),
    ),
    SheetField(
        "reference",
        _("Official reference"),
        _("20 characters at most"),
        ("reference", "numero officiel"),
    ),
)
FIELD_OF = {one.name: one for one in FIELDS}


def rehearse(action_import: ActionImport, user: object) -> Rehearsal:
    planner = _Planner(action_import, user)
    rows = read_rows(action_import, FIELDS, _cell_readers())
    return rehearsal_of(action_import, [planner.plan(row) for row in rows])


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


def _cell_readers() -> Mapping[str, Reader]:
    return {
        "countries": _several(country_reader()),
        "themes": _several(_theme_reader()),
        "region": choice_reader(ActionRegion),
        "starts_on": lambda text: str(PartialDate.parse(text)),
        "ends_on": lambda text: str(PartialDate.parse(text)),
        "code": _line_reader(30),
        "title_fr": _line_reader(200),
        "title_en": _line_reader(200),
        "reference": _line_reader(20),
    }


class _Planner:
    """Plans every row with a handful of queries, however long the sheet."""

    def __init__(self, action_import: ActionImport, user: object) -> None:
        self.sheet, self.user = action_import, user
        rows = Action.objects.visible_to(user).filter(programme=action_import.programme)
        self.known = {row.code: row for row in rows.prefetch_related("countries", "themes")}
        self.seen: set[str] = set()

    def plan(self, row: ReadRow) -> RowPlan:
        values = row.values
        code = values.get("code", "")
        name = values.get("title_fr") or values.get("title_en") or code
        target = self.known.get(code)
        problems = [*row.problems, *self._refusals(values, code, target)]
        if problems:
            return RowPlan(row.number, RowAction.REFUSED, name, problems=problems)
        self.seen.add(code)
        if target is None:
            return RowPlan(row.number, RowAction.CREATE, name, values)
        before = values_of(target)
        changed = {key: value for key, value in values.items() if before[key] != value}
        if not changed:
            return RowPlan(row.number, RowAction.UNCHANGED, name, values, target)
        changes = [
            Change(str(FIELD_OF[key].label), _shown(before[key]), _shown(value))
            for key, value in changed.items()
        ]
        return RowPlan(row.number, RowAction.CHANGE, name, changed, target, changes)

    def _refusals(
        self, values: Mapping[str, Any], code: str, target: Action | None
    ) -> Iterator[CellProblem]:
        if not code:
            yield problem_at(self.sheet, FIELD_OF["code"])
        elif code in self.seen:
            wanted = _("a code that no other row has")
            yield problem_at(self.sheet, FIELD_OF["code"], wanted=wanted)
        if target is None:
            if not (values.get("title_fr") or values.get("title_en")):
                yield problem_at(self.sheet, FIELD_OF["title_fr"])
            if "region" not in values:
                yield problem_at(self.sheet, FIELD_OF["region"])
        elif target.is_managed or not can_import_action(self.user, target):
            wanted = _("an Action of the list: the life of this one is kept on this platform")
            yield problem_at(self.sheet, FIELD_OF["code"], wanted=wanted)


def _several(reader: Callable[[str], Any]) -> Reader:
    return lambda text: sorted({reader(part).pk for part in parts_of(text)})


def _theme_reader() -> Callable[[str], Theme]:
    """Read a theme of the programme by its code, or its name in any language."""
    known: dict[str, Theme] = {}
    for theme in Theme.objects.filter(pk__startswith="mieux:"):
        for name in (theme.code, *theme.name.values()):
            known.setdefault(plain(name), theme)
    return lambda text: known[plain(text)]


def _line_reader(length: int) -> Reader:
    def read(text: str) -> str:
        validate_plain_line(text)
        if len(text) > length:
            raise ValueError(f"text={len(text)} characters: at most {length} fit.")
        return text

    return read


def _shown(value: Any) -> str:
    return ", ".join(value) or "–" if isinstance(value, list) else str(value) or "–"
