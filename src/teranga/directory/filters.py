"""Filters of lists, read as sentences."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from teranga.core.models import Country, Theme
from teranga.directory.enums import OrganisationKind, OrganisationLevel
from teranga.directory.queries.answer_table import crossable
from teranga.directory.queries.map_index import MapChoice, MapIndex
from teranga.directory.queries.organisations import (
    SORTS,
    OrganisationChoice,
    organisations_visible_to,
)
from teranga.directory.queries.people import people_readable_by
from teranga.directory.queries.questions import capacities, choices_of
from teranga.programmes.models import Programme


def _options(rows: Iterable[tuple[Any, Any]], everything: Any) -> list[tuple[str, str]]:
    return [("", everything), *((str(value), str(label)) for value, label in rows)]


class OrganisationFilter(forms.Form):
    """Unknown values (an old link, a forged one) are left out, never an error."""

    kind = forms.ChoiceField(label=pgettext_lazy("filter", "Show"), required=False)
    words = forms.CharField(
        label=pgettext_lazy("filter of organisations", "named"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(
        label=pgettext_lazy("filter, before a country", "in"), required=False
    )
    level = forms.ChoiceField(
        label=pgettext_lazy("filter, before a level of action", "acting at the level"),
        required=False,
    )
    theme = forms.ChoiceField(
        label=pgettext_lazy("filter, before a theme", "about"), required=False
    )
    programme = forms.ChoiceField(
        label=pgettext_lazy("filter, before a programme", "in the programme"), required=False
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    review = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = organisations_visible_to(user).order_by()
        countries = sorted(
            Country.objects.filter(pk__in=rows.values("country_id")), key=lambda c: c.sort_key
        )
        themes = Theme.objects.filter(pk__in=rows.values("themes"))
        programmes = Programme.objects.visible_to(user).filter(pk__in=rows.values("programme_id"))
        self._offer("kind", OrganisationKind.choices, _("all organisations"))
        self._offer("level", OrganisationLevel.choices, _("any level"))
        self._offer("country", ((c.pk, c) for c in countries), _("all countries"))
        self._offer("theme", ((t.pk, t) for t in themes), _("all themes"))
        self._offer("programme", ((p.code, p) for p in programmes), _("all programmes"))

    def _offer(self, name: str, rows: Iterable[tuple[Any, Any]], everything: Any) -> None:
        self.fields[name].choices = _options(rows, everything)  # type: ignore[attr-defined]

    def choice(self) -> OrganisationChoice:
        self.full_clean()
        asked = self.cleaned_data
        sort = asked.get("sort", "")
        return OrganisationChoice(
            country=asked.get("country", ""),
            kind=asked.get("kind", ""),
            level=asked.get("level", ""),
            theme=asked.get("theme", ""),
            programme=asked.get("programme", ""),
            words=asked.get("words", ""),
            sort=sort.removeprefix("-") if sort.removeprefix("-") in SORTS else "name",
            is_descending=sort.startswith("-"),
            awaits_review=asked.get("review", False),
        )

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields if name != "sort")


class MapFilter(forms.Form):
    """The choices offered are those that some organisation on the map holds."""

    kind = forms.ChoiceField(label=pgettext_lazy("filter", "Show"), required=False)
    words = forms.CharField(
        label=pgettext_lazy("filter of organisations", "named"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(
        label=pgettext_lazy("filter, before a country", "in"), required=False
    )
    level = forms.ChoiceField(
        label=pgettext_lazy("filter, before a level of action", "acting at the level"),
        required=False,
    )
    theme = forms.ChoiceField(
        label=pgettext_lazy("filter, before a theme", "about"), required=False
    )
    public = forms.ChoiceField(
        label=pgettext_lazy("filter, before a public", "for"), required=False
    )
    institution = forms.ChoiceField(
        label=pgettext_lazy("filter, before a kind of institution", "in relation with"),
        required=False,
    )
    need = forms.ChoiceField(
        label=pgettext_lazy("filter, before a capacity", "wishing training in"), required=False
    )

    def __init__(self, *args: Any, index: MapIndex, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.index = index
        countries = Country.objects.filter(pk__in=index.codes("country"))
        themes = Theme.objects.filter(pk__in=index.codes("theme"))
        ordered = sorted(countries, key=lambda country: country.sort_key)
        self._offer("kind", OrganisationKind.choices, _("all organisations"))
        self._offer("level", OrganisationLevel.choices, _("any level"))
        self._offer("country", ((c.pk, c) for c in ordered), _("all countries"))
        self._offer("theme", ((t.pk, t) for t in themes), _("all themes"))
        self._offer("public", choices_of("public").items(), _("all publics"))
        self._offer("institution", choices_of("type_institution").items(), _("any institution"))
        self._offer("need", capacities().items(), _("any subject"))

    def _offer(self, name: str, rows: Iterable[tuple[Any, Any]], everything: Any) -> None:
        held = set(self.index.codes(name))
        offered = (row for row in rows if row[0] in held)
        self.fields[name].choices = _options(offered, everything)  # type: ignore[attr-defined]

    def choice(self) -> MapChoice:
        self.full_clean()
        return MapChoice(**{name: self.cleaned_data.get(name, "") for name in self.fields})

    @property
    def asked(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def n_asked(self) -> int:
        return len(self.asked)


class PeopleFilter(forms.Form):
    words = forms.CharField(
        label=_("Show people named"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(
        label=pgettext_lazy("filter, before a country", "in"), required=False
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = people_readable_by(user).order_by()
        countries = sorted(
            Country.objects.filter(pk__in=rows.values("country_id")), key=lambda c: c.sort_key
        )
        self.fields["country"].choices = _options(  # type: ignore[attr-defined]
            ((c.pk, c) for c in countries), _("all countries")
        )

    def asked(self) -> dict[str, str]:
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    @property
    def is_narrowed(self) -> bool:
        return any(self.asked().values())


class SheetFilter(forms.Form):
    country = forms.ChoiceField(
        label=pgettext_lazy("filter of a sheet", "The sheet of"), required=False
    )

    def __init__(self, *args: Any, countries: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = _options(countries, _("all countries"))  # type: ignore[attr-defined]

    def choice(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("country", ""))


class NetworkFilter(forms.Form):
    country = forms.ChoiceField(
        label=pgettext_lazy("filter of networks", "The networks of"), required=False
    )

    def __init__(self, *args: Any, countries: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.countries = list(countries)
        self.fields["country"].choices = self.countries  # type: ignore[attr-defined]

    def choice(self) -> str:
        self.full_clean()
        first = self.countries[0][0] if self.countries else ""
        return str(self.cleaned_data.get("country") or first)


class CrosstabFilter(forms.Form):
    down = forms.ChoiceField(label=pgettext_lazy("crossed questions", "Cross"), required=False)
    across = forms.ChoiceField(label=pgettext_lazy("crossed questions", "with"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("down", "across"):
            options = _options(crossable().items(), _("choose a question"))
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def choice(self) -> tuple[str, str]:
        self.full_clean()
        return self.cleaned_data.get("down", ""), self.cleaned_data.get("across", "")
