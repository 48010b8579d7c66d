from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from teranga.core.models import Country, Theme
from teranga.core.plain_text import validate_plain_line
from teranga.directory.models import Organisation
from teranga.directory.queries.organisations import organisations_visible_to
from teranga.programmes.models import Programme
from teranga.roster.enums import ExpertKind, PracticeLevel
from teranga.roster.queries.offers import sorted_countries, themes_offered
from teranga.roster.services.nominations import Nominee
from teranga.roster.services.profiles import ProfileDetails


class NominationForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Administration that nominates"), empty_label="–"
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), empty_label="–"
    )
    given_name = forms.CharField(
        label=_("Given name"), max_length=100, required=False, validators=[validate_plain_line]
    )
    family_name = forms.CharField(
        label=_("Family name"), max_length=100, validators=[validate_plain_line]
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The expert receives a personal link, completes the profile and agrees to it."),
    )
    language = forms.ChoiceField(label=_("Writes in"), choices=settings.LANGUAGES)
    kind = forms.ChoiceField(label=_("Employer"), choices=ExpertKind.choices)
    home_country = forms.ModelChoiceField(
        Country.objects.all(), label=_("Country of the employer"), empty_label="–"
    )
    level = forms.ChoiceField(
        label=_("Where this experience was gained"), choices=PracticeLevel.choices
    )
    job_title = forms.CharField(
        label=_("Function"), max_length=150, required=False, validators=[validate_plain_line]
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label=_("Themes"), widget=forms.CheckboxSelectMultiple
    )
    statement = forms.CharField(
        label=_("Why this person"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].queryset = organisations_visible_to(user)
        fields["programme"].queryset = Programme.objects.visible_to(user)
        fields["themes"].queryset = themes_offered()
        fields["home_country"].choices = [("", "–"), *sorted_countries()]

    def nominee(self) -> Nominee:
        return Nominee(**{name: self.cleaned_data[name] for name in Nominee.__slots__})

    def details(self) -> ProfileDetails:
        cleaned = self.cleaned_data
        return ProfileDetails(
            kind=ExpertKind(cleaned["kind"]),
            home_country=cleaned["home_country"],
            level=PracticeLevel(cleaned["level"]),
            job_title=cleaned["job_title"],
            themes=tuple(cleaned["themes"]),
            languages={},
        )
