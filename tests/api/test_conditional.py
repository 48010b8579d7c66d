"""Asking again for what has not changed."""

import datetime as dt

import pytest
from django.utils import timezone

from teranga.core.models import AuditEntry
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db
URL = "/api/v1/organisations"


def let_time_pass(**delta):
    AuditEntry.objects.update(at=timezone.now() - dt.timedelta(**delta))


def test_answer_held_by_its_tag_is_304_until_something_changes(client):
    organisation = make_organisation(name="Before")
    tag = client.get(URL).headers["ETag"]

    unchanged = client.get(URL, HTTP_IF_NONE_MATCH=tag)
    organisation.name = "After"
    organisation.save()
    changed = client.get(URL, HTTP_IF_NONE_MATCH=tag)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_answer_held_by_its_date_is_304_until_something_changes(client):
    organisation = make_organisation()
    let_time_pass(minutes=5)
    date = client.get(URL).headers["Last-Modified"]

    unchanged = client.get(URL, HTTP_IF_MODIFIED_SINCE=date)
    organisation.archive()
    changed = client.get(URL, HTTP_IF_MODIFIED_SINCE=date)

    assert unchanged.status_code == 304
    assert changed.status_code == 200
    assert changed.json()["total"] == 0


def test_fresh_change_gives_no_date(client):
    """Two writes of one second share a date: it would vouch for the first as for the second."""
    make_organisation()

    assert "Last-Modified" not in client.get(URL).headers


def test_new_day_counts_as_a_change(client):
    make_organisation()
    let_time_pass(days=30)

    date = client.get(URL).headers["Last-Modified"]

    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    stamp = dt.datetime.strptime(date, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=dt.UTC)
    assert stamp == today


def test_tag_of_one_caller_does_not_vouch_for_another(client, make_key):
    make_organisation(visibility="network")
    mine = client.get(URL, **make_key(make_user("reader")))

    answer = client.get(URL, HTTP_IF_NONE_MATCH=mine.headers["ETag"])

    assert answer.status_code == 200
    assert answer.json()["total"] == 0


def test_refusal_carries_no_tag(client):
    assert "ETag" not in client.get(URL, {"page": 0}).headers
