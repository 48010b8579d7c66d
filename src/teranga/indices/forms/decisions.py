from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import VersionField
from teranga.core.translated import Translated
from teranga.indices.enums import Confidence, Implementation, MissingCode
from teranga.indices.models import IndicatorVersion
from teranga.indices.queries.decisions import CodeView
from teranga.indices.services.decisions import Settlement
from teranga.indices.services.replies import OwnAnswer

_MISSING = (
    (MissingCode.NOT_APPLICABLE.value, MissingCode.NOT_APPLICABLE.label),
    (MissingCode.NOT_FOUND.value, MissingCode.NOT_FOUND.label),
)


def answer_choices(version: IndicatorVersion) -> list[tuple[str, Any]]:
    levels = [
        (f"L{level['code']}", f"{level['code']} · {Translated(level_words(level))}")
        for level in version.levels
    ]
    return [*levels, *_MISSING]


def level_words(level: dict[str, Any]) -> dict[str, str]:
    return {code: str(level.get(code, "")) for code in ("fr", "en")}


class _AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect)
    implementation = forms.TypedChoiceField(
        label=_("Implementation"),
        help_text=_("Whether what is written is applied: an axis of its own."),
        choices=[("", _("not known")), *Implementation.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, wording: IndicatorVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wording = wording
        self.fields["answer"].choices = answer_choices(wording)  # type: ignore[attr-defined]

    def answered(self) -> dict[str, Any]:
        answer = self.cleaned_data["answer"]
        has_level = answer.startswith("L")
        return {
            "indicator_version": self.wording,
            "level": int(answer[1:]) if has_level else None,
            "missing": "" if has_level else answer,
            "implementation": self.cleaned_data["implementation"],
        }


class DecisionForm(_AnswerForm):
    version = VersionField()
    confidence = forms.TypedChoiceField(
        label=_("Confidence"),
        choices=[("", "–"), *Confidence.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    rests_on = forms.MultipleChoiceField(
        label=_("Evidence the decision rests on"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Kept for ever and published with the edition."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )

    field_order = ["answer", "implementation", "confidence", "rests_on", "reason", "version"]

    def __init__(self, *args: Any, codes: Sequence[CodeView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = {str(view.code.pk): view.code for view in codes}
        self.fields["rests_on"].choices = [  # type: ignore[attr-defined]
            (str(view.code.pk), _("Evidence of coder %(n)s") % {"n": number})
            for number, view in enumerate(codes, start=1)
        ]

    def settlement(self) -> Settlement:
        return Settlement(
            **self.answered(),
            confidence=self.cleaned_data["confidence"],
            reason=self.cleaned_data["reason"],
            rests_on=[self.codes[key] for key in self.cleaned_data["rests_on"]],
        )


class SelfAssessmentForm(_AnswerForm):
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
    )

    def own_answer(self) -> OwnAnswer:
        return OwnAnswer(**self.answered(), note=self.cleaned_data["note"])


class ContestForm(forms.Form):
    reason = forms.CharField(
        label=_("What the law or the practice is"),
        help_text=_("With the text and article: the cell goes back to adjudication."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )


class ReplyForm(forms.Form):
    text_fr = forms.CharField(
        label=_("Reply, in French"),
        help_text=_("Published as you write it, beside the scores."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=6000,
        required=False,
    )
    text_en = forms.CharField(
        label=_("Reply, in English"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=6000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (cleaned.get("text_fr") or cleaned.get("text_en")):
            self.add_error("text_fr", _("Write the reply in one language at least."))
        return cleaned

    def text(self) -> Translated:
        data = self.cleaned_data
        return Translated({k: data[f"text_{k}"] for k in ("fr", "en") if data[f"text_{k}"]})
