"""What an expert, or the team, writes in a profile."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import DayField, VersionField
from teranga.core.models import Country, Theme
from teranga.directory.queries.organisations import organisations_visible_to
from teranga.directory.queries.scopes import programmes_open_to
from teranga.programmes.models import Programme
from teranga.roster.enums import LanguageLevel, PeriodKind, ProfileEvent
from teranga.roster.models import ExpertProfile
from teranga.roster.queries.offers import languages_offered, sorted_countries, themes_offered
from teranga.roster.services.profiles import COLUMNS, ProfileDetails


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """One column, for a phone; each language is a line with its level."""

    version = VersionField()
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Themes on which you can advise"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    countries_known = forms.ModelMultipleChoiceField(
        Country.objects.none(),
        label=_("Countries you know by having worked there"),
        required=False,
        help_text=_("Hold Ctrl or Cmd to choose several."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    class Meta:
        model = ExpertProfile
        fields = [*COLUMNS, "themes", "countries_known"]
        labels = {
            "kind": _("Employer"),
            "home_country": _("Country of the employer"),
            "is_southern": _("Brings the experience of a country of the South"),
            "gender": _("Gender"),
            "years_of_practice": _("Years of experience"),
            "level": _("Where this experience was gained"),
            "employer": _("Administration or organisation"),
            "job_title": _("Function"),
            "summary": _("Experience in a few words"),
            "cost_per_day": _("Cost of a day (EUR)"),
            "missions_a_year": _("Missions a year at most"),
            "keep_months": _("Keep these data for"),
        }
        help_texts = {
            "gender": _("Used only to compose balanced teams; you may leave it unsaid."),
            "summary": _("Three to six lines: what you did, with whom, what came of it."),
            "cost_per_day": _("Leave empty if your employer goes on paying you."),
            "keep_months": _("You are written to a month before; without an answer they go."),
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, user: object, for_team: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = self.instance
        self.initial.setdefault("version", profile.version)
        self.fields["themes"].queryset = themes_offered()  # type: ignore[attr-defined]
        for name in ("home_country", "countries_known"):
            field: Any = self.fields[name]
            field.queryset = Country.objects.all()
            empty = [] if name == "countries_known" else [("", "–")]
            field.choices = [*empty, *sorted_countries()]
        employer: Any = self.fields["employer"]
        employer.queryset = organisations_visible_to(user)
        employer.empty_label = "–"
        if not for_team:
            # The team alone links a profile to an organisation of the directory.
            del self.fields["employer"]
        elif profile._state.adding:
            self._add_programme(user)
        self._add_languages(profile)

    def _add_programme(self, user: object) -> None:
        self.fields["programme"] = forms.ModelChoiceField(
            programmes_open_to(user, "create", "expert").rows,
            label=_("Programme"),
            empty_label=None,
        )

    def programme(self) -> Programme | None:
        programme: Programme | None = self.cleaned_data.get("programme")
        return programme

    def _add_languages(self, profile: ExpertProfile) -> None:
        levels = {}
        if not profile._state.adding:
            levels = dict(profile.languages.values_list("language_id", "level"))
        choices = [("", _("not spoken")), *LanguageLevel.choices]
        for code, language in languages_offered():
            self.fields[f"language_{code}"] = forms.TypedChoiceField(
                label=str(language).capitalize(),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=levels.get(code, ""),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(self._levels(cleaned).values()):
            self.add_error("language_fr", _("Say at least one language, with its level."))
        return cleaned

    def _levels(self, cleaned: dict[str, Any]) -> dict[str, int]:
        return {
            name.removeprefix("language_"): value or 0
            for name, value in cleaned.items()
            if name.startswith("language_")
        }

    def details(self) -> ProfileDetails:
        cleaned = self.cleaned_data
        columns = {name: cleaned.get(name, getattr(self.instance, name)) for name in COLUMNS}
        # Languages that this form does not list are left as they are.
        offered = {code for code, _language in languages_offered()}
        kept = {}
        if not self.instance._state.adding:
            lines = self.instance.languages.exclude(language__in=offered)
            kept = dict(lines.values_list("language_id", "level"))
        return ProfileDetails(
            **columns,
            themes=tuple(cleaned["themes"]),
            countries_known=tuple(cleaned["countries_known"]),
            languages=kept | self._levels(cleaned),
        )

    def _post_clean(self) -> None:
        """Leave the row to the service: the instance shown beside a refusal stays as saved."""


class CvForm(forms.Form):
    file = forms.FileField(
        label=_("Curriculum vitae"),
        help_text=_("PDF or text document, 10 MB at most. Only the team and you read it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
    )


class PeriodForm(forms.Form):
    kind = forms.ChoiceField(label=_("In this period I am"), choices=PeriodKind.choices)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end is before the start."))
        return cleaned


class StepForm(forms.Form):
    """A step in the life of a profile, with its reason and, where it counts, the consent."""

    event = forms.ChoiceField(choices=ProfileEvent.choices, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    agrees = forms.BooleanField(required=False)


class ConfirmForm(forms.Form):
    agrees = forms.BooleanField(
        label=_(
            "I agree that my data are kept in this roster, for the time chosen above, to propose"
            " missions to me. I may withdraw at any moment."
        ),
        required=True,
    )


class ExportForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need these data?"),
        help_text=_("Your reason is kept in the audit, with the number of rows."),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
