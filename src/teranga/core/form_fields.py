"""Fields that every app's forms share."""

from typing import Any

from django import forms


class VersionField(forms.IntegerField):
    """The version the writer saw: a later save by someone else is then noticed."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(min_value=1, required=True)


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        # The browser's own calendar writes ISO dates, whatever the language of the page.
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)
