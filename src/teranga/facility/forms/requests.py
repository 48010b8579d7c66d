"""Forms of the team on a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.accounts.models import User
from teranga.core.form_fields import DayField, VersionField
from teranga.core.plain_text import validate_plain_line
from teranga.directory.queries.scopes import programmes_open_to
from teranga.facility.enums import (
    Criterion,
    Outcome,
    Procedure,
    RequestChannel,
    RequesterKind,
    RequestReach,
    Verdict,
    Vote,
)
from teranga.facility.forms.choices import (
    CountriesChoice,
    CountryChoice,
    ThemesChoice,
    clean_where,
    sort_countries,
)
from teranga.facility.models import ExpertiseRequest, RequestDesk
from teranga.facility.queries.desks import proposals
from teranga.facility.queries.details import RequestDetails
from teranga.programmes.models import Programme


def _text(label: Any, *, rows: int = 4, required: bool = False, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=8_000, widget=widget, **kwargs
    )


class RequestForm(forms.Form):
    """A request typed in by the team: what the letter or the e-mail says, the original joined."""

    title = forms.CharField(
        label=_("Subject of the request"), max_length=200, validators=[validate_plain_line]
    )
    channel = forms.ChoiceField(
        label=_("Received by"),
        choices=[c for c in RequestChannel.choices if c[0] != RequestChannel.ONLINE],
        widget=forms.RadioSelect,
    )
    received_on = DayField(label=_("Received on"))
    original = forms.FileField(
        label=_("The original"),
        required=False,
        help_text=_("The letter or e-mail as it came, as PDF or text."),
    )
    requester_kind = forms.ChoiceField(label=_("Who asks?"), choices=RequesterKind.choices)
    authority_name = forms.CharField(
        label=_("Name of the institution"), max_length=250, validators=[validate_plain_line]
    )
    reach = forms.ChoiceField(
        label=_("For whom?"), choices=RequestReach.choices, widget=forms.RadioSelect
    )
    country = CountryChoice(label=_("Country"), required=False)
    other_countries = CountriesChoice(label=_("Other countries that ask with it"), required=False)
    regional_body = forms.CharField(
        label=_("Regional organisation"),
        required=False,
        max_length=120,
        validators=[validate_plain_line],
    )
    themes = ThemesChoice(label=_("Themes"), required=False)
    context = _text(_("Context"))
    need = _text(_("What is needed"))
    expected_result = _text(_("Expected result"))
    other_support = _text(_("Other support in the same field"))
    wished_start_on = DayField(label=_("Wished start"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the request"),
        choices=[("fr", "Français"), ("en", "English"), ("pt", "Português"), ("ar", "العربية")],
    )
    contact_name = forms.CharField(label=_("Contact"), required=False, max_length=150)
    contact_function = forms.CharField(label=_("Function"), required=False, max_length=150)
    contact_email = forms.EmailField(label=_("E-mail address"), required=False)
    contact_phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), empty_label=None
    )
    version = VersionField()

    def __init__(self, *args: Any, user: object, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sort_countries(self.fields["country"], self.fields["other_countries"])
        programmes = programmes_open_to(user, "create", "expertise_request").rows
        desks = RequestDesk.objects.current().filter(is_open=True)
        with_desk = programmes.filter(pk__in=desks.values("programme"))
        self.fields["programme"].queryset = with_desk or programmes  # type: ignore[attr-defined]
        for name in ("version",) if is_new else ("channel", "received_on", "original", "programme"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.countries = clean_where(self, cleaned)
        return cleaned

    def details(self, programme: Any = None) -> RequestDetails:
        names = set(RequestDetails.__dataclass_fields__) & set(self.cleaned_data)
        told = {name: self.cleaned_data[name] for name in names}
        return RequestDetails(
            **told
            | {
                "programme": programme or self.cleaned_data["programme"],
                "countries": self.countries,
                "themes": list(self.cleaned_data["themes"]),
            }
        )


class ReasonForm(forms.Form):
    """One order of the table of transitions; the reason stays in the history."""

    reason = _text(_("Reason"), rows=5)

    def __init__(self, *args: Any, label: Any, help_text: Any, required: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        field = self.fields["reason"]
        field.label, field.help_text, field.required = label, help_text, required


class ScreeningForm(forms.Form):
    """Each criterion with its verdict and a note, then the note for the committee."""

    instrument = forms.ChoiceField(label=_("Funding instrument"), required=False)
    screening_note = _text(
        _("Screening note"),
        rows=8,
        help_text=_("What the committee reads: the need, its fit, the risks, what you propose."),
    )
    version = VersionField()

    def __init__(
        self, *args: Any, expertise_request: ExpertiseRequest, desk: RequestDesk, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *[(row["code"], row["name"]) for row in desk.instruments],
        ]
        self.initial.setdefault("instrument", expertise_request.instrument)
        self.initial.setdefault("screening_note", expertise_request.screening_note)
        self.initial.setdefault("version", expertise_request.version)
        known = {check.criterion: check for check in expertise_request.checks.all()}
        written = {name: self.fields.pop(name) for name in ("instrument", "screening_note")}
        for proposal in proposals(desk, expertise_request):
            name, check = proposal.criterion.value, known.get(proposal.criterion)
            self.fields[f"verdict_{name}"] = forms.ChoiceField(
                label=str(proposal.criterion.label).capitalize(),
                choices=Verdict.choices,
                widget=forms.RadioSelect,
                initial=check.verdict if check else proposal.verdict,
            )
            self.fields[f"note_{name}"] = forms.CharField(
                label=_("Note"),
                required=False,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=check.note if check else proposal.note,
            )
        self.fields |= written

    def verdicts(self) -> dict[Criterion, tuple[Verdict, str]]:
        return {
            criterion: (
                Verdict(self.cleaned_data[f"verdict_{criterion.value}"]),
                self.cleaned_data[f"note_{criterion.value}"],
            )
            for criterion in Criterion
        }


class SubmitForm(forms.Form):
    procedure = forms.ChoiceField(
        label=_("Procedure"), choices=Procedure.choices, widget=forms.RadioSelect
    )
    due_on = DayField(label=_("Deadline for the votes"))
    held_on = DayField(
        label=_("Day of the meeting"), required=False, help_text=_("Only for a meeting.")
    )
    recommendation = forms.ChoiceField(
        label=_("What the team proposes"),
        choices=[c for c in Vote.choices if c[0] != Vote.ABSTAIN],
        widget=forms.RadioSelect,
    )


class DeclareForm(forms.Form):
    has_conflict = forms.TypedChoiceField(
        label=_("Do you have a conflict of interest with this request?"),
        choices=[("no", _("No, I have none")), ("yes", _("Yes, or it may look like one"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = _text(_("If yes, which one?"), rows=2)


class VoteForm(forms.Form):
    vote = forms.ChoiceField(label=_("Your vote"), choices=Vote.choices, widget=forms.RadioSelect)
    comment = _text(
        _("Why, or under which conditions"),
        rows=3,
        help_text=_("Asked for every vote other than a plain approval."),
    )


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[c for c in Outcome.choices if c[0] != Outcome.RECALLED],
        widget=forms.RadioSelect,
    )
    reasons = _text(_("Reasons given to the requester"))
    conditions = _text(_("Conditions"), rows=3)


class OfficerForm(forms.Form):
    officer = forms.ModelChoiceField(User.objects.none(), label=_("Followed by"))

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
