from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.surveys.enums import Audience, SubmissionState


class AnswersExportForm(forms.Form):
    """What is taken away, how, and why."""

    states = forms.MultipleChoiceField(
        label=_("Answers that are"),
        choices=SubmissionState.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[SubmissionState.APPROVED],
    )
    audience = forms.ChoiceField(
        label=_("Questions"),
        choices=[
            (Audience.PUBLIC, _("only those everyone may see")),
            (Audience.NETWORK, _("those the network may see")),
            (Audience.TEAM, _("all, also those for the team only")),
        ],
        initial=Audience.NETWORK,
    )
    file_format = forms.ChoiceField(
        label=_("Format"),
        choices=[
            ("xlsx", _("Excel: a sheet for the answers, one for each repeat, the codebook")),
            ("csv", _("CSV: the same in an archive")),
            ("sav", _("SPSS: with labels of questions and answers, in an archive")),
        ],
    )
    values = forms.ChoiceField(
        label=_("Answers to choices"), choices=[("codes", _("codes")), ("words", _("words"))]
    )
    reason = forms.CharField(label=_("What for"), max_length=500, widget=forms.Textarea)

    def states_chosen(self) -> list[Any]:
        return list(self.cleaned_data["states"])
