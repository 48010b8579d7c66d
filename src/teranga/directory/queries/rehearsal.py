"""What an import would do, row by row, before anything is written."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.search.words import fold
from teranga.core.translated import Translated
from teranga.directory.models import Organisation, SheetImport
from teranga.directory.permissions import can_import_organisation
from teranga.directory.queries.details import COLUMNS, OrganisationDetails, details_of
from teranga.directory.queries.sheet_fields import FIELD_OF, CellReader

_CHECKED = ("name", "acronym", "other_names", "city", "website", "kind")


class RowAction(models.TextChoices):
    CREATE = "create"
    CHANGE = "change"
    UNCHANGED = "unchanged"
    TWIN = "twin"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Where it is, what was seen, what was wanted."""

    column: str
    seen: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    number: int
    action: RowAction
    name: str
    details: OrganisationDetails | None = None
    target: Organisation | None = None
    # Entries of the same name in the same country: a person says whether they are the same.
    twins: Sequence[Organisation] = ()
    twin_row: int | None = None
    changes: Sequence[Change] = ()
    problems: Sequence[CellProblem] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    rows: Sequence[RowPlan]
    ignored_columns: Sequence[str] = ()
    digest: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def n_to_write(self) -> int:
        return self.counts.get(RowAction.CREATE, 0) + self.counts.get(RowAction.CHANGE, 0)


def rehearse(sheet_import: SheetImport, user: object) -> Rehearsal:
    rows = list(_Planner(sheet_import, user).plans())
    counts = {action.value: sum(row.action == action for row in rows) for action in RowAction}
    ignored = [
        heading
        for heading, name in zip(sheet_import.header, sheet_import.columns, strict=True)
        if name is None and heading
    ]
    return Rehearsal(rows, ignored, _digest(rows), counts)


def _digest(rows: Sequence[RowPlan]) -> str:
    """Sum up what was shown: the confirmation counts only for exactly that."""
    shown = [
        (row.number, row.action.value, str(row.target and (row.target.pk, row.target.version)))
        for row in rows
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def changes_between(before: OrganisationDetails, after: OrganisationDetails) -> list[Change]:
    return [
        _change_of(name, getattr(before, name), getattr(after, name))
        for name in (*COLUMNS, "themes")
        if getattr(before, name) != getattr(after, name)
    ]


def _change_of(name: str, before: Any, after: Any) -> Change:
    column: Any = Organisation._meta.get_field(name)
    words = dict(getattr(column, "flatchoices", ()))
    return Change(str(column.verbose_name), _shown(before, words), _shown(after, words))


def _shown(value: Any, words: Mapping[Any, Any]) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or "–"
    if isinstance(value, Translated):
        return " / ".join(text for text in value.values() if text) or "–"
    return str(words.get(value, value) if value else "") or "–"


class _Planner:
    """Plans every row with a handful of queries, however long the sheet."""

    def __init__(self, sheet_import: SheetImport, user: object) -> None:
        self.sheet = sheet_import
        self.user = user
        self.cells = CellReader()
        self.read = [self._read_row(cells) for cells in sheet_import.rows]
        visible = Organisation.objects.visible_to(user).select_related(
            "country", "programme", "component", "parent", "source"
        )
        visible = visible.prefetch_related("themes")
        ids = [values["id"] for values, _problems in self.read if "id" in values]
        names = {fold(values["name"]) for values, _problems in self.read if "name" in values}
        self.known: dict[UUID, Organisation] = visible.in_bulk(ids)
        self.namesakes: dict[tuple[str, str | None], list[Organisation]] = {}
        for organisation in visible.filter(folded_name__in=names):
            key = (organisation.folded_name, organisation.country_id)
            self.namesakes.setdefault(key, []).append(organisation)
        self.first_rows: dict[tuple[str, str | None], int] = {}

    def plans(self) -> Iterator[RowPlan]:
        for offset, (values, problems) in enumerate(self.read):
            yield self._plan(self.sheet.first_row_number + offset, values, problems)

    def _read_row(self, cells: Sequence[str]) -> tuple[dict[str, Any], list[CellProblem]]:
        """Read every cell, so that all mistakes of the row are told at once."""
        values: dict[str, Any] = {}
        problems = []
        triples = zip(self.sheet.columns, self.sheet.header, cells, strict=False)
        for name, heading, cell in triples:
            text = cell.strip()
            if name is None or not text:
                continue
            try:
                values[name] = self.cells.read(name, text)
            except (ValueError, KeyError):
                problems.append(CellProblem(heading, text, str(FIELD_OF[name].wanted)))
        return values, problems

    def _plan(self, number: int, values: dict[str, Any], problems: list[CellProblem]) -> RowPlan:
        name = values.get("name", "")
        target = self.known.get(values["id"]) if "id" in values else None
        if "id" in values and target is None:
            problems = [
                *problems,
                CellProblem(
                    str(FIELD_OF["id"].label),
                    str(values["id"]),
                    _("an identifier of an entry you may read"),
                ),
            ]
        if problems:
            return RowPlan(number, RowAction.REFUSED, name, problems=problems)
        details = self._details(values, target)
        problems = self._refusals(values, details, target)
        if problems:
            return RowPlan(number, RowAction.REFUSED, name, problems=problems)
        if target is not None:
            return _change(number, details, target)
        return self._new(number, details, values)

    def _details(
        self, values: Mapping[str, Any], target: Organisation | None
    ) -> OrganisationDetails:
        if target is not None:
            return _merged(details_of(target), values)
        blank = OrganisationDetails(
            name="",
            kind="",  # type: ignore[arg-type] # refused below, like any kind not in the list
            programme=self.sheet.programme,
            component=self.sheet.component,
            visibility=Visibility.PROGRAMME if self.sheet.programme else Visibility.NETWORK,
            description=Translated(),
        )
        return _merged(blank, values)

    def _refusals(
        self,
        values: Mapping[str, Any],
        details: OrganisationDetails,
        target: Organisation | None,
    ) -> list[CellProblem]:
        organisation = Organisation(**{name: getattr(details, name) for name in COLUMNS})
        problems = []
        try:
            organisation.clean_fields(
                exclude=[f.name for f in Organisation._meta.fields if f.name not in _CHECKED]
            )
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                seen = str(values.get(name, ""))
                problems.append(CellProblem(self._heading(name), seen, " ".join(messages)))
        places = [organisation, target] if target is not None else [organisation]
        if not all(can_import_organisation(self.user, place) for place in places):
            seen = str(details.country or "–")
            wanted = _("a country and a programme in which you may import")
            problems.append(CellProblem(self._heading("country"), seen, wanted))
        return problems

    def _heading(self, name: str) -> str:
        if name in self.sheet.columns:
            return str(self.sheet.header[self.sheet.columns.index(name)])
        return str(FIELD_OF[name].label)

    def _new(self, number: int, details: OrganisationDetails, values: Mapping[str, Any]) -> RowPlan:
        country_id = details.country.pk if details.country else None
        key = (fold(details.name), country_id)
        twins = self.namesakes.get(key, [])
        twin_row = self.first_rows.get(key)
        self.first_rows.setdefault(key, number)
        action = RowAction.TWIN if twins or twin_row else RowAction.CREATE
        return RowPlan(
            number,
            action,
            details.name,
            details=details,
            twins=twins,
            twin_row=twin_row,
            values=values,
        )


def _merged(current: OrganisationDetails, values: Mapping[str, Any]) -> OrganisationDetails:
    """Return what a row says over what is there; an empty cell changes nothing."""
    given = {name: value for name, value in values.items() if name in (*COLUMNS, "themes")}
    texts = {
        code: values[f"description_{code}"]
        for code in ("fr", "en")
        if f"description_{code}" in values
    }
    return replace(current, **given, description=Translated(current.description | texts))


def _change(number: int, details: OrganisationDetails, target: Organisation) -> RowPlan:
    changes = changes_between(details_of(target), details)
    action = RowAction.CHANGE if changes else RowAction.UNCHANGED
    return RowPlan(number, action, details.name, details=details, target=target, changes=changes)


def twin_as(row: RowPlan, twin: Organisation) -> RowPlan:
    """Return the plan of a row once a person has said that it is the entry `twin`."""
    return _change(row.number, _merged(details_of(twin), row.values), twin)
