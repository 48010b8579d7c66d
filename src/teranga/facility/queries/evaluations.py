"""Evaluations and what their answers say, never as shares on a handful."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from teranga.core.models.publishable import DoorQuerySet
from teranga.facility.enums import EvaluationKind, EvaluationState
from teranga.facility.models import Action, Activity, Evaluation, EvaluationAnswer
from teranga.facility.permissions.evaluations import can_change_evaluation
from teranga.knowledge.models import CriteriaSet, Criterion

SMALLEST_BASE = 5


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """How many gave each mark; a mean only from five answers on."""

    criterion: Criterion
    counts: Sequence[tuple[int, int]]
    n_marks: int
    mean: float | None
    highest: int

    @property
    def share(self) -> float:
        return (self.mean or 0) / self.highest

    @property
    def told(self) -> str:
        """The marks one by one, in words: “3 × 5 · 1 × 4”."""
        return " · ".join(f"{n} × {mark}" for mark, n in self.counts if n)


@dataclass(frozen=True, slots=True)
class EvaluationResults:
    n_answers: int
    groups: Sequence[tuple[CriteriaSet, Sequence[CriterionResult]]]
    strengths: Sequence[str]
    wishes: Sequence[str]

    @property
    def is_small(self) -> bool:
        return self.n_answers < SMALLEST_BASE


def _evaluations_of_seen(user: object) -> QuerySet[Evaluation]:
    # Asked row by row: from a list of all Actions one may see, the database would start there.
    action = Exists(Action.objects.visible_to(user).filter(pk=OuterRef("action")))
    activity = Exists(Activity.objects.visible_to(user).filter(pk=OuterRef("activity")))
    rows: DoorQuerySet = Evaluation.objects.visible_to(user)
    told: QuerySet[Evaluation] = rows.filter(action, Q(activity=None) | activity)
    return told.select_related("action", "activity").order_by("due_on", "pk")


def evaluations_visible_to(user: object, *, state: str = "") -> QuerySet[Evaluation]:
    """Return evaluations whose Action and activity the visitor may see too, soonest first."""
    rows = _evaluations_of_seen(user)
    if state:
        rows = rows.filter(state=state)
    # Counted line by line of the page shown: grouping would read every evaluation and answer.
    answers = EvaluationAnswer.objects.filter(evaluation=OuterRef("pk")).order_by()
    n_answers = answers.values("evaluation").annotate(n=Count("pk")).values("n")
    return rows.annotate(n_answers=Coalesce(Subquery(n_answers), 0))


def activities_of(user: object, action: Action) -> QuerySet[Activity]:
    rows: QuerySet[Activity] = Activity.objects.visible_to(user).filter(action=action)
    return rows


def action_for_evaluation(user: object, pk: object) -> Action | None:
    action: Action | None = Action.objects.visible_to(user).filter(pk=pk).first()
    return action


def results_of(evaluation: Evaluation) -> EvaluationResults:
    answers = list(EvaluationAnswer.objects.filter(evaluation=evaluation).order_by("created_at"))
    counts: dict[str, Counter[int]] = {}
    for answer in answers:
        for key, mark in answer.marks.items():
            counts.setdefault(key, Counter())[mark] += 1
    groups = [
        (criteria_set, [_result(criterion, counts) for criterion in criteria_set.criteria.all()])
        for criteria_set in evaluation.criteria_sets.prefetch_related("criteria")
    ]
    return EvaluationResults(
        n_answers=len(answers),
        groups=groups,
        strengths=[answer.strength for answer in answers if answer.strength],
        wishes=[answer.wish for answer in answers if answer.wish],
    )


def _result(criterion: Criterion, counts: dict[str, Counter[int]]) -> CriterionResult:
    given = counts.get(str(criterion.pk), Counter())
    n_marks = given.total()
    marks = criterion.criteria_set.marks
    total = sum(mark * n for mark, n in given.items())
    return CriterionResult(
        criterion=criterion,
        counts=[(mark, given.get(mark, 0)) for mark in reversed(marks)],
        n_marks=n_marks,
        mean=total / n_marks if n_marks >= SMALLEST_BASE else None,
        highest=criterion.criteria_set.highest,
    )


def questions_of(evaluation: Evaluation) -> QuerySet[CriteriaSet]:
    rows: QuerySet[CriteriaSet] = evaluation.criteria_sets.prefetch_related("criteria")
    return rows


def evaluations_due(user: object) -> list[Evaluation]:
    """Return what this account should send or close, soonest first."""
    waiting = [EvaluationState.PLANNED, EvaluationState.OPEN]
    rows = _evaluations_of_seen(user).filter(state__in=waiting)
    return [row for row in rows[:60] if can_change_evaluation(user, row)][:20]


def title_of(evaluation: Evaluation) -> str:
    """Name an evaluation by what it is about."""
    about = str(evaluation.activity or evaluation.action)
    if evaluation.kind == EvaluationKind.FOLLOW_UP:
        return _("%(about)s, %(months)s months later") % {
            "about": about,
            "months": evaluation.months_after,
        }
    return about


def evaluations_of_action(user: object, action: Action) -> QuerySet[Evaluation]:
    return evaluations_visible_to(user).filter(action=action)


def evaluations_of_activity(user: object, activity: Activity) -> QuerySet[Evaluation]:
    return evaluations_visible_to(user).filter(activity=activity)
