"""The filter of the list of experts, read as a sentence."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from teranga.core.form_fields import DayField
from teranga.core.models import Country
from teranga.roster.enums import ExpertKind, ProfileState
from teranga.roster.queries.experts import ExpertChoice, experts_readable_by
from teranga.roster.queries.offers import languages_offered, themes_offered

_THEME_LENGTH = 48


def _options(rows: Iterable[tuple[Any, Any]], everything: Any) -> list[tuple[str, str]]:
    return [("", everything), *((str(value), str(label)) for value, label in rows)]


class ExpertFilter(forms.Form):
    """Unknown values (an old link, a forged one) are left out, never an error."""

    words = forms.CharField(
        label=_("Show experts on"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    theme = forms.ChoiceField(
        label=pgettext_lazy("filter, before a theme", "about"), required=False
    )
    country = forms.ChoiceField(
        label=pgettext_lazy("filter, before a country", "who know"), required=False
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("filter, before a language", "speaking"), required=False
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("filter, before a kind of employer", "employed by"), required=False
    )
    home = forms.ChoiceField(
        label=pgettext_lazy("filter, before the country of an employer", "of"), required=False
    )
    on = DayField(label=pgettext_lazy("filter, before a day", "available on"), required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("filter, before a state", "who are"), required=False
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = experts_readable_by(user).order_by()
        # Country by country, the first expert found is enough: the roster is never read through.
        readable = rows.select_related(None)
        known = Country.objects.filter(Exists(readable.filter(countries_known=OuterRef("pk"))))
        homes = Country.objects.filter(Exists(readable.filter(home_country=OuterRef("pk"))))
        # Objectives have long names: a list as wide as them would widen the page.
        themes = ((t.pk, Truncator(str(t)).chars(_THEME_LENGTH)) for t in themes_offered())
        self._offer("theme", themes, _("all themes"))
        self._offer("country", _named(known), _("any country"))
        self._offer("home", _named(homes), _("any country"))
        self._offer("language", languages_offered(), _("any language"))
        self._offer("kind", ExpertKind.choices, _("anyone"))
        self._offer("state", ProfileState.choices, _("in any state"))

    def _offer(self, name: str, rows: Iterable[tuple[Any, Any]], everything: Any) -> None:
        self.fields[name].choices = _options(rows, everything)  # type: ignore[attr-defined]

    def choice(self) -> ExpertChoice:
        self.full_clean()
        asked = self.cleaned_data
        texts = {name: asked.get(name) or "" for name in self.fields if name != "on"}
        return ExpertChoice(**texts, on=asked.get("on"))

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)


def _named(countries: Iterable[Country]) -> list[tuple[str, Country]]:
    return [(c.pk, c) for c in sorted(countries, key=lambda country: country.sort_key)]
