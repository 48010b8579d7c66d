import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.accounts.models import User
from teranga.core.form_fields import DayField
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.directory.queries.scopes import programmes_open_to
from teranga.indices.enums import CodebookState
from teranga.indices.models import CodebookVersion, CodingRound
from teranga.indices.queries.codebooks import codebooks_visible_to, domains_of
from teranga.indices.queries.coders import coders_for
from teranga.indices.services.rounds import RoundDetails
from teranga.programmes.models import Programme

_FIRST_YEAR, _LAST_YEAR = 1950, 2100


class CodebookChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.index} · {obj.label}"


class CoderChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class RoundForm(forms.Form):
    codebook = CodebookChoice(
        CodebookVersion.objects.none(),
        label=_("Codebook"),
        help_text=_("Only codebooks in force can be coded with."),
        empty_label=None,
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), empty_label=None
    )
    title_fr = forms.CharField(label=_("Title, in French"), max_length=200)
    title_en = forms.CharField(label=_("Title, in English"), max_length=200)
    year = forms.IntegerField(
        label=_("Situation on 31 December of"), min_value=_FIRST_YEAR, max_value=_LAST_YEAR
    )
    due_on = DayField(label=_("To be handed in by"), required=False)

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        books = codebooks_visible_to(user).filter(state=CodebookState.IN_FORCE)
        self.fields["codebook"].queryset = books  # type: ignore[attr-defined]
        offered = programmes_open_to(user, "create", "coding_round").rows
        self.fields["programme"].queryset = offered  # type: ignore[attr-defined]

    def details(self) -> RoundDetails:
        data = self.cleaned_data
        return RoundDetails(
            index=data["codebook"].index,
            codebook=data["codebook"],
            programme=data["programme"],
            title=Translated(fr=data["title_fr"], en=data["title_en"]),
            year=data["year"],
            due_on=data["due_on"],
        )


class AssignForm(forms.Form):
    """Give domains of countries to a pair of coders, several at once."""

    countries = forms.ModelMultipleChoiceField(
        Country.objects.none(), label=_("Countries"), widget=forms.CheckboxSelectMultiple
    )
    domains = forms.MultipleChoiceField(label=_("Domains"), widget=forms.CheckboxSelectMultiple)
    first = CoderChoice(User.objects.none(), label=_("First coder"), empty_label="–")
    second = CoderChoice(
        User.objects.none(),
        label=_("Second coder"),
        help_text=_("The two code without seeing each other's work, until it is settled."),
        empty_label="–",
        required=False,
    )

    def __init__(self, *args: Any, coding_round: CodingRound, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = coding_round.programme
        countries = programme.countries.all() if programme is not None else Country.objects.none()
        field: Any = self.fields["countries"]
        field.queryset = countries
        field.choices = [
            (country.pk, country.name)
            for country in sorted(countries, key=lambda country: country.sort_key)
        ]
        self.fields["domains"].choices = [  # type: ignore[attr-defined]
            (view.domain.code, str(view.domain.label)) for view in domains_of(coding_round.codebook)
        ]
        coders = User.objects.filter(pk__in=[user.pk for user in coders_for(coding_round, on=on)])
        for name in ("first", "second"):
            self.fields[name].queryset = coders.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("The two coders of a domain are two people."))
        return cleaned


class RoundCodebookForm(forms.Form):
    codebook = CodebookChoice(
        CodebookVersion.objects.none(),
        label=_("Codebook to go on with"),
        help_text=_(
            "Codes already given stay in the wording they were given in; coders see which ones"
            " changed. Nothing is lost."
        ),
        empty_label=None,
    )

    def __init__(self, *args: Any, user: object, coding_round: CodingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        books = codebooks_visible_to(user).filter(
            index=coding_round.index_id, state=CodebookState.IN_FORCE
        )
        offered = books.exclude(pk=coding_round.codebook_id)
        self.fields["codebook"].queryset = offered  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
