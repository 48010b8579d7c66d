"""Activities and evaluations at random: only allowed moves, each with its line of history."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import AuditEntry
from teranga.facility.enums import ActionState, ActivityState, EvaluationKind, EvaluationState
from teranga.facility.models import Action, Activity, ActivityChange, Evaluation
from teranga.facility.services.activities import move_activity, plan_activity
from teranga.facility.services.evaluations import (
    EvaluationDetails,
    close_evaluation,
    open_evaluation,
    plan_evaluation,
    plan_follow_up,
    receive_answer,
    renew_evaluation_link,
)
from teranga.facility.services.lifecycle import take_action_step
from tests.factories.knowledge import make_criteria_set

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

DAY = dt.date(2026, 6, 2)
PEOPLE = ["officer", "coordinator", "member", "focal_point", "reader", "stranger"]
EDITORS = {"officer", "coordinator"}
RANDOM = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# What each state may follow, written apart from the code.
ACTIVITY_MOVES = {
    ("planned", "confirmed"),
    ("planned", "held"),
    ("planned", "cancelled"),
    ("confirmed", "held"),
    ("confirmed", "cancelled"),
    ("cancelled", "planned"),
}

EVALUATION_MOVES = {("open", "planned"), ("close", "open"), ("answer", "open")}


def n_changes(row):
    lines = AuditEntry.objects.filter(model=row._meta.label_lower, object_id=str(row.pk))
    return lines.filter(action="changed").count()


@pytest.fixture
def under_way(facility):
    action = facility.action()
    Action.objects.filter(pk=action.pk).update(state=ActionState.UNDER_WAY)
    action.refresh_from_db()
    return action


moves = st.lists(
    st.tuples(
        st.sampled_from(ActivityState), st.sampled_from(PEOPLE), st.booleans(), st.booleans()
    ),
    max_size=9,
)


@given(moves)
@RANDOM
def test_an_activity_obeys_its_table_whoever_orders_whatever(facility, under_way, moves):
    with transaction.atomic():
        values = {"kind": "workshop", "title": "Workshop", "starts_on": DAY, "ends_on": DAY}
        activity = plan_activity(under_way, values=values, by=facility.officer)
        state, history = "planned", []
        for to, who, gives_reason, is_early in moves:
            on = DAY - dt.timedelta(days=1) if is_early else DAY
            reason = "why" if gives_reason else ""
            try:
                with transaction.atomic():
                    move_activity(activity, to=to, by=getattr(facility, who), on=on, reason=reason)
            except PermissionDenied:
                assert who not in EDITORS
            except InvalidTransitionError:
                assert (state, to) not in ACTIVITY_MOVES
            except ValidationError:
                assert (to == "held" and is_early) or not gives_reason
            else:
                assert who in EDITORS
                assert (state, to) in ACTIVITY_MOVES
                history.append((state, to.value))
                state = to.value
            assert Activity.objects.get(pk=activity.pk).state == state
        traced = ActivityChange.objects.filter(activity=activity).order_by("created_at", "pk")
        assert sorted((c.before["state"], c.after["state"]) for c in traced) == sorted(history)
        assert n_changes(activity) == len(history)
        transaction.set_rollback(True)


@pytest.fixture
def criteria_set(db):
    return make_criteria_set(1, purpose="evaluation")


def evaluation_of(action, criteria_set, by, **fields):
    details = EvaluationDetails(
        action=action,
        kind=EvaluationKind.PARTNER,
        due_on=DAY,
        criteria_sets=[criteria_set],
        **fields,
    )
    return plan_evaluation(details=details, by=by)


orders = st.lists(
    st.tuples(st.sampled_from(["open", "close", "renew", "answer"]), st.sampled_from(PEOPLE)),
    max_size=10,
)


@given(orders)
@RANDOM
def test_an_evaluation_obeys_its_table_whoever_orders_whatever(
    facility, under_way, criteria_set, orders
):
    with transaction.atomic():
        evaluation = evaluation_of(under_way, criteria_set, facility.officer)
        criterion = criteria_set.criteria.get()
        state, n_moves, n_answers, n_before = "planned", 0, 0, n_changes(evaluation)
        for order, who in orders:
            by = getattr(facility, who)
            try:
                with transaction.atomic():
                    if order == "answer":
                        receive_answer(evaluation, marks={criterion: 4}, strength="", wish="")
                    elif order == "renew":
                        renew_evaluation_link(evaluation, by=by)
                    else:
                        step = open_evaluation if order == "open" else close_evaluation
                        step(evaluation, on=DAY, by=by)
            except PermissionDenied:
                assert who not in EDITORS
                assert order != "answer"
            except InvalidTransitionError:
                assert (order, state) not in EVALUATION_MOVES
            else:
                assert order == "answer" or who in EDITORS
                n_answers += order == "answer"
                n_moves += order != "answer"
                state = {"open": "open", "close": "closed"}.get(order, state)
            present = Evaluation.objects.get(pk=evaluation.pk)
            assert present.state == state
            assert (present.opened_on is None) == (state == "planned")
            assert (present.closed_on is None) == (state != "closed")
            assert present.answers.count() == n_answers
        assert n_changes(evaluation) == n_before + n_moves
        tallies = Evaluation.objects.get(pk=evaluation.pk).tallies
        assert sum(tally.n_marks for tally in tallies.all()) == n_answers
        transaction.set_rollback(True)


@pytest.fixture
def closed(under_way):
    Action.objects.filter(pk=under_way.pk).update(state=ActionState.CLOSED, closed_on=DAY)
    under_way.refresh_from_db()
    return under_way


def close(evaluation, by):
    return close_evaluation(open_evaluation(evaluation, on=DAY, by=by), on=DAY, by=by)


def test_the_last_opinion_at_its_end_makes_a_closed_action_evaluated(
    facility, closed, criteria_set
):
    first, last = (evaluation_of(closed, criteria_set, facility.officer) for _ in range(2))
    plan_follow_up(closed, criteria_sets=[criteria_set], by=facility.officer)

    close(first, facility.officer)
    closed.refresh_from_db()
    before = closed.state
    close(last, facility.officer)
    closed.refresh_from_db()

    assert (before, closed.state) == ("closed", "evaluated")
    assert closed.evaluated_on == DAY
    assert closed.steps.filter(event="evaluate").count() == 1


def test_an_opinion_closed_before_the_end_moves_nothing(facility, under_way, criteria_set):
    close(evaluation_of(under_way, criteria_set, facility.officer), facility.officer)

    under_way.refresh_from_db()

    assert under_way.state == ActionState.UNDER_WAY


@pytest.mark.parametrize("is_planned", [True, False])
def test_an_action_is_not_evaluated_without_opinions(facility, closed, criteria_set, is_planned):
    if is_planned:
        evaluation_of(closed, criteria_set, facility.officer)

    with pytest.raises(ValidationError) as refusal:
        take_action_step(closed, event="evaluate", by=facility.officer, on=DAY)

    assert ("not closed yet" if is_planned else "plan an evaluation") in str(refusal.value)
    assert Evaluation.objects.exclude(state=EvaluationState.PLANNED).count() == 0
