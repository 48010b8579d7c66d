"""Asking for an opinion, receiving it, closing the question."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current, owner_of
from teranga.facility.enums import ActionEvent, EvaluationKind, EvaluationState
from teranga.facility.models import (
    Action,
    Activity,
    Evaluation,
    EvaluationAnswer,
    EvaluationTally,
)
from teranga.facility.permissions.evaluations import can_change_evaluation, can_create_evaluation
from teranga.facility.permissions.transitions import ACTION_TRANSITIONS
from teranga.facility.queries.clocks import add_months
from teranga.facility.services.lifecycle import take_action_step
from teranga.knowledge.models import CriteriaSet, Criterion

_SALT = "facility.evaluation"
FOLLOW_UP_MONTHS = (6, 12, 24)
MAX_ANSWERS = 2_000  # of one evaluation: a link that leaked does not fill the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationDetails:
    action: Action
    kind: EvaluationKind
    due_on: dt.date
    criteria_sets: Sequence[CriteriaSet]
    activity: Activity | None = None
    months_after: int = 0


def link_token(evaluation: Evaluation) -> str:
    """Return what the link carries: signed, not stored, void once the number is raised."""
    return _signer().sign_object([str(evaluation.pk), evaluation.link_number])


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)


def evaluation_of_token(token: str) -> Evaluation | None:
    """Return the evaluation a link opens; forged and outdated links open nothing."""
    try:
        key, number = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    rows = Evaluation.objects.current().filter(pk=key, link_number=number)
    evaluation: Evaluation | None = rows.select_related("action", "activity").first()
    return evaluation


@transaction.atomic
def plan_evaluation(*, details: EvaluationDetails, by: object) -> Evaluation:
    """Plan a question for a day; it is as visible as the team's own work on the Action."""
    action = details.action
    evaluation = Evaluation(
        owner_id=owner_of(by),
        visibility=Visibility.PROGRAMME if action.programme_id else Visibility.PRIVATE,
        **action.scope(),
    )
    for name in ("action", "activity", "kind", "due_on", "months_after"):
        setattr(evaluation, name, getattr(details, name))
    if not can_create_evaluation(by, evaluation):
        raise PermissionDenied
    if details.activity is not None and details.activity.action_id != action.pk:
        raise ValidationError({"activity": _("This activity belongs to another Action.")})
    if not details.criteria_sets:
        raise ValidationError({"criteria_sets": _("Choose at least one set of criteria.")})
    evaluation.full_clean()
    evaluation.save()
    evaluation.criteria_sets.set(details.criteria_sets)
    return evaluation


@transaction.atomic
def plan_follow_up(
    action: Action, *, criteria_sets: Sequence[CriteriaSet], by: object
) -> list[Evaluation]:
    """Plan the questions at 6, 12 and 24 months after the end; those already planned stay."""
    if action.closed_on is None:
        raise InvalidTransitionError(_("The Action is not closed: its follow-up has no start."))
    planned = set(
        Evaluation.objects.current()
        .filter(action=action, kind=EvaluationKind.FOLLOW_UP)
        .values_list("months_after", flat=True)
    )
    return [
        plan_evaluation(
            details=EvaluationDetails(
                action=action,
                kind=EvaluationKind.FOLLOW_UP,
                due_on=add_months(action.closed_on, months),
                months_after=months,
                criteria_sets=criteria_sets,
            ),
            by=by,
        )
        for months in FOLLOW_UP_MONTHS
        if months not in planned
    ]


@transaction.atomic
def open_evaluation(evaluation: Evaluation, *, on: dt.date, by: object) -> Evaluation:
    locked = _held(evaluation, by)
    if locked.state != EvaluationState.PLANNED:
        raise InvalidTransitionError(_("This evaluation has already been opened."))
    locked.state, locked.opened_on = EvaluationState.OPEN, on
    locked.save(update_fields=["state", "opened_on"])
    return locked


@transaction.atomic
def close_evaluation(evaluation: Evaluation, *, on: dt.date, by: object) -> Evaluation:
    locked = _held(evaluation, by)
    if locked.state != EvaluationState.OPEN:
        raise InvalidTransitionError(_("Only an open evaluation can be closed."))
    locked.state, locked.closed_on = EvaluationState.CLOSED, on
    locked.save(update_fields=["state", "closed_on"])
    _conclude(locked.action, by=by, on=on)
    return locked


def _conclude(action: Action, *, by: object, on: dt.date) -> None:
    """Record that a closed Action is evaluated with the last opinion at its end."""
    order = ACTION_TRANSITIONS[ActionEvent.EVALUATE]
    current = lock_current(action)
    waiting = current.evaluations.filter(archived_at__isnull=True, months_after=0).exclude(
        state=EvaluationState.CLOSED
    )
    has_closed = current.evaluations.filter(months_after=0, state=EvaluationState.CLOSED).exists()
    may = current.state in order.sources and order.part_of(by, current) is not None
    if may and has_closed and not waiting.exists():
        take_action_step(current, event=ActionEvent.EVALUATE, by=by, on=on)


@transaction.atomic
def renew_evaluation_link(evaluation: Evaluation, *, by: object) -> Evaluation:
    """Make the link that was sent stop working; a new one takes its place."""
    locked = _held(evaluation, by)
    locked.link_number += 1
    locked.save(update_fields=["link_number"])
    return locked


@transaction.atomic
def receive_answer(
    evaluation: Evaluation, *, marks: Mapping[Criterion, int], strength: str, wish: str
) -> EvaluationAnswer:
    """Keep one answer and add its marks up, so that the team sees the result at once."""
    locked: Evaluation = lock_current(evaluation)
    if locked.state != EvaluationState.OPEN:
        raise InvalidTransitionError(_("This evaluation no longer takes answers."))
    if locked.answers.count() >= MAX_ANSWERS:
        raise InvalidTransitionError(_("This evaluation has received all the answers it can."))
    if not marks and not (strength or wish):
        raise ValidationError(_("Give at least one mark, or write a sentence."))
    sets = {row.pk: row for row in locked.criteria_sets.all()}
    for criterion, mark in marks.items():
        if criterion.criteria_set_id not in sets:
            raise ValidationError(_("This criterion is not asked here."))
        if mark not in sets[criterion.criteria_set_id].marks:
            raise ValidationError(_("This mark is outside the scale."))
    answer: EvaluationAnswer = EvaluationAnswer.objects.create(
        evaluation=locked,
        marks={str(criterion.pk): mark for criterion, mark in marks.items()},
        strength=strength,
        wish=wish,
        is_fictitious=locked.is_fictitious,
    )
    for criterion, mark in marks.items():
        _add_up(locked, criterion, mark, highest=sets[criterion.criteria_set_id].highest)
    return answer


def _add_up(evaluation: Evaluation, criterion: Criterion, mark: int, *, highest: int) -> None:
    tally, _created = EvaluationTally.objects.get_or_create(
        evaluation=evaluation, criterion=criterion
    )
    EvaluationTally.objects.filter(pk=tally.pk).update(
        n_marks=F("n_marks") + 1,
        sum_marks=F("sum_marks") + mark,
        n_high=F("n_high") + int(mark >= highest - 1),
    )


def _held(evaluation: Evaluation, by: object) -> Evaluation:
    locked: Evaluation = lock_current(evaluation)
    if not can_change_evaluation(by, locked):
        raise PermissionDenied
    return locked
