"""Random sequences of events by random people: no illegal state, no lost history, full audit."""

import contextlib
import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import AuditEntry
from teranga.facility.enums import (
    ActionEvent,
    ActionState,
    ActivityState,
    Holder,
    RequestEvent,
    RequestState,
    Side,
)
from teranga.facility.models import Action, ExpertiseRequest, SheetVersion
from teranga.facility.permissions.link_holders import PartnerLink, RequesterLink
from teranga.facility.permissions.transitions import (
    ACTION_TRANSITIONS,
    REQUEST_HOLDERS,
    REQUEST_TRANSITIONS,
)
from teranga.facility.queries.sheets import agreed_version, latest_version, sheet_has_changed
from teranga.facility.services.activities import move_activity, plan_activity
from teranga.facility.services.lifecycle import take_action_step, take_request_step
from teranga.facility.services.sheets import (
    add_focal_point,
    agree_to_sheet,
    hand_over_sheet,
    write_section,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

START = dt.date(2026, 3, 2)
REFUSALS = (PermissionDenied, InvalidTransitionError, ValidationError)
QUICK = settings(
    max_examples=8,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
PEOPLE = ["officer", "coordinator", "member", "focal_point", "reader", "stranger", "link"]
reasons = st.sampled_from(["", "Because."])
people = st.sampled_from(PEOPLE)


def n_audit_lines(row):
    return AuditEntry.objects.filter(model=row._meta.label_lower, object_id=str(row.pk)).count()


def refusal_of(order, *args, **kwargs):
    """Give an order; return how it was refused, or nothing."""
    try:
        order(*args, **kwargs)
    except REFUSALS as refusal:
        return refusal
    return None


class LifeMachine(RuleBasedStateMachine):
    """What both lives share: an order is obeyed as the table says, or refused and nothing moves."""

    facility = None

    def __init__(self):
        super().__init__()
        self.day = START
        self.row = self.open()
        self.states = [self.row.state]

    def person(self, name):
        return self.link() if name == "link" else getattr(self.facility, name)

    def order(self, take, table, event, who, reason):
        person, before = self.person(who), self.row.state
        n_steps, n_lines = self.row.steps.count(), n_audit_lines(self.row)
        transition = table[event]
        may = transition.part_of(person, self.row) is not None
        refusal = refusal_of(take, self.row, event=event, by=person, on=self.day, reason=reason)
        self.reload()
        if refusal is not None:
            assert self.row.state == before
            assert self.row.steps.count() == n_steps
            assert isinstance(refusal, PermissionDenied) == (not may)
            assert may is False or str(refusal)
            return
        assert may
        assert before in transition.sources
        assert self.row.state == transition.target
        assert reason or not transition.needs_reason
        assert self.row.steps.count() == n_steps + 1
        assert n_audit_lines(self.row) > n_lines
        self.states.append(self.row.state)

    def reload(self):
        self.row = type(self.row).objects.get(pk=self.row.pk)

    @rule()
    def a_day_passes(self):
        self.day += dt.timedelta(days=1)

    @invariant()
    def the_history_is_whole(self):
        steps = list(self.row.steps.order_by("created_at"))
        assert [step.to_state for step in steps] == self.states
        assert [step.from_state for step in steps[1:]] == self.states[:-1]
        assert all(
            step.acted_as in {Holder.TEAM, Holder.REQUESTER, Holder.COMMITTEE} for step in steps
        )


class RequestLife(LifeMachine):
    def open(self):
        return self.facility.request()

    def link(self):
        return RequesterLink(self.row.pk)

    @rule(event=st.sampled_from(sorted(REQUEST_TRANSITIONS)), who=people, reason=reasons)
    def give_order(self, event, who, reason):
        self.order(take_request_step, REQUEST_TRANSITIONS, event, who, reason)

    @invariant()
    def state_and_holder_agree(self):
        row = ExpertiseRequest.objects.get(pk=self.row.pk)
        assert row.state in RequestState.values
        assert row.holder == REQUEST_HOLDERS[row.state]
        assert (row.approved_on is not None) or row.state != RequestState.APPROVED


def test_a_request_obeys_its_table_whoever_orders_whatever(facility):
    RequestLife.facility = facility
    run_state_machine_as_test(RequestLife, settings=QUICK)


class ActionLife(LifeMachine):
    def open(self):
        action = self.facility.action()
        self.point = add_focal_point(
            action,
            values={"institution": "Ministry", "kind": "operational"},
            by=self.facility.officer,
        )
        return action

    def link(self):
        return PartnerLink(self.point.pk, self.row.pk)

    @rule(event=st.sampled_from(sorted(ACTION_TRANSITIONS)), who=people, reason=reasons)
    def give_order(self, event, who, reason):
        self.order(take_action_step, ACTION_TRANSITIONS, event, who, reason)

    @rule()
    def both_sides_agree(self):
        """Do what brings the sheet to an agreement, if it may be written."""
        for person in (self.facility.officer, self.link()):
            with contextlib.suppress(REFUSALS):
                hand_over_sheet(self.row, note="Next.", by=person, on=self.day)
            version = latest_version(self.row)
            try:
                if version is not None:
                    at = dt.datetime.combine(self.day, dt.time(9), tzinfo=dt.UTC)
                    agree_to_sheet(version, by=person, at=at)
            except REFUSALS:
                pass
        self.reload()

    @rule(text=st.text("ab ", max_size=5))
    def someone_writes(self, text):
        known = self.row.sections.filter(part="logic").first()
        with contextlib.suppress(REFUSALS):
            write_section(
                self.row,
                part="logic",
                text=text,
                version=known.version if known else 0,
                by=self.link(),
            )

    @rule()
    def an_activity_is_planned(self):
        values = {"kind": "workshop", "title": "Workshop", "starts_on": self.day}
        with contextlib.suppress(REFUSALS):
            plan_activity(self.row, values=values | {"ends_on": self.day}, by=self.facility.officer)

    @rule(state=st.sampled_from([ActivityState.HELD, ActivityState.CANCELLED]))
    def an_activity_ends(self, state):
        activity = self.row.activities.first()
        if activity is None:
            return
        with contextlib.suppress(REFUSALS):
            move_activity(activity, to=state, by=self.facility.officer, on=self.day, reason="So.")

    @invariant()
    def conditions_of_each_state_hold(self):
        row = Action.objects.get(pk=self.row.pk)
        assert row.state in ActionState.values
        if row.state == ActionState.READY:
            version = agreed_version(row)
            assert version is not None
            assert row.ready_on is not None
        if row.state in {ActionState.CLOSED, ActionState.EVALUATED}:
            assert row.closed_on is not None
            assert not row.activities.filter(state__in=["planned", "confirmed"]).exists()

    @invariant()
    def no_version_is_lost(self):
        numbers = sorted(
            SheetVersion.objects.filter(action=self.row).values_list("number", flat=True)
        )
        assert numbers == list(range(1, len(numbers) + 1))


def test_an_action_obeys_its_table_whoever_orders_whatever(facility):
    ActionLife.facility = facility
    run_state_machine_as_test(ActionLife, settings=QUICK)


@pytest.mark.parametrize("event", list(REQUEST_TRANSITIONS))
def test_every_refused_order_on_a_request_says_what_it_takes(facility, event):
    expertise_request = facility.request()
    if expertise_request.state in REQUEST_TRANSITIONS[event].sources:
        expertise_request.state = RequestState.WITHDRAWN
        expertise_request.save()
    if expertise_request.state in REQUEST_TRANSITIONS[event].sources:
        pytest.skip("this order starts from every closed state tried here")

    with pytest.raises(InvalidTransitionError) as refusal:
        take_request_step(
            expertise_request, event=event, by=facility.coordinator, on=START, reason="Because."
        )

    assert str(REQUEST_TRANSITIONS[event].order) in str(refusal.value)
    assert expertise_request.get_state_display() in str(refusal.value)


def test_an_action_is_not_ready_before_both_sides_agree(facility):
    action = facility.action()

    with pytest.raises(ValidationError) as refusal:
        take_action_step(action, event=ActionEvent.DECLARE_READY, by=facility.officer, on=START)

    assert len(refusal.value.messages) == 2
    assert not sheet_or_none(action)


def test_an_action_closes_only_when_every_activity_has_ended(facility):
    action = facility.action()
    action.state = ActionState.UNDER_WAY
    action.save()
    values = {"kind": "workshop", "title": "Workshop", "starts_on": START, "ends_on": START}
    activity = plan_activity(action, values=values, by=facility.officer)

    with pytest.raises(ValidationError, match="neither held nor cancelled"):
        take_action_step(action, event=ActionEvent.CLOSE, by=facility.officer, on=START)
    move_activity(activity, to=ActivityState.HELD, by=facility.officer, on=START)
    closed = take_action_step(action, event=ActionEvent.CLOSE, by=facility.officer, on=START)

    assert closed.state == ActionState.CLOSED
    assert closed.closed_on == START
    assert closed.holder == Holder.TEAM


def test_a_request_event_has_a_state_for_each_name():
    targets = {transition.target for transition in REQUEST_TRANSITIONS.values()}

    assert targets == set(RequestState.values) - {RequestState.RECEIVED}
    assert set(RequestEvent) - set(REQUEST_TRANSITIONS) == {RequestEvent.FILE}
    assert set(Side.values) == {"team", "partner"}


def sheet_or_none(action):
    version = agreed_version(action)
    return version is not None and not sheet_has_changed(action, version)
