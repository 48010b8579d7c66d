"""The filters of the lists of the facility, read as sentences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from teranga.facility.enums import (
    ActionDetail,
    ActionRegion,
    ActionState,
    ActivityKind,
    ActivityState,
    Holder,
    RequestState,
)
from teranga.facility.queries.actions import (
    ActionChoice,
    countries_in_use,
    themes_in_use,
    years_in_use,
)
from teranga.facility.queries.activities import ActivityChoice, countries_with_activities
from teranga.facility.queries.requests import (
    RequestChoice,
    countries_in_queue,
    themes_in_queue,
    years_in_queue,
)


class ActionFilter(forms.Form):
    """Each label is the words before its choice; an unknown choice is ignored."""

    detail = forms.ChoiceField(label=_("Show Actions"), required=False)
    country = forms.ChoiceField(label=_("in"), required=False)
    region = forms.ChoiceField(label=_("in the region"), required=False)
    theme = forms.ChoiceField(
        label=pgettext_lazy("filter, before a theme", "about"), required=False
    )
    year = forms.TypedChoiceField(
        label=_("under way in"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(label=_("and now"), required=False)

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "detail": [("", _("of every kind")), *ActionDetail.choices],
            "country": [
                ("", _("every country")),
                *[(country.pk, country.name) for country in countries_in_use(user)],
            ],
            "region": [("", _("every region")), *ActionRegion.choices],
            "theme": [
                ("", _("every theme")),
                *[(theme.pk, str(theme.name)) for theme in themes_in_use(user)],
            ],
            "year": [("", _("any year")), *[(year, year) for year in years_in_use(user)]],
            "state": [("", _("in any state")), *ActionState.choices],
        }
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def choice(self) -> ActionChoice:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return ActionChoice(**asked)

    @property
    def is_narrowed(self) -> bool:
        return self.choice() != ActionChoice()


class RequestFilter(forms.Form):
    """The filter of the queue of requests; an unknown choice is ignored."""

    state = forms.ChoiceField(label=_("Show requests"), required=False)
    holder = forms.ChoiceField(label=_("that wait for"), required=False)
    country = forms.ChoiceField(
        label=pgettext_lazy("filter, before a country", "in"), required=False
    )
    theme = forms.ChoiceField(
        label=pgettext_lazy("filter, before a theme", "about"), required=False
    )
    year = forms.TypedChoiceField(
        label=_("received in"), required=False, coerce=int, empty_value=None
    )
    words = forms.CharField(
        label=_("with the words"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "state": [
                ("open", _("still open")),
                ("all", _("of every state")),
                *RequestState.choices,
            ],
            "holder": [
                ("", _("anyone")),
                *[choice for choice in Holder.choices if choice[0] != Holder.NOBODY],
            ],
            "country": [
                ("", _("every country")),
                *[(country.pk, country.name) for country in countries_in_queue(user)],
            ],
            "theme": [
                ("", _("every theme")),
                *[(theme.pk, str(theme.name)) for theme in themes_in_queue(user)],
            ],
            "year": [("", _("any year")), *[(year, year) for year in years_in_queue(user)]],
        }
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def choice(self) -> RequestChoice:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return RequestChoice(**asked)

    @property
    def is_narrowed(self) -> bool:
        return self.choice() != RequestChoice()


class ActivityFilter(forms.Form):
    """The filter of the list of activities; an unknown choice is ignored."""

    kind = forms.ChoiceField(label=_("Show"), required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("filter, before a state", "that are"), required=False
    )
    country = forms.ChoiceField(
        label=pgettext_lazy("filter, before a country", "in"), required=False
    )
    when = forms.ChoiceField(label=pgettext_lazy("filter, before a time", "when"), required=False)

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "kind": [("", _("every activity")), *ActivityKind.choices],
            "state": [("", _("in any state")), *ActivityState.choices],
            "country": [
                ("", _("every country")),
                *[(country.pk, country.name) for country in countries_with_activities(user)],
            ],
            "when": [("coming", _("coming")), ("past", _("past")), ("all", _("at any time"))],
        }
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def choice(self) -> ActivityChoice:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return ActivityChoice(**asked)

    @property
    def is_narrowed(self) -> bool:
        return self.choice() != ActivityChoice()
