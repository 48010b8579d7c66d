import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import DayField
from teranga.surveys.forms.questionnaires import ProgrammeForm
from teranga.surveys.models import FieldKey
from teranga.surveys.queries.scopes import countries_for


class FieldKeyForm(ProgrammeForm):
    """Who will use a device, where, and until when."""

    noun = "field_key"
    label = forms.CharField(
        label=_("Who uses it"),
        max_length=150,
        help_text=_("A code or a post rather than a name: “Dakar 2”, “interviewer SN004”."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    expires_on = DayField(label=_("Until"))
    field_order = ["label", "programme", "country", "expires_on"]

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((country.pk, str(country)) for country in countries_for(user, "create", self.noun)),
        ]
        self.fields["expires_on"].initial = timezone.localdate() + dt.timedelta(days=120)

    def key(self) -> FieldKey:
        said = self.cleaned_data
        end = dt.datetime.combine(said["expires_on"], dt.time(23, 59))
        return FieldKey(
            label=said["label"],
            programme=said["programme"],
            country_id=said["country"] or None,
            expires_at=timezone.make_aware(end),
        )


class LinksForm(forms.Form):
    """One respondent a line: name; e-mail; country."""

    lines = forms.CharField(
        label=_("Respondents"),
        widget=forms.Textarea,
        max_length=50_000,
        help_text=_(
            "One a line: name; e-mail address; country code (SEN)."
            " Address and code may be left out."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=[("fr", "Français"), ("en", "English"), ("ar", "العربية"), ("pt", "Português")],
    )
    days = forms.IntegerField(label=_("Valid for (days)"), min_value=1, max_value=400, initial=365)
