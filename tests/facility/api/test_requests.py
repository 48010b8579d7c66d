import datetime as dt

import pytest

from tests.factories.facility import make_action, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def requests(facility, countries):
    asked = make_request(
        facility.programme,
        by=facility.officer,
        title="Help with statistics",
        countries=[countries["SEN"]],
        contact_name="Somebody Inside",
        received_on=dt.date(2026, 5, 4),
    )
    other = make_request(
        facility.programme,
        by=facility.officer,
        title="Help with returns",
        received_on=dt.date(2026, 6, 1),
    )
    return asked, other


def asked(client, query=""):
    return client.get(f"/api/v1/expertise-requests{query}")


def test_a_visitor_finds_no_request(client, requests):
    assert asked(client).json()["total"] == 0
    assert asked(client, f"/{requests[0].pk}").status_code == 404


def test_the_team_reads_the_queue_without_its_contacts(client, facility, requests):
    client.force_login(facility.officer)

    answer = asked(client)

    assert [row["title"] for row in answer.json()["items"]] == [
        "Help with returns",
        "Help with statistics",
    ]
    assert "Somebody Inside" not in answer.text
    assert [row["title"] for row in asked(client, "?country=SEN").json()["items"]] == [
        "Help with statistics"
    ]
    assert asked(client, "?state=approved").json()["total"] == 0
    assert asked(client, f"/{requests[0].pk}").json()["number"] == requests[0].number


def test_an_action_hidden_from_the_caller_is_not_told(client, facility, requests):
    client.force_login(facility.officer)
    shown = make_action(
        programme=facility.programme, visibility="private", expertise_request=requests[0]
    )
    read = f"/{requests[0].pk}"
    assert asked(client, read).json()["action"] == str(shown.pk)

    shown.programme = None
    shown.save(update_fields=["programme"])
    assert asked(client, read).json()["action"] is None


def test_who_reads_only_what_is_public_reads_no_request(client, facility, requests):
    client.force_login(facility.reader)

    assert asked(client).json()["total"] == 0


def test_an_unknown_state_is_refused(client, facility, requests):
    assert asked(client, "?state=lost").status_code == 422
