"""Forms of an Action and of its sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.accounts.models import User
from teranga.core.form_fields import DayField, VersionField
from teranga.core.plain_text import validate_plain_line
from teranga.core.translated import Translated
from teranga.facility.enums import (
    ActionRegion,
    BudgetCategory,
    FocalPointKind,
    Payer,
    SheetPart,
)
from teranga.facility.models import Action, Activity
from teranga.facility.queries.details import ActionDetails
from teranga.facility.queries.phases import phases_of
from teranga.programmes.models import Phase, Programme

_CURRENCIES = [("EUR", "EUR"), ("XOF", "XOF"), ("XAF", "XAF"), ("USD", "USD"), ("MAD", "MAD")]


class ActionForm(forms.Form):
    title_fr = forms.CharField(
        label=_("Title, in French"),
        required=False,
        max_length=200,
        validators=[validate_plain_line],
    )
    title_en = forms.CharField(
        label=_("Title, in English"),
        required=False,
        max_length=200,
        validators=[validate_plain_line],
    )
    summary = forms.CharField(
        label=_("Summary for the public"),
        help_text=_("In the language of the sheet; shown once the Action is published."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    region = forms.ChoiceField(label=_("Region"), choices=ActionRegion.choices)
    phase = forms.ModelChoiceField(
        Phase.objects.none(),
        label=_("Phase that pays"),
        help_text=_("No date of the Action may lie outside it."),
        empty_label=None,
    )
    planned_starts_on = DayField(label=_("Planned start"), required=False)
    planned_ends_on = DayField(label=_("Planned end"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the sheet"), choices=[("fr", "Français"), ("en", "English")]
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=_CURRENCIES)
    version = VersionField()

    def __init__(
        self,
        *args: Any,
        user: object,
        programme: Programme | None,
        is_new: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        phase: Any = self.fields["phase"]
        phase.queryset = phases_of(user, programme)
        phase.label_from_instance = _phase_words
        # A programme that declares no phase has none to choose.
        phase.required = phase.queryset.exists()
        if is_new:
            del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("title_fr") and not cleaned.get("title_en"):
            self.add_error("title_fr", _("Write the title in French or in English."))
        return cleaned

    def details(self) -> ActionDetails:
        told = self.cleaned_data
        names = ("region", "phase", "planned_starts_on", "planned_ends_on", "language", "currency")
        titles = {code: told[f"title_{code}"] for code in ("fr", "en") if told[f"title_{code}"]}
        summary = {told["language"]: told["summary"]} if told["summary"] else {}
        return ActionDetails(
            title=Translated(titles),
            summary=Translated(summary),
            **{name: told[name] for name in names},
        )


class SectionForm(forms.Form):
    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    # Zero for a part nobody has written yet.
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class CommentForm(forms.Form):
    part = forms.ChoiceField(
        label=_("About which part"),
        required=False,
        choices=[("", _("the whole sheet")), *SheetPart.choices],
    )
    text = forms.CharField(
        label=_("Your comment"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandOverForm(forms.Form):
    note = forms.CharField(
        label=_("What changed in this version"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FocalPointForm(forms.Form):
    institution = forms.CharField(
        label=_("Institution"), max_length=250, validators=[validate_plain_line]
    )
    kind = forms.ChoiceField(
        label=_("Profile"),
        choices=FocalPointKind.choices,
        widget=forms.RadioSelect,
        help_text=_("Each institution names two: one decides, one works with the experts."),
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=150)
    function = forms.CharField(label=_("Function"), required=False, max_length=150)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    account = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Account on this platform"),
        required=False,
        empty_label="–",
        help_text=_("Without an account, a private link by e-mail opens the sheet."),
    )

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]


class BudgetLineForm(forms.Form):
    category = forms.ChoiceField(label=_("Category"), choices=BudgetCategory.choices)
    label = forms.CharField(label=_("Label"), max_length=200, validators=[validate_plain_line])
    activity = forms.ModelChoiceField(
        Activity.objects.none(), label=_("Activity"), required=False, empty_label="–"
    )
    quantity = forms.DecimalField(
        label=_("Quantity"), max_digits=10, decimal_places=2, min_value=0, initial=1
    )
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=40, help_text=_("Day, night, ticket…")
    )
    unit_cost = forms.DecimalField(
        label=_("Unit cost"), max_digits=12, decimal_places=2, min_value=0
    )
    payer = forms.ChoiceField(label=_("Paid by"), choices=Payer.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = action.activities.filter(archived_at__isnull=True)
        self.fields["activity"].queryset = rows  # type: ignore[attr-defined]


class ComplementarityForm(forms.Form):
    donor = forms.CharField(label=_("Donor"), max_length=200, validators=[validate_plain_line])
    project = forms.CharField(label=_("Project"), max_length=250, validators=[validate_plain_line])
    note = forms.CharField(
        label=_("How the two fit together"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _phase_words(phase: Phase) -> str:
    years = " → ".join(str(day) for day in (phase.starts_on, phase.ends_on) if day)
    return f"{phase.name or phase.number} ({years})"
