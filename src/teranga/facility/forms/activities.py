"""Forms of an activity: its plan, its agenda, who took part, its report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from teranga.core.form_fields import DayField, VersionField
from teranga.core.plain_text import validate_plain_line
from teranga.facility.enums import ActivityKind, Gender, ParticipantLevel
from teranga.facility.forms.choices import CountryChoice, sort_countries
from teranga.facility.services.activities import PLANNED_FIELDS


def _long(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=20_000, widget=widget, **kwargs)


class ActivityForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200, validators=[validate_plain_line])
    objective = _long(_("Objective"))
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    is_remote = forms.BooleanField(label=_("At a distance"), required=False)
    place = forms.CharField(
        label=pgettext_lazy("of an activity", "Place"),
        required=False,
        max_length=150,
        validators=[validate_plain_line],
    )
    held_in = CountryChoice(label=_("Country where it is held"), required=False)
    languages = forms.CharField(label=_("Working languages"), required=False, max_length=60)
    expected_participants = forms.IntegerField(
        label=_("Participants expected"), required=False, min_value=0, max_value=10_000
    )
    n_experts = forms.IntegerField(label=_("Experts needed"), min_value=0, max_value=20, initial=1)
    expertise = _long(_("Expertise needed"))
    reason = _long(
        _("Why the plan changes"),
        help_text=_(
            "Asked once the Action is agreed: the partner reads it, it stays in the trace."
        ),
    )
    version = VersionField()

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sort_countries(self.fields["held_in"])
        if is_new:
            del self.fields["version"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("ends_on") and not cleaned.get("starts_on"):
            self.add_error("starts_on", _("Give the first day too."))
        elif cleaned.get("starts_on") and not cleaned.get("ends_on"):
            cleaned["ends_on"] = cleaned["starts_on"]
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLANNED_FIELDS}


class AgendaForm(forms.Form):
    on_day = DayField(label=_("Day"))
    starts_at = forms.TimeField(
        label=_("From"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    ends_at = forms.TimeField(
        label=_("Until"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    title = forms.CharField(label=_("Item"), max_length=250, validators=[validate_plain_line])
    led_by = forms.CharField(label=_("Led by"), required=False, max_length=150)


class ParticipantsForm(forms.Form):
    """Several people of one institution at once, or one person by name."""

    institution = forms.CharField(
        label=_("Institution"), max_length=250, validators=[validate_plain_line]
    )
    level = forms.ChoiceField(label=_("Level"), choices=ParticipantLevel.choices)
    country = CountryChoice(label=_("Country"), required=False)
    n_women = forms.IntegerField(label=_("Women"), min_value=0, max_value=500, initial=0)
    n_men = forms.IntegerField(label=_("Men"), min_value=0, max_value=500, initial=0)
    n_not_stated = forms.IntegerField(
        label=_("Gender not stated"), min_value=0, max_value=500, initial=0
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=150,
        validators=[validate_plain_line],
        help_text=_(
            "Only for one person, and only if a certificate or a message must reach them:"
            " counting needs no name."
        ),
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sort_countries(self.fields["country"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        n_people = sum(cleaned.get(name) or 0 for name in ("n_women", "n_men", "n_not_stated"))
        if not n_people:
            self.add_error("n_women", _("Say how many took part."))
        elif n_people > 1 and (cleaned.get("name") or cleaned.get("email")):
            self.add_error("name", _("A name is for one person: note the others apart."))
        return cleaned

    def rows(self) -> list[dict[str, Any]]:
        told = self.cleaned_data
        shared = {name: told[name] for name in ("institution", "level", "country", "name", "email")}
        counts = {
            Gender.WOMAN: told["n_women"],
            Gender.MAN: told["n_men"],
            Gender.NOT_STATED: told["n_not_stated"],
        }
        return [shared | {"gender": gender} for gender, n in counts.items() for _rank in range(n)]


class ReportForm(forms.Form):
    mission_report = _long(
        _("Mission report"),
        14,
        help_text=_("What was done, what was found, what is recommended. Read by the two sides."),
    )
    summary = _long(
        _("Summary for the public"),
        4,
        help_text=_("A few lines without names, shown when the Action is public."),
    )
    version = VersionField()


class ParticipantExportForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need these data?"),
        help_text=_("Your reason is kept in the audit, with the number of rows."),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
