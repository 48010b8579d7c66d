from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import DayField, VersionField
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.surveys.models import Campaign, Questionnaire
from teranga.surveys.queries.campaigns import Wanted, wanted_of
from teranga.surveys.queries.questionnaires import questionnaires_visible_to
from teranga.surveys.queries.scopes import countries_for

# The countries of the network come first; others can be added later by a further campaign.
_NETWORK = ("SEN", "MLI", "GIN", "CIV", "CMR", "MAR", "TUN")


class CountriesForm(forms.Form):
    """How many answers are wanted in each country, and how many are enough."""

    def offer(self, codes: Iterable[str], now: Mapping[str, Wanted] | None = None) -> None:
        """Add two fields for each country, filled with what is wanted now."""
        self._countries = list(codes)
        for country in Country.objects.filter(pk__in=self._countries):
            held = (now or {}).get(country.pk, Wanted(None))
            labels = {
                f"target-{country.pk}": (_("Wanted in %(country)s"), held.target),
                f"quota-{country.pk}": (_("At most in %(country)s"), held.quota),
            }
            for name, (label, initial) in labels.items():
                self.fields[name] = forms.IntegerField(
                    label=label % {"country": country},
                    min_value=0,
                    max_value=100_000,
                    required=False,
                    initial=initial,
                )

    def wanted(self) -> dict[str, Wanted]:
        said = self.cleaned_data
        return {
            code: Wanted(said[f"target-{code}"], said[f"quota-{code}"]) for code in self._countries
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code in self._countries:
            target, quota = cleaned.get(f"target-{code}"), cleaned.get(f"quota-{code}")
            if quota is not None and quota < (target or 0):
                self.add_error(f"quota-{code}", _("At most cannot be below what is wanted."))
        return cleaned


class CampaignTargetsForm(CountriesForm):
    """The targets and quotas of a campaign that runs."""

    version = VersionField()

    def __init__(self, *args: Any, user: object, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = campaign.version
        now = wanted_of(campaign)
        open_to = {country.pk for country in countries_for(user, "change", "campaign")}
        self.offer([code for code in dict.fromkeys([*_NETWORK, *now]) if code in open_to], now)


class CampaignForm(CountriesForm):
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
        self.offer([code for code in _NETWORK if code in open_to])

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
