"""The pages of the public form, one question each; what is typed is kept at every step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import DayField
from teranga.core.plain_text import validate_plain_line
from teranga.facility.enums import RequestReach
from teranga.facility.forms.choices import (
    CountriesChoice,
    CountryChoice,
    ThemesChoice,
    clean_where,
    sort_countries,
)
from teranga.facility.models import RequestDesk
from teranga.facility.queries.desks import kinds_open, refusals

MAX_TEXT = 4_000


class DraftStepForm(forms.Form):
    """One page: `kept()` is what may be stored of it, whether or not it is complete."""

    def __init__(self, *args: Any, desk: RequestDesk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk = desk

    def kept(self) -> dict[str, Any]:
        """Return the answers as JSON can hold them; an unreadable one is left out."""
        return {
            name: _plain(self.cleaned_data[name])
            for name in self.fields
            if name in getattr(self, "cleaned_data", {})
        }


class WhoForm(DraftStepForm):
    requester_kind = forms.ChoiceField(label=_("Who asks?"), widget=forms.RadioSelect)
    authority_name = forms.CharField(
        label=_("Name of the institution"),
        max_length=250,
        validators=[validate_plain_line],
        help_text=_("The one that will be the partner of the Action, with its department."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    reach = forms.ChoiceField(
        label=_("For whom?"), choices=RequestReach.choices, widget=forms.RadioSelect
    )
    country = CountryChoice(label=_("Country"), required=False)
    other_countries = CountriesChoice(
        label=_("Other countries that ask with it"),
        required=False,
        help_text=_(
            "Only when several countries ask together. Hold Ctrl or Cmd to choose several."
        ),
    )
    regional_body = forms.CharField(
        label=_("Regional organisation"),
        required=False,
        max_length=120,
        validators=[validate_plain_line],
        help_text=_("Only for a regional request."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requester_kind"].choices = kinds_open(self.desk)  # type: ignore[attr-defined]
        sort_countries(self.fields["country"], self.fields["other_countries"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.countries = clean_where(self, cleaned)
        for refusal in refusals(self.desk, self.countries):
            name = "country" if refusal.country == cleaned.get("country") else "other_countries"
            self.add_error(name, refusal.words)
        return cleaned

    def kept(self) -> dict[str, Any]:
        kept = super().kept()
        kept["countries"] = [country.pk for country in getattr(self, "countries", [])]
        return kept


class NeedForm(DraftStepForm):
    title = forms.CharField(
        label=_("Subject of the request"),
        max_length=200,
        validators=[validate_plain_line],
        help_text=_("In one line: what you want to be able to do."),
    )
    themes = ThemesChoice(label=_("Themes"), required=False)
    context = forms.CharField(
        label=_("Context"),
        help_text=_("What exists today: law, policy, institutions, what has been tried."),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    need = forms.CharField(
        label=_("What you need"),
        help_text=_("Which expertise, for which task; who will work with the experts."),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    expected_result = forms.CharField(
        label=_("What will exist afterwards"),
        help_text=_("A strategy, a procedure, trained teams: what you will be able to show."),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wished_start_on = DayField(label=_("When you would like to start"), required=False)


class SupportForm(DraftStepForm):
    other_support = forms.CharField(
        label=_("Other support in the same field"),
        help_text=_(
            "Which donor or organisation already supports you, or was asked to; write “none”"
            " if there is none. The same activity is not paid twice."
        ),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = forms.FileField(
        label=_("A document to join"),
        help_text=_("An official letter, a note: PDF or office document, 12 MB at most."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.xlsx,.jpg,.png"}),
    )

    def kept(self) -> dict[str, Any]:
        kept = super().kept()
        kept.pop("file", None)
        return kept


class ContactForm(DraftStepForm):
    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[validate_plain_line],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_function = forms.CharField(
        label=_("Your function"),
        required=False,
        max_length=150,
        validators=[validate_plain_line],
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    contact_email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("A letter is sent to it: the request is on file once you confirm."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    contact_phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        validators=[validate_plain_line],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    is_authorised = forms.BooleanField(
        label=_(
            "I write on behalf of this institution, and I agree that the team of the"
            " programme and its committee keep these data to answer this request."
        ),
    )
    # A field no person sees: whoever fills it in is a robot.
    website = forms.CharField(
        required=False,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""


FORMS: dict[str, type[DraftStepForm]] = {
    "who": WhoForm,
    "need": NeedForm,
    "support": SupportForm,
    "contact": ContactForm,
}


def _plain(value: Any) -> Any:
    if hasattr(value, "pk"):
        return value.pk
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, str | bool | int) or value is None:
        return value
    return [_plain(item) for item in value]
