"""The committee: a request put to it, conflicts declared, votes cast, one decision."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.models import User
from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.services.locking import lock_current
from teranga.facility.enums import (
    Outcome,
    Procedure,
    RequestEvent,
    RequestState,
    Vote,
)
from teranga.facility.models import CommitteeReview, CommitteeVoice, ExpertiseRequest
from teranga.facility.permissions import can_decide_request, can_vote_on_request
from teranga.facility.queries.committee import (
    missing_for_committee,
    steering_members,
    what_blocks_decision,
)
from teranga.facility.queries.requests import files_of
from teranga.facility.services.letters import tell_decision
from teranga.facility.services.lifecycle import take_request_step

_EVENTS = {
    Outcome.APPROVED: RequestEvent.APPROVE,
    Outcome.ON_HOLD: RequestEvent.HOLD,
    Outcome.DECLINED: RequestEvent.DECLINE,
}


@transaction.atomic
def submit_to_committee(
    expertise_request: ExpertiseRequest,
    *,
    procedure: Procedure,
    due_on: dt.date,
    held_on: dt.date | None,
    recommendation: Vote,
    by: User,
    on: dt.date,
) -> CommitteeReview:
    """Ask every member of the committee for a voice, until a deadline."""
    current = lock_current(expertise_request)
    missing = missing_for_committee(current)
    if missing and current.state == RequestState.SCREENING:
        raise ValidationError(missing)
    if due_on < on:
        raise ValidationError({"due_on": _("The deadline has already passed.")})
    if procedure == Procedure.MEETING and held_on is None:
        raise ValidationError({"held_on": _("Give the day of the meeting.")})
    locked = take_request_step(current, event=RequestEvent.SUBMIT, by=by, on=on, due_on=due_on)
    _show_to(locked, Visibility.COMMITTEE)
    review = CommitteeReview(
        expertise_request=locked,
        procedure=procedure,
        opened_on=on,
        due_on=due_on,
        held_on=held_on,
        recommendation=recommendation,
    )
    review.full_clean()
    review.save()
    for member in steering_members(locked, on=on):
        CommitteeVoice.objects.create(review=review, member=member)
    return review


@transaction.atomic
def declare_interest(
    review: CommitteeReview, *, member: User, has_conflict: bool, note: str, at: dt.datetime
) -> CommitteeVoice:
    """Note whether a member has a conflict of interest: only then is the content shown."""
    locked = _lock_open(review, member)
    voice = _voice_of(locked, member)
    if voice.voted_at is not None and has_conflict:
        voice.vote, voice.voted_at = "", None
    if has_conflict and not note.strip():
        raise ValidationError({"note": _("Say in a few words what the conflict is.")})
    voice.has_conflict, voice.conflict_note, voice.declared_at = has_conflict, note, at
    voice.full_clean()
    voice.save()
    return voice


@transaction.atomic
def cast_vote(
    review: CommitteeReview, *, member: User, vote: Vote, comment: str, at: dt.datetime
) -> CommitteeVoice:
    """Note one member's vote; it may change until the decision is recorded."""
    locked = _lock_open(review, member)
    voice = _voice_of(locked, member)
    if voice.has_conflict is None:
        raise ValidationError(_("Declare first whether you have a conflict of interest."))
    if voice.has_conflict:
        raise InvalidTransitionError(
            _("You declared a conflict of interest: you do not vote on this request.")
        )
    if vote in {Vote.APPROVE_IF, Vote.HOLD, Vote.DECLINE} and not comment.strip():
        raise ValidationError({"comment": _("Say why, or under which conditions.")})
    voice.vote, voice.comment, voice.voted_at = vote, comment, at
    voice.full_clean()
    voice.save()
    return voice


@transaction.atomic
def record_decision(
    review: CommitteeReview,
    *,
    outcome: Outcome,
    reasons: str,
    conditions: str,
    by: User,
    on: dt.date,
) -> CommitteeReview:
    """Record what the committee decided, once; whoever comes second is told who was first."""
    locked = CommitteeReview.objects.select_for_update().get(pk=review.pk)
    if not can_decide_request(by, locked.expertise_request):
        raise PermissionDenied
    if not locked.is_open:
        raise InvalidTransitionError(_already(locked))
    voices = list(CommitteeVoice.objects.filter(review=locked).select_related("member"))
    blocks = what_blocks_decision(locked, voices, by=by, on=on)
    if blocks:
        raise ValidationError(blocks)
    if outcome != Outcome.APPROVED and not reasons.strip():
        raise ValidationError({"reasons": _("Give the reasons: the requester reads them.")})
    locked.outcome, locked.reasons, locked.conditions = outcome, reasons, conditions
    locked.decided_on, locked.decided_by = on, by
    locked.full_clean()
    locked.save()
    expertise_request = take_request_step(
        locked.expertise_request, event=_EVENTS[outcome], by=by, on=on, reason=reasons
    )
    expertise_request.answer, expertise_request.conditions = reasons, conditions
    expertise_request.save(update_fields=["answer", "conditions"])
    tell_decision(expertise_request)
    return locked  # type: ignore[no-any-return]


def close_open_review(
    expertise_request: ExpertiseRequest, *, reason: str, by: object, on: dt.date
) -> None:
    """End the passage of a request that was taken back or withdrawn; voices stay on file."""
    for review in CommitteeReview.objects.filter(expertise_request=expertise_request, outcome=""):
        review.outcome, review.reasons, review.decided_on = Outcome.RECALLED, reason, on
        review.decided_by_id = getattr(by, "pk", None)
        review.save()
    # Only an open passage shows the file to the committee.
    _show_to(expertise_request, Visibility.PRIVATE)


def _show_to(expertise_request: ExpertiseRequest, visibility: Visibility) -> None:
    """Open the file and its documents to the committee, or close them again."""
    expertise_request.visibility = visibility
    expertise_request.save(update_fields=["visibility"])
    for file in files_of(expertise_request):
        file.visibility = visibility
        file.save(update_fields=["visibility"])


def _lock_open(review: CommitteeReview, member: User) -> CommitteeReview:
    locked: CommitteeReview = CommitteeReview.objects.select_for_update().get(pk=review.pk)
    if not can_vote_on_request(member, locked.expertise_request):
        raise PermissionDenied
    if not locked.is_open:
        raise InvalidTransitionError(_already(locked))
    return locked


def _already(review: CommitteeReview) -> str:
    return _("The decision was already recorded on %(day)s by %(name)s: %(outcome)s.") % {
        "day": review.decided_on,
        "name": review.decided_by or "–",
        "outcome": review.get_outcome_display(),
    }


def _voice_of(review: CommitteeReview, member: User) -> CommitteeVoice:
    """Return the member's voice; someone who joined since the opening has one too."""
    voice: CommitteeVoice | None = CommitteeVoice.objects.filter(
        review=review, member=member
    ).first()
    return voice or CommitteeVoice(review=review, member=member)
