from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import DayField
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.surveys.models import Campaign, Questionnaire
from teranga.surveys.queries.questionnaires import questionnaires_visible_to
from teranga.surveys.queries.scopes import countries_for

# The countries of the network come first; others can be added later by a further campaign.
_NETWORK = ("SEN", "MLI", "GIN", "CIV", "CMR", "MAR", "TUN")


class CampaignForm(forms.Form):
    """What is collected, when, and how many answers are wanted in each country."""

    questionnaire = forms.ModelChoiceField(
        Questionnaire.objects.none(), label=_("Questionnaire"), empty_label="–"
    )
    title_fr = forms.CharField(label=_("Title, in French"), max_length=200)
    title_en = forms.CharField(label=_("Title, in English"), max_length=200, required=False)
    starts_on = DayField(label=_("Starts"))
    ends_on = DayField(label=_("Ends"))
    frame = forms.CharField(
        label=_("How the respondents were chosen"),
        required=False,
        widget=forms.Textarea,
        max_length=3000,
        help_text=_("Printed beside every figure: a small sample is not representative."),
    )
    reminder_days = forms.IntegerField(
        label=_("Days between reminders"), min_value=1, max_value=90, initial=7
    )
    max_reminders = forms.IntegerField(
        label=_("Reminders at most"), min_value=0, max_value=10, initial=3
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["questionnaire"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = questionnaires_visible_to(user)
        open_to = {country.pk for country in countries_for(user, "create", "campaign")}
        self._countries = [code for code in _NETWORK if code in open_to]
        for country in Country.objects.filter(pk__in=self._countries):
            self.fields[f"target-{country.pk}"] = forms.IntegerField(
                label=_("Wanted in %(country)s") % {"country": country},
                min_value=0,
                max_value=100_000,
                required=False,
            )

    def campaign(self) -> Campaign:
        said = self.cleaned_data
        words = {"fr": said["title_fr"], "en": said["title_en"]}
        return Campaign(
            questionnaire=said["questionnaire"],
            title=Translated({code: text for code, text in words.items() if text}),
            frame=Translated({"fr": said["frame"]} if said["frame"] else {}),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            reminder_days=said["reminder_days"],
            max_reminders=said["max_reminders"],
        )

    def targets(self) -> dict[str, int]:
        return {code: self.cleaned_data[f"target-{code}"] or 0 for code in self._countries}
