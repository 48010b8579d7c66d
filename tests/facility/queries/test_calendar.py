import datetime as dt

import pytest

from teranga.facility.models import Activity
from teranga.facility.queries.calendar import activity_entries
from teranga.facility.services import alerts
from tests.factories.accounts import make_user
from tests.factories.facility import make_action
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


def make_activity(action, **fields):
    fields = {
        "kind": "workshop",
        "title": "Atelier",
        "starts_on": dt.date(2026, 7, 1),
        "visibility": action.visibility,
        "programme": action.programme,
    } | fields
    return Activity.objects.create(action=action, **fields)


def test_entries_leave_out_what_one_may_not_see(countries):
    shown = make_activity(make_action())
    make_activity(make_action(visibility="private"))
    # A public activity of a hidden Action would name it.
    make_activity(make_action(visibility="private"), visibility="public")

    entries = activity_entries(None, TODAY)

    assert [entry.uid for entry in entries] == [f"activity-{shown.pk}"]


def test_entries_of_one_day_end_that_day(countries):
    make_activity(make_action(), starts_on=dt.date(2026, 7, 1), ends_on=None)

    (entry,) = activity_entries(None, TODAY)

    assert entry.ends_on == dt.date(2026, 7, 1)


def test_entries_of_ones_own_are_those_of_the_officer(countries):
    officer = make_user()
    mine = make_activity(make_action(officer=officer))
    make_activity(make_action())

    entries = activity_entries(officer, TODAY, own=True)

    assert [entry.uid for entry in entries] == [f"activity-{mine.pk}"]


def test_calendar_feed_serves_a_programme_and_forgets_a_lost_right(client, countries):
    programme = make_programme()
    make_activity(make_action(programme=programme), title="Atelier ouvert")
    make_activity(
        make_action(programme=programme, visibility="programme"), title="Réunion du programme"
    )
    user = make_user("officer", programme=programme)
    _feed, secret = alerts.create_feed(user, programme=programme)
    address = f"/facility/calendar/{secret}.ics"

    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Atelier ouvert" in answer.content.decode()
    assert "Réunion du programme" in answer.content.decode()

    for membership in user.memberships.all():
        membership.purge()
    answer = client.get(address)
    assert "Atelier ouvert" in answer.content.decode()
    assert "Réunion du programme" not in answer.content.decode()


def test_unknown_calendar_address_does_not_exist(client, db):
    assert client.get("/facility/calendar/unknown.ics").status_code == 404
