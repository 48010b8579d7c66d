"""Fictitious opinions on the fictitious Actions of the demo, so that results can be seen."""

import datetime as dt
import random
from collections import defaultdict

from teranga.core.enums import Visibility
from teranga.facility.enums import ActivityState, EvaluationKind, EvaluationState
from teranga.facility.models import Activity, Evaluation, EvaluationAnswer, EvaluationTally
from teranga.knowledge.models import CriteriaSet, Criterion

_SETS = {
    EvaluationKind.PARTICIPANTS: ["activity-feedback"],
    EvaluationKind.EXPERTS: ["dac"],
    EvaluationKind.PARTNER: ["dac", "three-levels"],
}
_ANSWERS = {
    EvaluationKind.PARTICIPANTS: (6, 14),
    EvaluationKind.EXPERTS: (3, 4),
    EvaluationKind.PARTNER: (2, 3),
}
_STRENGTHS = [
    "Les exercices sur nos propres dossiers.",
    "Des experts qui font le même métier que nous.",
    "",
    "",
]
_WISHES = ["Plus de temps pour la pratique.", "Les documents avant la séance.", "", ""]


def load_opinions(*, seed: int = 11) -> None:
    """Ask about every held fictitious activity, and about its Action; once only."""
    if Evaluation.objects.filter(is_fictitious=True).exists():
        return
    chance = random.Random(seed)  # noqa: S311 - invented marks, no secret
    held = Activity.objects.filter(
        state=ActivityState.HELD, action__is_fictitious=True
    ).select_related("action")
    activities = list(held.order_by("starts_on", "pk"))
    # The sets of criteria come with the demo of knowledge.
    sets = {row.code: row for row in CriteriaSet.objects.prefetch_related("criteria")}
    if any(code not in sets for codes in _SETS.values() for code in codes):
        return
    for activity in activities:
        _ask(activity, EvaluationKind.PARTICIPANTS, sets, chance, about_activity=True)
    for activity in {activity.action_id: activity for activity in activities}.values():
        for kind in (EvaluationKind.EXPERTS, EvaluationKind.PARTNER):
            _ask(activity, kind, sets, chance, about_activity=False)


def _ask(
    activity: Activity,
    kind: EvaluationKind,
    sets: dict[str, CriteriaSet],
    chance: random.Random,
    *,
    about_activity: bool,
) -> None:
    action = activity.action
    day = (activity.ends_on or activity.starts_on or dt.date(2026, 1, 1)) + dt.timedelta(days=1)
    chosen = [sets[code] for code in _SETS[kind]]
    evaluation = Evaluation.objects.create(
        action=action,
        activity=activity if about_activity else None,
        kind=kind,
        state=EvaluationState.CLOSED,
        due_on=day,
        opened_on=day,
        closed_on=day + dt.timedelta(days=14),
        visibility=Visibility.PROGRAMME,
        is_fictitious=True,
        **action.scope(),
    )
    evaluation.criteria_sets.set(chosen)
    criteria = [criterion for row in chosen for criterion in row.criteria.all()]
    _answer(evaluation, criteria, chance.randint(*_ANSWERS[kind]), chance)


def _answer(
    evaluation: Evaluation, criteria: list[Criterion], n_answers: int, chance: random.Random
) -> None:
    marks: dict[int, list[int]] = defaultdict(list)
    answers = []
    for _number in range(n_answers):
        given = {row.pk: chance.choices([2, 3, 4, 5], [1, 3, 6, 4])[0] for row in criteria}
        for key, mark in given.items():
            marks[key].append(mark)
        answers.append(
            EvaluationAnswer(
                evaluation=evaluation,
                marks={str(key): mark for key, mark in given.items()},
                strength=chance.choice(_STRENGTHS),
                wish=chance.choice(_WISHES),
                is_fictitious=True,
            )
        )
    EvaluationAnswer.objects.bulk_create(answers)
    EvaluationTally.objects.bulk_create(
        EvaluationTally(
            evaluation=evaluation,
            criterion_id=key,
            n_marks=len(given),
            sum_marks=sum(given),
            n_high=sum(mark >= 4 for mark in given),
        )
        for key, given in marks.items()
    )
