"""Writing and judging practices."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.knowledge.enums import ReviewerKind
from teranga.knowledge.forms.bilingual import BilingualForm
from teranga.knowledge.models import CriteriaSet, Criterion, Practice
from teranga.knowledge.services.practices import PracticeDetails


class PracticeForm(BilingualForm):
    noun = "practice"
    required_texts = frozenset({"title"})
    texts = {
        "title": (_("Name of the practice"), 0, _("What is done, in a few words.")),
        "description": (
            _("What is done, and how"),
            6,
            _("Who does what, with whom, in which order. Not yet what came of it."),
        ),
        "result": (
            _("What it brought"),
            4,
            _("Results and effects, apart from the practice itself."),
        ),
        "conditions": (
            _("What it takes to do it elsewhere"),
            3,
            _("Law, means, people, will: what another country should check first."),
        ),
    }
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Practice
        fields = [
            *["kind", "institution", "country", "programme", "origin_code"],
            *["source", "source_page"],
        ]
        labels = {
            "kind": _("Kind"),
            "institution": _("Institution that does it"),
            "country": _("Country"),
            "programme": _("Programme"),
            "origin_code": _("Code of the Action it comes from"),
            "source": _("Source"),
            "source_page": _("Page or place in the source"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def details(self) -> PracticeDetails:
        columns = {name: getattr(self.instance, name) for name in PracticeDetails.__slots__}
        return PracticeDetails(**columns)


class PracticeDecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("What the author should know"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PracticeReviewForm(forms.Form):
    """One scale for each criterion of the set; a criterion may be left without a mark."""

    reviewer_kind = forms.ChoiceField(
        label=_("I review as someone"), choices=ReviewerKind.choices, widget=forms.RadioSelect
    )
    remarks = forms.CharField(
        label=_("Remarks to the author"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, criteria_set: CriteriaSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {f"mark_{row.pk}": row for row in criteria_set.criteria.all()}
        scale = [("", _("no mark")), *[(str(mark), str(mark)) for mark in criteria_set.marks]]
        marks = {
            name: forms.ChoiceField(
                label=str(criterion), choices=scale, required=False, help_text=str(criterion.test)
            )
            for name, criterion in self.criteria.items()
        }
        self.fields = marks | self.fields

    def marks(self) -> Mapping[Criterion, int]:
        return {
            criterion: int(self.cleaned_data[name])
            for name, criterion in self.criteria.items()
            if self.cleaned_data[name]
        }
