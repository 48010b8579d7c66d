import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from teranga.core.exceptions import InvalidTransitionError
from teranga.facility.enums import EvaluationKind, EvaluationState
from teranga.facility.models import Activity, EvaluationTally
from teranga.facility.queries.evaluations import results_of
from teranga.facility.services.evaluations import (
    EvaluationDetails,
    close_evaluation,
    evaluation_of_token,
    link_token,
    open_evaluation,
    plan_evaluation,
    plan_follow_up,
    receive_answer,
    renew_evaluation_link,
)
from tests.factories.accounts import make_user
from tests.factories.facility import make_action
from tests.factories.knowledge import make_criteria_set
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def programme(countries):
    return make_programme()


@pytest.fixture
def officer(programme):
    return make_user("officer", programme=programme)


@pytest.fixture
def criteria_set(db):
    return make_criteria_set(2, purpose="evaluation")


@pytest.fixture
def planned(programme, officer, criteria_set):
    details = EvaluationDetails(
        action=make_action(programme=programme),
        kind=EvaluationKind.PARTNER,
        due_on=TODAY,
        criteria_sets=[criteria_set],
    )
    return plan_evaluation(details=details, by=officer)


@pytest.fixture
def opened(planned, officer):
    return open_evaluation(planned, on=TODAY, by=officer)


def answer(evaluation, criteria_set, *marks, strength="", wish=""):
    given = dict(zip(criteria_set.criteria.all(), marks, strict=False))
    return receive_answer(evaluation, marks=given, strength=strength, wish=wish)


def test_plan_evaluation_is_refused_without_the_right(programme, criteria_set):
    details = EvaluationDetails(
        action=make_action(programme=programme),
        kind=EvaluationKind.PARTNER,
        due_on=TODAY,
        criteria_sets=[criteria_set],
    )

    with pytest.raises(PermissionDenied):
        plan_evaluation(details=details, by=make_user("reader", programme=programme))


def test_plan_evaluation_of_participants_needs_their_activity(programme, officer, criteria_set):
    details = EvaluationDetails(
        action=make_action(programme=programme),
        kind=EvaluationKind.PARTICIPANTS,
        due_on=TODAY,
        criteria_sets=[criteria_set],
    )

    with pytest.raises(ValidationError):
        plan_evaluation(details=details, by=officer)


def test_plan_evaluation_refuses_the_activity_of_another_action(programme, officer, criteria_set):
    other = make_action(programme=programme)
    activity = Activity.objects.create(action=other, kind="workshop", title="Atelier")
    details = EvaluationDetails(
        action=make_action(programme=programme),
        activity=activity,
        kind=EvaluationKind.PARTICIPANTS,
        due_on=TODAY,
        criteria_sets=[criteria_set],
    )

    with pytest.raises(ValidationError):
        plan_evaluation(details=details, by=officer)


def test_plan_follow_up_comes_at_6_12_and_24_months_once(programme, officer, criteria_set):
    action = make_action(programme=programme, closed_on=dt.date(2025, 8, 31))
    asked = {"criteria_sets": [criteria_set], "by": officer}

    planned = plan_follow_up(action, **asked)

    assert [(row.months_after, row.due_on) for row in planned] == [
        (6, dt.date(2026, 2, 28)),
        (12, dt.date(2026, 8, 31)),
        (24, dt.date(2027, 8, 31)),
    ]
    assert plan_follow_up(action, **asked) == []


def test_plan_follow_up_waits_for_the_end(programme, officer, criteria_set):
    with pytest.raises(InvalidTransitionError):
        plan_follow_up(make_action(programme=programme), criteria_sets=[criteria_set], by=officer)


def test_receive_answer_is_open_only_between_opening_and_closing(planned, officer, criteria_set):
    with pytest.raises(InvalidTransitionError):
        answer(planned, criteria_set, 3)

    opened = open_evaluation(planned, on=TODAY, by=officer)
    answer(opened, criteria_set, 3)
    closed = close_evaluation(opened, on=TODAY, by=officer)

    assert closed.state == EvaluationState.CLOSED
    with pytest.raises(InvalidTransitionError):
        answer(closed, criteria_set, 3)


def test_open_evaluation_is_refused_a_second_time(opened, officer):
    with pytest.raises(InvalidTransitionError):
        open_evaluation(opened, on=TODAY, by=officer)


def test_receive_answer_adds_its_marks_up(opened, criteria_set):
    answer(opened, criteria_set, 5, 2)
    answer(opened, criteria_set, 3)

    sums = EvaluationTally.objects.order_by("criterion").values_list(
        "n_marks", "sum_marks", "n_high"
    )
    assert list(sums) == [(2, 8, 1), (1, 2, 0)]


@pytest.mark.parametrize("mark", [0, 6])
def test_receive_answer_refuses_a_mark_outside_the_scale(opened, criteria_set, mark):
    with pytest.raises(ValidationError):
        answer(opened, criteria_set, mark)

    assert opened.answers.count() == 0


def test_receive_answer_refuses_an_empty_one(opened, criteria_set):
    with pytest.raises(ValidationError):
        answer(opened, criteria_set)


def test_receive_answer_refuses_the_criterion_of_another_form(opened):
    with pytest.raises(ValidationError):
        answer(opened, make_criteria_set(1), 3)


@pytest.mark.parametrize(("n_answers", "mean"), [(4, None), (5, 4.0)])
def test_results_give_no_mean_on_fewer_than_five_answers(opened, criteria_set, n_answers, mean):
    for _ in range(n_answers):
        answer(opened, criteria_set, 4)

    results = results_of(opened)
    (_set, lines) = results.groups[0]

    assert results.is_small == (n_answers < 5)
    assert lines[0].mean == mean
    assert lines[0].told == f"{n_answers} × 4"


def test_link_opens_its_evaluation_until_it_is_replaced(opened, officer):
    token = link_token(opened)
    assert evaluation_of_token(token).pk == opened.pk

    renew_evaluation_link(opened, by=officer)

    assert evaluation_of_token(token) is None


@pytest.mark.parametrize("token", ["", "abc", "W10:1", "é"])
def test_forged_link_opens_nothing(opened, token):
    assert evaluation_of_token(token) is None
