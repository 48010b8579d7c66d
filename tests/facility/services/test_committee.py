import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from teranga.core.exceptions import InvalidTransitionError
from teranga.facility.enums import Outcome, RequestState, Vote
from teranga.facility.models import CommitteeVoice
from teranga.facility.services.committee import cast_vote, declare_interest, record_decision
from tests.factories.accounts import make_user
from tests.factories.facility import put_to_committee, screen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

DAY = dt.date(2026, 3, 12)
AT = dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)


@pytest.fixture
def review(facility):
    expertise_request = facility.request()
    screen(expertise_request, by=facility.officer)
    return put_to_committee(expertise_request, by=facility.officer)


def declare(review, member, *, has_conflict=False):
    note = "My own ministry." if has_conflict else ""
    declare_interest(review, member=member, has_conflict=has_conflict, note=note, at=AT)


def vote(review, member, choice=Vote.APPROVE):
    declare(review, member)
    cast_vote(review, member=member, vote=choice, comment="Why.", at=AT)


def decide(review, by, outcome=Outcome.APPROVED, on=DAY, **texts):
    texts = {"reasons": "", "conditions": ""} | texts
    return record_decision(review, outcome=outcome, by=by, on=on, **texts)


def test_submit_asks_every_member_of_the_programme(facility, review):
    members = {voice.member for voice in review.voices.all()}

    assert members == {facility.member, facility.other_member}
    assert review.expertise_request.visibility == "committee"


def test_submit_refuses_a_request_that_is_not_screened(facility):
    expertise_request = facility.request()
    expertise_request.state = RequestState.SCREENING
    expertise_request.save()

    with pytest.raises(ValidationError) as refusal:
        put_to_committee(expertise_request, by=facility.officer)

    assert len(refusal.value.messages) == 6


def test_vote_waits_for_a_declaration(facility, review):
    with pytest.raises(ValidationError, match="Declare first"):
        cast_vote(review, member=facility.member, vote=Vote.APPROVE, comment="", at=AT)


def test_a_member_in_conflict_neither_votes_nor_decides(facility, review):
    declare(review, facility.member, has_conflict=True)
    vote(review, facility.other_member)

    with pytest.raises(InvalidTransitionError, match="conflict"):
        cast_vote(review, member=facility.member, vote=Vote.APPROVE, comment="", at=AT)
    with pytest.raises(ValidationError, match="conflict"):
        decide(review, facility.member)


def test_two_members_deciding_at_once_only_the_first_counts(facility, review):
    for member in (facility.member, facility.other_member):
        vote(review, member)
    stale = type(review).objects.get(pk=review.pk)

    decide(review, facility.member)
    with pytest.raises(InvalidTransitionError) as refusal:
        decide(stale, facility.other_member, Outcome.DECLINED, reasons="No.")

    review.refresh_from_db()
    assert review.outcome == Outcome.APPROVED
    assert facility.member.name in str(refusal.value)
    assert review.expertise_request.steps.filter(event="decline").count() == 0


def test_two_members_voting_at_once_are_both_heard(facility, review):
    for member in (facility.member, facility.other_member):
        declare(review, member)
    cast_vote(review, member=facility.member, vote=Vote.APPROVE, comment="", at=AT)
    cast_vote(review, member=facility.other_member, vote=Vote.DECLINE, comment="No.", at=AT)

    votes = set(CommitteeVoice.objects.filter(review=review).values_list("vote", flat=True))
    assert votes == {Vote.APPROVE, Vote.DECLINE}


def test_a_decision_waits_for_the_votes_or_the_deadline(facility, review):
    vote(review, facility.member)

    with pytest.raises(ValidationError, match="have not voted"):
        decide(review, facility.member)
    decide(review, facility.member, on=review.due_on)

    review.expertise_request.refresh_from_db()
    assert review.expertise_request.state == RequestState.APPROVED
    assert review.expertise_request.approved_on == review.due_on


def test_a_decline_gives_its_reasons(facility, review):
    for member in (facility.member, facility.other_member):
        vote(review, member, Vote.DECLINE)

    with pytest.raises(ValidationError, match="reasons"):
        decide(review, facility.member, Outcome.DECLINED)


def test_a_member_of_another_programme_has_no_voice(facility, review):
    stranger = make_user("steering", programme=None, country=facility.country)
    assert stranger.viewer.may_somewhere("create", "committee_vote")
    far = make_user("reader", programme=facility.programme)

    with pytest.raises(PermissionDenied):
        declare(review, far)


def test_a_withdrawn_request_leaves_the_committee(facility, review):
    from teranga.facility.enums import RequestEvent
    from teranga.facility.services.requests import order_request_step

    order_request_step(
        review.expertise_request,
        event=RequestEvent.WITHDRAW,
        by=facility.officer,
        on=AT.date(),
        reason="Done otherwise.",
    )

    review.refresh_from_db()
    review.expertise_request.refresh_from_db()
    assert review.outcome == Outcome.RECALLED
    assert review.expertise_request.visibility == "private"
