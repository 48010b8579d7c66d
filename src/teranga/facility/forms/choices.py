"""Choices that several forms of the facility offer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, Theme
from teranga.facility.enums import RequestReach

THEME_PREFIX = "mieux:"


class CountryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One country, in the reader's alphabetical order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Country.objects.all(), empty_label="–", **kwargs)


class CountriesChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.SelectMultiple(attrs={"size": 6})
        super().__init__(Country.objects.all(), widget=widget, **kwargs)


class ThemesChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        rows = Theme.objects.filter(pk__startswith=THEME_PREFIX)
        super().__init__(rows, widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


def sort_countries(*fields: Any) -> None:
    """Put the countries of each field in the reader's order."""
    rows = sorted(Country.objects.all(), key=lambda country: country.sort_key)
    options = [(country.pk, str(country)) for country in rows]
    for field in fields:
        is_single = not isinstance(field, forms.ModelMultipleChoiceField)
        field.choices = [("", "–"), *options] if is_single else options


def clean_where(form: forms.Form, cleaned: dict[str, Any]) -> list[Country]:
    """Return the countries asked for, and say beside each field what is missing."""
    reach = cleaned.get("reach")
    first, others = cleaned.get("country"), list(cleaned.get("other_countries") or [])
    countries = list(dict.fromkeys([*([first] if first else []), *others]))
    if reach == RequestReach.NATIONAL:
        if first is None:
            form.add_error("country", _("Choose the country."))
        elif others:
            form.add_error(
                "reach", _("You named several countries: choose “several countries together”.")
            )
    elif reach == RequestReach.JOINT and len(countries) < 2:
        form.add_error("other_countries", _("Name at least two countries."))
    elif reach == RequestReach.REGIONAL and not cleaned.get("regional_body"):
        form.add_error("regional_body", _("Name the regional organisation."))
    return countries
