from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import VersionField
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.directory.queries.scopes import countries_open_to, programmes_open_to
from teranga.indices.enums import ModuleFamily
from teranga.indices.models import ModuleIndicator, PolicyIndex
from teranga.indices.queries.codebooks import indices_visible_to
from teranga.indices.services.modules import MeasureDetails, ModuleDetails
from teranga.programmes.models import Programme


class ModuleForm(forms.Form):
    index = forms.ModelChoiceField(PolicyIndex.objects.none(), label=_("Index"), empty_label=None)
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), empty_label=None
    )
    country = forms.ModelChoiceField(Country.objects.none(), label=_("Country"))
    sector_fr = forms.CharField(label=_("Priority sector, in French"), max_length=200)
    sector_en = forms.CharField(label=_("Priority sector, in English"), max_length=200)
    diagnosis_fr = forms.CharField(
        label=_("Diagnosis of the sector, in French"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=4000,
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["index"].queryset = indices_visible_to(user)
        fields["programme"].queryset = programmes_open_to(user, "create", "country_module").rows
        countries = countries_open_to(user, "create", "country_module").rows
        fields["country"].queryset = countries
        fields["country"].choices = [
            ("", "–"),
            *((c.pk, c.name) for c in sorted(countries, key=lambda country: country.sort_key)),
        ]

    def details(self) -> ModuleDetails:
        data = self.cleaned_data
        return ModuleDetails(
            index=data["index"],
            country=data["country"],
            programme=data["programme"],
            sector=Translated(fr=data["sector_fr"], en=data["sector_en"]),
            diagnosis=Translated({"fr": data["diagnosis_fr"]} if data["diagnosis_fr"] else {}),
        )


_DIGITS: dict[str, Any] = {"max_digits": 18, "decimal_places": 4, "required": False}
_YEAR: dict[str, Any] = {"min_value": 1950, "max_value": 2100, "required": False}


class MeasureForm(forms.Form):
    """A measure of a module: what, from where, towards what, now."""

    code = forms.CharField(label=_("Code"), max_length=20)
    family = forms.ChoiceField(label=_("Family"), choices=ModuleFamily.choices)
    label_fr = forms.CharField(label=_("Label, in French"), max_length=200)
    label_en = forms.CharField(label=_("Label, in English"), max_length=200)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    formula = forms.CharField(label=_("Formula"), max_length=1000, required=False)
    numerator_source = forms.CharField(
        label=_("Source of the numerator"), max_length=200, required=False
    )
    denominator_source = forms.CharField(
        label=_("Source of the denominator"), max_length=200, required=False
    )
    frequency = forms.CharField(label=_("Frequency"), max_length=60, required=False)
    disaggregation = forms.CharField(label=_("Broken down by"), max_length=200, required=False)
    baseline = forms.DecimalField(label=_("Baseline"), **_DIGITS)
    baseline_year = forms.IntegerField(label=_("Baseline year"), **_YEAR)
    target = forms.DecimalField(label=_("Target"), **_DIGITS)
    target_year = forms.IntegerField(label=_("Target year"), **_YEAR)
    actual = forms.DecimalField(label=_("Actual value"), **_DIGITS)
    actual_year = forms.IntegerField(label=_("Year of the value"), **_YEAR)
    responsible_office = forms.CharField(
        label=_("Responsible office"), max_length=200, required=False
    )
    quality_note = forms.CharField(
        label=_("Note on quality"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    version = VersionField()

    def __init__(self, *args: Any, measure: ModuleIndicator | None = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", None) or {}
        kwargs["initial"] = _initial(measure) | initial
        super().__init__(*args, **kwargs)
        if measure is None:
            del self.fields["version"]

    def details(self) -> MeasureDetails:
        data = dict(self.cleaned_data)
        data.pop("version", None)
        label = Translated(fr=data.pop("label_fr"), en=data.pop("label_en"))
        return MeasureDetails(label=label, **data)


def _initial(measure: ModuleIndicator | None) -> dict[str, Any]:
    if measure is None:
        return {}
    names = [name for name in MeasureDetails.__slots__ if name != "label"]
    return {name: getattr(measure, name) for name in names} | {
        "label_fr": measure.label.get("fr", ""),
        "label_en": measure.label.get("en", ""),
        "version": measure.version,
    }
