"""Writing deliverables, lessons, reuse and sets of criteria."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction, Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Publishable, Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.search.index import index_rows
from teranga.core.services.locking import lock_current, owner_of
from teranga.core.translated import Translated
from teranga.knowledge.enums import DeliverableStage
from teranga.knowledge.models import (
    CriteriaSet,
    Criterion,
    Deliverable,
    DeliverableStep,
    Lesson,
    Reuse,
)
from teranga.knowledge.permissions import (
    can_change_deliverable,
    can_create_criteria_set,
    can_create_deliverable,
    can_create_lesson,
    can_create_reuse,
)


@dataclass(frozen=True, slots=True)
class CriterionDetails:
    code: str
    name: Translated
    test: Translated


@transaction.atomic
def create_deliverable(deliverable: Deliverable, *, themes: Sequence[Theme], by: object) -> None:
    """Keep a document an Action left; it starts as a draft without a date."""
    _own(deliverable, by)
    if not can_create_deliverable(by, deliverable):
        raise PermissionDenied
    _save(deliverable)
    deliverable.themes.set(themes)
    DeliverableStep.objects.create(deliverable=deliverable, stage=DeliverableStage.DRAFT)
    index_rows([deliverable])


@transaction.atomic
def record_stage(
    deliverable: Deliverable,
    *,
    stage: DeliverableStage,
    reached_on: PartialDate | None,
    note: str,
    by: object,
) -> DeliverableStep:
    """Say that the document has reached a stage, in whatever order that happened."""
    locked: Deliverable = lock_current(deliverable)
    if not can_change_deliverable(by, locked):
        raise PermissionDenied
    step = DeliverableStep.objects.filter(deliverable=locked, stage=stage).first()
    if step is not None and step.reached_on is not None:
        raise InvalidTransitionError(_("This stage has already been recorded, with its date."))
    before = None if step is None else str(step.reached_on or "")
    step = step or DeliverableStep(deliverable=locked, stage=stage)
    step.reached_on, step.note = reached_on, note
    step.full_clean()
    step.save()
    detail = {"stage": [before, stage.value], "reached_on": str(reached_on or ""), "note": note}
    write_audit(AuditAction.CHANGED, Deliverable, locked.pk, label=str(locked), detail=detail)
    return step


@transaction.atomic
def create_lesson(lesson: Lesson, *, themes: Sequence[Theme], by: object) -> None:
    _own(lesson, by)
    if not can_create_lesson(by, lesson):
        raise PermissionDenied
    if not any(str(Translated(part)).strip() for part in (lesson.lesson, lesson.practice)):
        raise ValidationError(_("Write at least what was done or what was learnt."))
    _save(lesson)
    lesson.themes.set(themes)
    index_rows([lesson])


@transaction.atomic
def create_reuse(reuse: Reuse, *, by: object) -> None:
    """Record that something was taken over; a thing is not reused from itself."""
    _own(reuse, by)
    if not can_create_reuse(by, reuse):
        raise PermissionDenied
    if reuse.from_code and reuse.from_code == reuse.to_code:
        raise ValidationError(_("An Action does not reuse itself: name the other one."))
    _save(reuse)


@transaction.atomic
def create_criteria_set(
    criteria_set: CriteriaSet, *, criteria: Sequence[CriterionDetails], by: object
) -> None:
    _own(criteria_set, by)
    if not can_create_criteria_set(by, criteria_set):
        raise PermissionDenied
    if len({criterion.code for criterion in criteria}) < max(len(criteria), 2):
        raise ValidationError(_("Give at least two criteria, each with a name of its own."))
    _save(criteria_set)
    Criterion.objects.bulk_create(
        Criterion(
            criteria_set=criteria_set,
            number=number,
            code=criterion.code,
            name=criterion.name,
            test=criterion.test,
        )
        for number, criterion in enumerate(criteria, start=1)
    )


def _own(row: Publishable, by: object) -> None:
    row.owner_id = owner_of(by)
    if not row.visibility:
        row.visibility = Visibility.PRIVATE


def _save(row: Publishable) -> None:
    row.full_clean()
    row.save()
