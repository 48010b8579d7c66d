"""Recording deliverables, lessons, reuse and sets of criteria."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from teranga.core.partial_dates import PartialDate
from teranga.core.translated import Translated
from teranga.knowledge.enums import DeliverableStage
from teranga.knowledge.forms.bilingual import BilingualForm
from teranga.knowledge.models import CriteriaSet, Deliverable, Lesson, Reuse
from teranga.knowledge.services.records import CriterionDetails

_SCOPE = ["country", "programme", "visibility", "source", "source_page"]
_SCOPE_LABELS = {
    "country": _("Country"),
    "programme": _("Programme"),
    "visibility": _("Who may see it"),
    "source": _("Source"),
    "source_page": _("Page or place in the source"),
    "origin_code": _("Code of the Action it comes from"),
}


class DeliverableForm(BilingualForm):
    noun = "deliverable"
    required_texts = frozenset({"title"})
    texts = {"title": (_("Title of the document"), 0, "")}

    class Meta:
        model = Deliverable
        fields = ["kind", "origin_code", "is_operational", *_SCOPE]
        labels = _SCOPE_LABELS | {
            "kind": _("Kind"),
            "is_operational": _("Staff use it in their daily work"),
        }


class DeliverableStageForm(forms.Form):
    stage = forms.ChoiceField(
        label=_("The document is now"), choices=DeliverableStage.choices, widget=forms.RadioSelect
    )
    reached_on = forms.CharField(
        label=_("Since when"),
        required=False,
        max_length=12,
        help_text=_("2019, 2019-02, 2019-02-14 or 2019-mid; empty when nobody knows."),
    )
    note = forms.CharField(label=_("How one knows"), max_length=250, required=False)

    def clean_reached_on(self) -> PartialDate | None:
        text = self.cleaned_data["reached_on"]
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise ValidationError(
                _("Write the date as 2019, 2019-02, 2019-02-14 or 2019-mid.")
            ) from error


class LessonForm(BilingualForm):
    noun = "lesson"
    required_texts = frozenset({"title"})
    texts = {
        "title": (_("Title"), 0, ""),
        "challenge": (_("What was difficult"), 3, _("One thing a line.")),
        "practice": (_("What was done"), 3, _("One thing a line.")),
        "impact": (_("What changed"), 3, _("One thing a line.")),
        "lesson": (_("What was learnt"), 3, _("One thing a line.")),
    }

    class Meta:
        model = Lesson
        fields = ["origin_code", *_SCOPE]
        labels = _SCOPE_LABELS


class ReuseForm(BilingualForm):
    noun = "reuse"
    required_texts = frozenset({"subject"})
    texts = {"subject": (_("What was taken over"), 0, _("A manual, a protocol, definitions…"))}

    class Meta:
        model = Reuse
        fields = [
            *["from_country", "from_body", "from_code", "to_code", "country", "programme"],
            *["visibility", "source", "source_page"],
        ]
        labels = _SCOPE_LABELS | {
            "from_country": _("Taken over from the country"),
            "from_body": _("or from the organisation"),
            "from_code": _("Code of the Action it comes from"),
            "to_code": _("Code of the Action that used it"),
            "country": _("Country that took it over"),
        }


class CriteriaSetForm(BilingualForm):
    """The criteria are typed one a line, so that no one fights with rows of fields."""

    noun = "criteria_set"
    required_texts = frozenset({"name"})
    texts = {"name": (_("Name of the set"), 0, "")}
    criteria = forms.CharField(
        label=_("Criteria, one a line"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A name, and after a colon what to ask oneself: “Relevance: is it needed?”"),
    )

    class Meta:
        model = CriteriaSet
        fields = ["code", "purpose", "lowest", "highest", "programme", "visibility"]
        labels = {
            "code": _("Short code"),
            "purpose": _("It serves"),
            "lowest": _("Lowest mark"),
            "highest": _("Highest mark"),
            "programme": _("Programme"),
            "visibility": _("Who may see it"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "criteria"), "criteria"])

    def lines(self) -> list[CriterionDetails]:
        found = []
        for number, line in enumerate(self.cleaned_data["criteria"].splitlines(), start=1):
            name, _colon, test = (part.strip() for part in line.partition(":"))
            if name:
                code = slugify(name)[:60] or f"criterion-{number}"
                found.append(
                    CriterionDetails(
                        code, Translated(fr=name), Translated(fr=test) if test else Translated()
                    )
                )
        return found
