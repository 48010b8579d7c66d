"""Choosing the questionnaire that participants are asked to fill."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.facility.models import Activity
from teranga.facility.queries.feedback import questionnaires_to_ask
from teranga.surveys.models import Questionnaire


class FeedbackForm(forms.Form):
    questionnaire = forms.ChoiceField(
        label=_("Questionnaire"),
        help_text=_("In use, open to people with a personal link, kept by your team."),
    )
    writes = forms.BooleanField(
        label=_("Write to the participants whose address is noted, each with their own link"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, user: object, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(row.pk): row for row in questionnaires_to_ask(user, activity)}
        field: Any = self.fields["questionnaire"]
        field.choices = [(key, str(row)) for key, row in self.offered.items()]

    def chosen(self) -> Questionnaire:
        return self.offered[self.cleaned_data["questionnaire"]]
