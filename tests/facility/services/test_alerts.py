import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from teranga.core.contributions import HomeTask, HomeTasks, shelves
from teranga.facility.enums import DigestFrequency
from teranga.facility.models import CalendarFeed, DigestChoice
from teranga.facility.services import alerts
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 6, 1)
URL = "https://teranga.example.org"


@pytest.fixture
def tasks(monkeypatch):
    """What waits for each account, by its e-mail address."""
    waiting = {}
    group = HomeTasks(code="test", title="Test", tasks=lambda user: waiting.get(user.email, []))
    monkeypatch.setattr(shelves.home_tasks, "_items", [(1, group)])
    return waiting


def person(tasks, *due, frequency=DigestFrequency.DAILY, **fields):
    user = make_user(**fields)
    tasks[user.email] = [
        HomeTask(f"Tâche {number}", f"/t/{number}/", due_on=day) for number, day in enumerate(due)
    ]
    alerts.choose_digest(user, frequency=frequency)
    return user


def send(today):
    return list(alerts.send_digests(today=today, public_url=URL))


@pytest.mark.parametrize("days", [14, 7, 1, -1])
def test_deadline_is_told_on_each_of_its_marks(tasks, days):
    user = person(tasks, MONDAY + dt.timedelta(days=days))

    (sent,) = send(MONDAY)

    assert (sent.n_deadlines, sent.has_left) == (1, True)
    assert mail.outbox[0].to == [user.email]
    assert f"{URL}/t/0/" in mail.outbox[0].body


@pytest.mark.parametrize("days", [15, 13, 8, 2, 0, -2])
def test_deadline_is_not_told_on_other_days(tasks, days):
    person(tasks, MONDAY + dt.timedelta(days=days))

    assert send(MONDAY) == []


def test_digest_is_sent_once_a_day(tasks):
    person(tasks, MONDAY + dt.timedelta(days=7))

    assert len(send(MONDAY)) == 1
    assert send(MONDAY) == []


def test_mark_that_fell_on_a_day_without_sending_is_told_the_next_time(tasks):
    user = person(tasks, MONDAY + dt.timedelta(days=7))
    DigestChoice.objects.filter(user=user).update(told_until=MONDAY - dt.timedelta(days=1))

    (sent,) = send(MONDAY + dt.timedelta(days=2))

    assert sent.n_deadlines == 1


@pytest.mark.parametrize(
    ("frequency", "today", "n_letters"),
    [
        (DigestFrequency.NEVER, MONDAY, 0),
        (DigestFrequency.WEEKLY, MONDAY, 1),
        (DigestFrequency.WEEKLY, MONDAY + dt.timedelta(days=1), 0),
        (DigestFrequency.MONTHLY, MONDAY, 1),
        (DigestFrequency.MONTHLY, MONDAY + dt.timedelta(days=7), 0),
    ],
)
def test_digest_follows_the_wish_of_each_person(tasks, frequency, today, n_letters):
    person(tasks, None, frequency=frequency)

    assert len(send(today)) == n_letters


def test_digest_tells_each_person_their_own_tasks_only(tasks):
    person(tasks, MONDAY + dt.timedelta(days=1), email="a@example.org")
    person(tasks, MONDAY + dt.timedelta(days=300), email="b@example.org")

    send(MONDAY)

    assert [letter.to for letter in mail.outbox] == [["a@example.org"]]


def test_digest_carries_a_link_that_stops_it(tasks, client):
    user = person(tasks, MONDAY + dt.timedelta(days=1))
    send(MONDAY)
    (link,) = [line for line in mail.outbox[0].body.splitlines() if "/alerts/stop/" in line]
    path = link.removeprefix(URL)

    # Programs that open links in letters stop nothing: a button does.
    assert client.get(path).status_code == 200
    assert DigestChoice.objects.get(user=user).frequency == DigestFrequency.DAILY
    client.post(path)

    assert DigestChoice.objects.get(user=user).frequency == DigestFrequency.NEVER


def test_forged_stop_link_does_not_exist(client, db):
    assert client.get("/facility/alerts/stop/forged/").status_code == 404


def test_feed_secret_is_kept_as_a_hash_and_opens_until_revoked(db):
    user = make_user()

    feed, secret = alerts.create_feed(user, programme=None)

    assert secret not in str(CalendarFeed.objects.values().get())
    assert alerts.feed_of_secret(secret) == feed
    alerts.revoke_feed(feed, at=timezone.now(), by=user)
    assert alerts.feed_of_secret(secret) is None


def test_feed_is_revoked_by_its_owner_only(db):
    feed, _secret = alerts.create_feed(make_user(), programme=None)

    with pytest.raises(PermissionDenied):
        alerts.revoke_feed(feed, at=timezone.now(), by=make_user())


def test_feed_of_a_closed_account_opens_nothing(db):
    user = make_user()
    _feed, secret = alerts.create_feed(user, programme=None)
    user.is_active = False
    user.save()

    assert alerts.feed_of_secret(secret) is None


def test_feed_of_a_programme_one_may_not_see_is_refused(db):
    with pytest.raises(PermissionDenied):
        alerts.create_feed(make_user(), programme=make_programme(visibility="private"))
