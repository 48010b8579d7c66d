"""What a team must be, which one is chosen, and the rules over a quarter."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from teranga.facility.enums import DeploymentEvent
from teranga.facility.models import TeamNeeds
from teranga.facility.queries.portfolio import PortfolioChoice
from teranga.roster.enums import LanguageLevel

_RULES = [
    *["language_level", "min_years", "n_southern", "n_women", "n_eu_government", "n_national"],
    *["n_local", "n_senior", "max_per_home", "takes_non_eu_government"],
    *["takes_non_governmental", "paid_days", "budget"],
]


class TeamNeedsForm(forms.ModelForm):  # type: ignore[type-arg]
    n_experts = forms.IntegerField(label=_("Experts in the team"), min_value=1, max_value=20)

    class Meta:
        model = TeamNeeds
        fields = _RULES
        labels = {
            "language_level": _("Least level in a working language"),
            "min_years": _("Years of experience at least"),
            "n_southern": _("Experts from the South at least"),
            "n_women": _("Women at least"),
            "n_eu_government": _("EU government experts at least"),
            "n_national": _("Experts with national experience at least"),
            "n_local": _("Experts with local experience at least"),
            "n_senior": _("Experts with 15 years or more at least"),
            "max_per_home": _("Experts of one country at most"),
            "takes_non_eu_government": _("Take non-EU government experts"),
            "takes_non_governmental": _("Take non-governmental experts"),
            "paid_days": _("Paid days of each expert"),
            "budget": _("Fees of the team at most (EUR)"),
        }
        help_texts = {
            "n_southern": _("One makes the co-operation triangular."),
            "max_per_home": _("0 for no limit."),
            "paid_days": _("Empty: the days of the activity."),
        }

    field_order = ["n_experts", *_RULES]

    def __init__(self, *args: Any, n_experts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("n_experts", n_experts)
        level = self._meta.model._meta.get_field("language_level").verbose_name
        self.fields["language_level"] = forms.TypedChoiceField(
            label=self.fields["language_level"].label or level,
            choices=LanguageLevel.choices,
            coerce=int,
            initial=self.instance.language_level,
        )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in _RULES}

    def _post_clean(self) -> None:
        """Leave the row to the service."""


class TeamChoiceForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    codes = forms.CharField(max_length=500, widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=2000)

    def clean_codes(self) -> list[str]:
        text: str = self.cleaned_data["codes"]
        return [code.strip() for code in text.replace(",", ";").split(";") if code.strip()]


class DeploymentStepForm(forms.Form):
    event = forms.ChoiceField(choices=DeploymentEvent.choices)
    reason = forms.CharField(required=False, max_length=2000)
    mark = forms.DecimalField(
        required=False, min_value=1, max_value=5, max_digits=3, decimal_places=2
    )


class PortfolioForm(forms.Form):
    """The quarter and the rules over it, read as a sentence."""

    quarter = forms.ChoiceField(label=_("Compose the teams of"), required=False)
    women_share = forms.TypedChoiceField(
        label=pgettext_lazy("filter, before a share of women", "with at least"),
        coerce=int,
        empty_value=None,
        initial=40,
        required=False,
    )
    home_share = forms.TypedChoiceField(
        label=pgettext_lazy("filter, before the share of one country", "and at most"),
        coerce=int,
        empty_value=None,
        initial=15,
        required=False,
    )
    aim = forms.ChoiceField(
        label=pgettext_lazy("filter, before an aim", "looking for"),
        choices=[
            ("worst_first", _("the weakest team as good as possible")),
            ("sum", _("the best total")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        quarters = [
            (f"{year}-{n}", _("quarter %(n)s of %(year)s") % {"n": n, "year": year})
            for year, n in _quarters(today)
        ]
        # Written for each reader: at the import they would be in the site's own language.
        self._offer("quarter", quarters)
        self._offer("women_share", [(n, _("%(n)s %% women") % {"n": n}) for n in (0, 30, 40, 50)])
        self._offer(
            "home_share",
            [(n, _("%(n)s %% of one country") % {"n": n}) for n in (10, 15, 25, 100)],
        )
        self.fields["quarter"].initial = quarters[0][0]

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def choice(self) -> PortfolioChoice:
        self.full_clean()
        asked = self.cleaned_data
        first = _quarters(self.today)[0]
        year, quarter = (
            map(int, asked["quarter"].split("-")) if asked.get("quarter") else iter(first)
        )
        return PortfolioChoice(
            year,
            quarter,
            women_share=_share(asked.get("women_share"), 40),
            home_share=_share(asked.get("home_share"), 15),
            aim="sum" if asked.get("aim") == "sum" else "worst_first",
        )


def _share(percent: int | None, usual: int) -> float:
    return (usual if percent is None else percent) / 100


def _quarters(today: dt.date) -> list[tuple[int, int]]:
    """Return this quarter and the four that follow."""
    first = today.year * 4 + (today.month - 1) // 3
    return [(number // 4, number % 4 + 1) for number in range(first, first + 5)]
