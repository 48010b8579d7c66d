from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country
from teranga.programmes.forms.content import DATE_HELP, ContentForm, text_field
from teranga.programmes.models import Programme
from teranga.programmes.services.programmes import COLUMNS, ProgrammeDetails


class ProgrammeForm(ContentForm):
    texts = ("name", "summary")

    name_fr = text_field(_("Name, in French"))
    name_en = text_field(_("Name, in English"))
    summary_fr = text_field(_("Summary, in French"), is_long=True)
    summary_en = text_field(_("Summary, in English"), is_long=True)
    countries = forms.ModelMultipleChoiceField(
        Country.objects.none(),
        label=_("Countries"),
        required=False,
        help_text=_("Hold Ctrl or Cmd to choose several."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    class Meta:
        model = Programme
        fields = [
            *["code", "acronym", "kind", "operator", "starts_on", "ends_on", "countries"],
            *["visibility", "source", "source_page"],
        ]
        labels = {
            "code": _("Code"),
            "acronym": _("Acronym"),
            "kind": _("Kind"),
            "operator": _("Operator"),
            "starts_on": _("Starts"),
            "ends_on": _("Ends"),
            "visibility": _("Who may read this programme"),
            "source": _("Source"),
            "source_page": _("Page or place in the source"),
        }
        help_texts = {
            "code": _("A short word of its address; it never changes."),
            "starts_on": DATE_HELP,
            "ends_on": DATE_HELP,
        }

    field_order = [
        *["version", "code", "acronym", "name_fr", "name_en", "summary_fr", "summary_en", "kind"],
        *["operator", "starts_on", "ends_on", "countries", "visibility", "source", "source_page"],
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_new = self.instance._state.adding
        self.fields["code"].disabled = not is_new
        countries = sorted(Country.objects.all(), key=lambda country: country.sort_key)
        field: Any = self.fields["countries"]
        field.queryset = Country.objects.all()
        field.choices = [(country.pk, str(country)) for country in countries]
        if not is_new:
            self.initial["countries"] = list(self.instance.countries.all())

    def details(self) -> ProgrammeDetails:
        countries = tuple(self.cleaned_data["countries"])
        return ProgrammeDetails(**self.values(COLUMNS), countries=countries)
