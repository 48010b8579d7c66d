"""Deciding on answers: approved ones become something, others wait, each step with its reason."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_version, owner_of
from teranga.surveys.enums import (
    REVIEW_TRANSITIONS,
    ReviewEventKind,
    ReviewOrder,
    SubmissionState,
)
from teranga.surveys.models import ReviewEvent, Submission
from teranga.surveys.permissions import can_read_submission, can_review_submission
from teranga.surveys.services.handlers import Outcome, handler_of


def note_reading(submission: Submission) -> None:
    """Every reading of what someone answered leaves a line in the audit."""
    write_audit(AuditAction.READ, Submission, submission.pk)


@transaction.atomic
def approve_submission(
    submission: Submission, *, version: int, by: Any, chosen: str | None = None, reason: str = ""
) -> Outcome | None:
    """Approve an answer: what its questionnaire feeds is created, or the one chosen updated."""
    locked = _ordered(submission, ReviewOrder.APPROVE, version=version, by=by, reason=reason)
    handler = handler_of(locked.questionnaire)
    outcome = handler.approve(locked, chosen=chosen, by=by) if handler else None
    if outcome is not None:
        locked.outcome_model, locked.outcome_id = outcome.model, outcome.pk
    locked.save(update_fields=["state", "outcome_model", "outcome_id"])
    return outcome


@transaction.atomic
def raise_issues(submission: Submission, *, version: int, by: Any, reason: str) -> Submission:
    """Ask for a correction; what it had become is taken back until then."""
    return _turn(submission, ReviewOrder.RAISE_ISSUES, version=version, by=by, reason=reason)


@transaction.atomic
def reject_submission(submission: Submission, *, version: int, by: Any, reason: str) -> Submission:
    return _turn(submission, ReviewOrder.REJECT, version=version, by=by, reason=reason)


@transaction.atomic
def reopen_submission(
    submission: Submission, *, version: int, by: Any, reason: str = ""
) -> Submission:
    return _turn(submission, ReviewOrder.REOPEN, version=version, by=by, reason=reason)


@transaction.atomic
def comment_on_submission(submission: Submission, *, by: Any, text: str) -> ReviewEvent:
    """Say something about an answer without deciding on it."""
    if not can_read_submission(by, submission):
        raise PermissionDenied
    event = ReviewEvent(
        submission=submission,
        kind=ReviewEventKind.COMMENT,
        by_id=owner_of(by),
        text=text.strip(),
    )
    event.full_clean(exclude=["changes"])
    event.save()
    return event


def orders_for(submission: Submission, user: object) -> list[ReviewOrder]:
    """Return what `user` may order about an answer as it stands."""
    if not submission.is_latest or not can_review_submission(user, submission):
        return []
    return [
        ReviewOrder(order)
        for order, transition in REVIEW_TRANSITIONS.items()
        if submission.state in transition.sources
    ]


def _turn(
    submission: Submission, order: ReviewOrder, *, version: int, by: Any, reason: str
) -> Submission:
    was_approved = submission.state == SubmissionState.APPROVED
    locked = _ordered(submission, order, version=version, by=by, reason=reason)
    handler = handler_of(locked.questionnaire)
    if was_approved and handler is not None:
        handler.withdraw(locked, by=by)
    locked.save(update_fields=["state"])
    return locked


def _ordered(
    submission: Submission, order: ReviewOrder, *, version: int, by: Any, reason: str
) -> Submission:
    locked = lock_version(submission, version)
    if not can_review_submission(by, locked):
        raise PermissionDenied
    if not locked.is_latest:
        raise InvalidTransitionError(_("A newer version of this answer has arrived: look at it."))
    transition = REVIEW_TRANSITIONS[order]
    if locked.state not in transition.sources:
        message = _("This cannot be done now: the answer is “%(state)s”.")
        raise InvalidTransitionError(message % {"state": locked.get_state_display()})
    if transition.needs_reason and not reason.strip():
        raise InvalidTransitionError(_("Say why: the respondent will want to know."))
    event = ReviewEvent(
        submission=locked,
        kind=ReviewEventKind.STATE,
        by_id=owner_of(by),
        from_state=locked.state,
        to_state=transition.target,
        text=reason.strip(),
    )
    event.save()
    locked.state = transition.target
    return locked
