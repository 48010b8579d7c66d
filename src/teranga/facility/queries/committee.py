"""What the committee has before it, who has spoken, and what a decision still waits for."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teranga.accounts.enums import Role
from teranga.accounts.models import Membership, User
from teranga.facility.enums import Criterion, Procedure, Verdict, Vote
from teranga.facility.models import CommitteeReview, CommitteeVoice, ExpertiseRequest
from teranga.facility.permissions import can_vote_on_request


def steering_members(expertise_request: ExpertiseRequest, *, on: dt.date) -> list[User]:
    """Return who sits today on the committee of that programme, for that country."""
    rows = Membership.objects.in_force(on).filter(role=Role.STEERING, user__is_active=True)
    members = {row.user for row in rows.select_related("user")}
    return sorted(
        (member for member in members if can_vote_on_request(member, expertise_request)),
        key=lambda member: member.name,
    )


def missing_for_committee(expertise_request: ExpertiseRequest) -> list[str]:
    """Return what the team still has to write before the committee may read."""
    checks = {check.criterion: check for check in expertise_request.checks.all()}
    missing = [
        _("Eligibility not checked: %(criterion)s.") % {"criterion": criterion.label}
        for criterion in Criterion
        if criterion not in checks
    ]
    missing += [
        _("Criterion not met: %(criterion)s. A request that is not eligible is answered at once.")
        % {"criterion": check.get_criterion_display()}
        for check in checks.values()
        if check.verdict == Verdict.NOT_MET
    ]
    if not expertise_request.screening_note.strip():
        missing.append(_("Write the screening note: it is what the committee reads."))
    return missing


@dataclass(frozen=True, slots=True)
class VoteCount:
    label: str
    n_votes: int


@dataclass(frozen=True, slots=True)
class Hearing:
    """A review with its voices, as one visitor may see it."""

    review: CommitteeReview
    voices: Sequence[CommitteeVoice]
    own: CommitteeVoice | None

    @property
    def n_expected(self) -> int:
        return sum(1 for voice in self.voices if not voice.has_conflict)

    @property
    def n_heard(self) -> int:
        return sum(1 for voice in self.voices if voice.vote)

    @property
    def counts(self) -> list[VoteCount]:
        votes = Counter(voice.vote for voice in self.voices if voice.vote)
        return [VoteCount(str(vote.label), votes[vote.value]) for vote in Vote if votes[vote.value]]


def hearing_of(review: CommitteeReview, user: object) -> Hearing:
    voices = list(
        CommitteeVoice.objects.filter(review=review).select_related("member").order_by("created_at")
    )
    own = next((v for v in voices if v.member_id == getattr(user, "pk", None)), None)
    return Hearing(review, voices, own)


def what_blocks_decision(
    review: CommitteeReview, voices: Sequence[CommitteeVoice], *, by: User, on: dt.date
) -> list[str]:
    """Return why the decision cannot be recorded yet; an empty list when it can.

    A decision waits for every member without a conflict, or for the day set: the deadline
    of a written procedure, the day of a meeting.
    """
    blocks = []
    own = next((voice for voice in voices if voice.member_id == by.pk), None)
    if can_vote_on_request(by, review.expertise_request) and (
        own is None or own.has_conflict is not False
    ):
        blocks.append(
            _("A member with a conflict of interest, or who has not declared, does not decide.")
        )
    if not any(voice.vote for voice in voices):
        blocks.append(_("No member has voted yet."))
    waited_for = [voice for voice in voices if not voice.vote and not voice.has_conflict]
    is_meeting = review.procedure == Procedure.MEETING and review.held_on
    limit = review.held_on if is_meeting else review.due_on
    if waited_for and limit is not None and on < limit:
        blocks.append(
            _("%(n)s members have not voted; their time runs until %(day)s.")
            % {"n": len(waited_for), "day": limit.isoformat()}
        )
    return blocks
