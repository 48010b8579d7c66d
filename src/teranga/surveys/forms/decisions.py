from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import VersionField
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.surveys.enums import SubmissionState
from teranga.surveys.models import Questionnaire, Submission
from teranga.surveys.services.corrections import editable_questions, texts_of


class SubmissionFilter(forms.Form):
    """Unknown values (an old link, a forged one) are left out, never an error."""

    questionnaire = forms.ModelChoiceField(
        Questionnaire.objects.none(),
        label=_("Answers to"),
        required=False,
        empty_label=_("every questionnaire"),
    )
    country = forms.ChoiceField(label=_("from"), required=False)
    state = forms.ChoiceField(label=_("that are"), required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = rows.order_by()
        field = self.fields["questionnaire"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Questionnaire.objects.filter(pk__in=found.values("questionnaire_id"))
        countries = sorted(
            Country.objects.filter(pk__in=found.values("country_id")), key=lambda c: c.sort_key
        )
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", _("every country")),
            *((country.pk, str(country)) for country in countries),
        ]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("in any state")),
            *SubmissionState.choices,
        ]

    def conditions(self) -> dict[str, Any]:
        """Return the filters of a query set; what is not understood narrows nothing."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name) for name in ("questionnaire", "country", "state")}
        return {name: value for name, value in said.items() if value}


class DecisionForm(forms.Form):
    """One decision on an answer: its reason, and for an approval what it is about."""

    version = VersionField()
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea
    )
    chosen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea)


class CorrectionForm(forms.Form):
    """The answers a reviewer may correct, each as it stands in what came."""

    version = VersionField()

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = submission.version
        texts = texts_of(submission)
        choices = submission.form_version.choices
        self._paths: dict[str, str] = {}
        for number, question in enumerate(editable_questions(submission)):
            name = f"answer-{number}"
            self._paths[name] = question["path"]
            label = str(Translated(question["label"])) or question["name"]
            self.fields[name] = _field(question, label, texts[question["path"]], choices)
        self.fields["reason"] = forms.CharField(
            label=_("Why this is corrected"), max_length=2000, widget=forms.Textarea
        )

    def changes(self) -> dict[str, str]:
        return {path: self.cleaned_data[name] for name, path in self._paths.items()}


def _field(
    question: dict[str, Any], label: str, text: str, choices: dict[str, list[dict[str, Any]]]
) -> forms.Field:
    if question["type"] == "select_one" and choices.get(question["list"]):
        options = [
            (choice["name"], str(Translated(choice["label"])) or choice["name"])
            for choice in choices[question["list"]]
        ]
        if text and text not in {code for code, _label in options}:
            options.append((text, text))
        return forms.ChoiceField(
            label=label, choices=[("", "–"), *options], initial=text, required=False
        )
    return forms.CharField(label=label, initial=text, required=False, max_length=5000)


class QuarantineForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea)
