"""Planning an evaluation, and the short form that a link opens."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teranga.core.form_fields import DayField
from teranga.facility.enums import EvaluationKind
from teranga.facility.models import Action, Activity
from teranga.facility.queries.evaluations import activities_of
from teranga.facility.services.evaluations import EvaluationDetails
from teranga.knowledge.enums import CriteriaPurpose
from teranga.knowledge.models import CriteriaSet, Criterion
from teranga.knowledge.queries.practices import criteria_sets_visible_to


class EvaluationForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Who answers"), choices=EvaluationKind.choices, widget=forms.RadioSelect
    )
    activity = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("About the activity"),
        required=False,
        empty_label=_("the whole Action"),
    )
    months_after = forms.TypedChoiceField(
        label=_("When"),
        choices=[
            (0, _("at the end of the work")),
            (6, _("six months later")),
            (12, _("twelve months later")),
            (24, _("twenty-four months later")),
        ],
        coerce=int,
    )
    due_on = DayField(label=_("To be sent on"))
    criteria_sets = forms.ModelMultipleChoiceField(
        CriteriaSet.objects.none(),
        label=_("Sets of criteria"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: object, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        fields: dict[str, Any] = self.fields
        fields["activity"].queryset = activities_of(user, action)
        sets = criteria_sets_visible_to(user)
        fields["criteria_sets"].queryset = sets
        fields["criteria_sets"].initial = sets.filter(purpose=CriteriaPurpose.EVALUATION)[:1]

    def details(self) -> EvaluationDetails:
        values = self.cleaned_data | {"kind": EvaluationKind(self.cleaned_data["kind"])}
        return EvaluationDetails(action=self.action, **values)


class EvaluationAnswerForm(forms.Form):
    """One row of choices for each criterion; nothing is compulsory, nobody is named."""

    strength = forms.CharField(
        label=_("What was best"),
        required=False,
        max_length=2000,
        help_text=_("Do not name people."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wish = forms.CharField(
        label=_("What should change"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, sets: Iterable[CriteriaSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria: dict[str, Criterion] = {}
        asked: dict[str, forms.Field] = {}
        for criteria_set in sets:
            scale = [(str(mark), str(mark)) for mark in criteria_set.marks]
            for criterion in criteria_set.criteria.all():
                name = f"mark_{criterion.pk}"
                self.criteria[name] = criterion
                asked[name] = forms.ChoiceField(
                    label=str(criterion.test or criterion.name),
                    choices=scale,
                    required=False,
                    help_text=_("%(low)s: not at all, %(high)s: fully")
                    % {"low": criteria_set.lowest, "high": criteria_set.highest},
                    widget=forms.RadioSelect,
                )
        self.fields = asked | self.fields

    def marks(self) -> Mapping[Criterion, int]:
        return {
            criterion: int(self.cleaned_data[name])
            for name, criterion in self.criteria.items()
            if self.cleaned_data.get(name)
        }
