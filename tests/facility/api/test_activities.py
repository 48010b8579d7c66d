import datetime as dt

import pytest

from teranga.facility.models import Activity
from tests.factories.facility import make_action
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def activities(countries):
    programme = make_programme(code="mieux", visibility="public")
    shared = {"programme": programme, "kind": "workshop"}
    action = make_action(programme=programme, countries=[countries["SEN"]])
    hidden = make_action(programme=programme, visibility="private")
    day = dt.date(2026, 6, 2)
    return [
        Activity.objects.create(action=where, title=title, visibility=visibility, starts_on=day,
                                state=state, mission_report="Inside.", **shared)
        for where, title, visibility, state in (
            (action, "Open", "public", "held"), (action, "Closed", "private", "held"),
            (hidden, "Of a hidden Action", "public", "planned"),
        )
    ]  # fmt: skip


def titles(client, query=""):
    return [row["title"] for row in client.get(f"/api/v1/activities{query}").json()["items"]]


def test_a_visitor_reads_public_activities_without_their_report(client, activities):
    answer = client.get("/api/v1/activities")

    assert answer.status_code == 200
    assert "Inside." not in answer.text
    assert "Closed" not in titles(client)
    assert titles(client, "?country=SEN") == ["Open"]
    assert titles(client, "?state=planned") == ["Of a hidden Action"]


def test_a_hidden_action_is_not_named(client, activities):
    (row,) = client.get("/api/v1/activities?state=planned").json()["items"]

    assert row["action"] is None
    assert client.get(f"/api/v1/activities/{activities[1].pk}").status_code == 404
    assert client.get(f"/api/v1/activities/{activities[0].pk}").json()["title"] == "Open"


def test_an_unknown_parameter_is_refused(client, activities):
    assert client.get("/api/v1/activities?stat=held").status_code == 422
