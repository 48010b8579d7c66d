from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.facility.enums import DigestFrequency
from teranga.programmes.models import Programme
from teranga.programmes.queries.programmes import programmes_visible_to


class AlertsForm(forms.Form):
    frequency = forms.ChoiceField(
        label=_("Write to me of what waits for me"),
        choices=DigestFrequency.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Deadlines are told 14 days, 7 days and 1 day before, and the day after they passed."
        ),
    )


class FeedForm(forms.Form):
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("A calendar of"),
        required=False,
        empty_label=_("my own tasks and activities"),
    )

    def __init__(self, *args: Any, user: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes_visible_to(user)  # type: ignore[attr-defined]
