"""Rows of a sheet of organisations."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from teranga.core.enums import Visibility
from teranga.core.search.words import fold
from teranga.core.sheets.rehearsal import CellProblem, Change
from teranga.core.translated import Translated
from teranga.directory.enums import ImportSubject
from teranga.directory.models import Organisation
from teranga.directory.queries.details import COLUMNS, OrganisationDetails, details_of
from teranga.directory.queries.row_plans import Key, Planner, Values

_CHECKED = ("name", "acronym", "other_names", "city", "website", "kind")


class OrganisationPlanner(Planner):
    subject = ImportSubject.ORGANISATION

    def look_up(self, rows: Sequence[Values]) -> None:
        visible = Organisation.objects.visible_to(self.user).select_related(
            "country", "programme", "component", "parent", "source"
        )
        visible = visible.prefetch_related("themes")
        self.known = visible.in_bulk([values["id"] for values in rows if "id" in values])
        names = {fold(values["name"]) for values in rows if "name" in values}
        for organisation in visible.filter(folded_name__in=names):
            key = (organisation.folded_name, organisation.country_id)
            self.namesakes.setdefault(key, []).append(organisation)

    def name_of(self, values: Values) -> str:
        return str(values.get("name", ""))

    def details(self, values: Values, target: Organisation | None) -> OrganisationDetails:
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

    def refusals(
        self, values: Values, details: OrganisationDetails, target: Organisation | None
    ) -> list[CellProblem]:
        organisation = Organisation(**{name: getattr(details, name) for name in COLUMNS})
        places = [organisation, target] if target is not None else [organisation]
        return [
            *self.mistakes(organisation, values, checked=_CHECKED),
            *self.outside(places, details.country),
        ]

    def key_of(self, details: OrganisationDetails) -> Key:
        return fold(details.name), details.country.pk if details.country else None

    def changes(self, target: Organisation, details: OrganisationDetails) -> list[Change]:
        before = details_of(target)
        return [
            _change_of(name, getattr(before, name), getattr(details, name))
            for name in (*COLUMNS, "themes")
            if getattr(before, name) != getattr(details, name)
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


def _merged(current: OrganisationDetails, values: Mapping[str, Any]) -> OrganisationDetails:
    """Return what a row says over what is there; an empty cell changes nothing."""
    given = {name: value for name, value in values.items() if name in (*COLUMNS, "themes")}
    texts = {
        code: values[f"description_{code}"]
        for code in ("fr", "en")
        if f"description_{code}" in values
    }
    return replace(current, **given, description=Translated(current.description | texts))
