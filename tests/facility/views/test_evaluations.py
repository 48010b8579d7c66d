import datetime as dt

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory
from django.urls import reverse

from teranga.facility.enums import EvaluationKind
from teranga.facility.models import Evaluation
from teranga.facility.services.evaluations import EvaluationDetails, link_token, plan_evaluation
from tests.factories.accounts import make_user
from tests.factories.facility import make_action
from tests.factories.knowledge import make_criteria_set
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(countries):
    return make_programme()


@pytest.fixture
def officer(programme):
    user = make_user("officer", programme=programme)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


@pytest.fixture
def enter(client):
    def sign_in(user):
        client.force_login(user)
        request = RequestFactory().get("/")
        request.session = client.session
        record_authentication(request, user, method="mfa")
        request.session.save()
        return client

    return sign_in


@pytest.fixture
def planned(programme, officer):
    details = EvaluationDetails(
        action=make_action(programme=programme),
        kind=EvaluationKind.PARTNER,
        due_on=dt.date(2026, 6, 1),
        criteria_sets=[make_criteria_set(2, purpose="evaluation")],
    )
    return plan_evaluation(details=details, by=officer)


def url_of(name, *args):
    return reverse(f"facility:{name}", args=args)


def test_opinion_is_asked_given_without_account_and_read_at_once(enter, officer, planned):
    client = enter(officer)
    client.post(url_of("evaluation-open", planned.pk))
    page = client.get(url_of("evaluation-detail", planned.pk))
    planned.refresh_from_db()
    token = link_token(planned)
    assert token in page.content.decode()

    visitor = Client()
    (criterion, _other) = planned.criteria_sets.get().criteria.all()
    address = url_of("evaluation-answer", token)
    assert visitor.get(address).status_code == 200
    visitor.post(address, {f"mark_{criterion.pk}": "4", "strength": "<b>Concret</b>"})

    content = client.get(url_of("evaluation-detail", planned.pk)).content.decode()
    assert "&lt;b&gt;Concret&lt;/b&gt;" in content
    assert "1 × 4" in content


def test_empty_opinion_is_refused_beside_the_form(planned, officer, enter):
    enter(officer).post(url_of("evaluation-open", planned.pk))
    planned.refresh_from_db()

    page = Client().post(url_of("evaluation-answer", link_token(planned)), {})

    assert page.status_code == 422


def test_closed_evaluation_says_so(planned):
    page = Client().get(url_of("evaluation-answer", link_token(planned)))

    assert page.status_code == 200
    assert "data-warn-unsaved" not in page.content.decode()


def test_open_evaluation_twice_is_a_conflict(enter, officer, planned):
    client = enter(officer)
    client.post(url_of("evaluation-open", planned.pk))

    assert client.post(url_of("evaluation-open", planned.pk)).status_code == 409


def test_evaluation_is_planned_from_its_action(enter, officer, planned):
    criteria_set = planned.criteria_sets.get()
    asked = {
        "kind": "experts",
        "months_after": "0",
        "due_on": "2026-07-01",
        "criteria_sets": [str(criteria_set.pk)],
    }

    page = enter(officer).post(url_of("evaluation-create", planned.action_id), asked)

    assert page.status_code == 302
    assert Evaluation.objects.filter(kind="experts").count() == 1


@pytest.mark.parametrize("name", ["evaluation-list", "review-list"])
def test_reader_reads_neither_evaluations_nor_reviews(enter, programme, name):
    reader = make_user("reader", programme=programme)

    assert enter(reader).get(url_of(name)).status_code == 403


def test_review_of_a_period_opens_for_the_team(enter, officer):
    client = enter(officer)

    assert client.get(url_of("review-list")).status_code == 200
    assert client.get(url_of("review-detail", "2026-q2")).status_code == 200
    assert client.get(url_of("review-detail", "2026-q9")).status_code == 404


def test_alerts_page_makes_an_address_shown_once(enter, officer):
    client = enter(officer)
    page = client.post(url_of("feed-create"), {"programme": ""})
    content = page.content.decode()
    start = content.index("/facility/calendar/")
    address = content[start : content.index(".ics", start) + 4]

    assert Client().get(address).status_code == 200
    again = client.get(url_of("alerts")).content.decode()
    assert address not in again


def test_alerts_page_keeps_the_choice(enter, officer):
    client = enter(officer)
    client.post(url_of("alerts"), {"frequency": "monthly"})

    officer.digest_choice.refresh_from_db()
    assert officer.digest_choice.frequency == "monthly"
