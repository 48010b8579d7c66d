"""The table of what may happen to a profile: every forbidden step is refused, nothing is lost."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import AuditEntry
from teranga.roster.enums import ProfileEvent, ProfileState
from teranga.roster.models import ExpertProfile, VettingStep
from teranga.roster.services.vetting import (
    TRANSITIONS,
    departures,
    events_open_to,
    months_after,
    take_profile_step,
)
from tests.factories.accounts import make_user
from tests.factories.roster import make_expert

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


def step(profile, event, by, **fields):
    return take_profile_step(profile, event=event, by=by, at=AT, **fields)


@pytest.fixture
def draft(programme, expert):
    return make_expert(
        state="draft", consented_on=None, expires_on=None, programme=programme, owner=expert
    )


def test_profile_goes_from_the_expert_to_the_roster(draft, expert, officer):
    step(draft, ProfileEvent.SUBMIT, expert, agrees=True)
    accepted = step(draft, ProfileEvent.ACCEPT, officer)

    assert accepted.state == ProfileState.ACTIVE
    assert accepted.consented_on == dt.date(2026, 3, 1)
    assert accepted.expires_on == dt.date(2027, 3, 1)
    assert [s.event for s in accepted.steps.order_by("pk")] == ["submit", "accept"]


def test_nobody_enters_the_roster_without_consent(draft, expert, officer):
    with pytest.raises(ValidationError, match="consent"):
        step(draft, ProfileEvent.SUBMIT, expert)


def test_expert_does_not_vet_their_own_profile(programme):
    both = make_user("officer", programme=programme)
    profile = make_expert(state="submitted", programme=programme, owner=both)

    with pytest.raises(PermissionDenied):
        step(profile, ProfileEvent.ACCEPT, both)


def test_refusing_needs_a_reason(programme, officer):
    profile = make_expert(state="submitted", programme=programme)

    with pytest.raises(ValidationError, match="reason"):
        step(profile, ProfileEvent.REFUSE, officer, reason="  ")


def test_second_decision_says_what_the_first_was(programme, officer):
    profile = make_expert(state="submitted", programme=programme)
    step(profile, ProfileEvent.ACCEPT, officer)

    with pytest.raises(InvalidTransitionError, match="in the roster"):
        step(profile, ProfileEvent.ACCEPT, officer)


def test_withdrawing_takes_the_consent_back_and_tells_the_teams(programme, expert, monkeypatch):
    told = []
    monkeypatch.setattr(departures, "_items", [(1, lambda profile, why: told.append(why))])
    profile = make_expert(programme=programme, owner=expert)

    gone = step(profile, ProfileEvent.WITHDRAW, expert, reason="new post")

    assert gone.consented_on is None
    assert gone.link_number == profile.link_number + 1
    assert told == ["new post"]


@pytest.mark.parametrize(
    ("day", "n", "wanted"),
    [
        (dt.date(2026, 3, 31), 12, dt.date(2027, 3, 31)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 12, 5), 24, dt.date(2028, 12, 5)),
    ],
)
def test_months_after_ends_on_a_real_day(day, n, wanted):
    assert months_after(day, n) == wanted


@given(
    st.lists(st.tuples(st.sampled_from(ProfileEvent), st.integers(0, 3), st.booleans()), max_size=9)
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_sequence_of_steps_reaches_a_forbidden_state(programme, officer, expert, reader, moves):
    """Whatever is tried, by whoever: only the table's moves, each with its line of history."""
    with transaction.atomic():
        profile = make_expert(
            state="draft", consented_on=None, expires_on=None, programme=programme, owner=expert
        )
        people = [officer, expert, reader, make_user()]
        state, n_steps = ProfileState.DRAFT, 0
        for event, who, gives_reason in moves:
            allowed = event in events_open_to(people[who], ExpertProfile.objects.get(pk=profile.pk))
            try:
                with transaction.atomic():
                    step(
                        profile,
                        event,
                        people[who],
                        agrees=who == 1,
                        reason="why" if gives_reason else "",
                    )
            except (PermissionDenied, InvalidTransitionError):
                assert not allowed
            except ValidationError:
                assert not gives_reason or TRANSITIONS[event].needs_consent
            else:
                assert allowed
                assert state in TRANSITIONS[event].sources
                state, n_steps = TRANSITIONS[event].target, n_steps + 1
            present = ExpertProfile.objects.get(pk=profile.pk)
            assert present.state == state
            assert state != ProfileState.ACTIVE or present.consented_on is not None
        assert VettingStep.objects.filter(profile=profile).count() == n_steps
        lines = AuditEntry.objects.filter(object_id=str(profile.pk), action="changed")
        assert lines.count() >= n_steps
        transaction.set_rollback(True)
