"""When and from where a session was seen: noted, without a write at every page."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.accounts import make_user

PAGE = "/account/"


@pytest.fixture
def member(client, db):
    client.force_login(make_user())
    return client


def writes(client, **extra):
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE, **extra)
    return [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_session_is_noted_at_its_first_page(member):
    member.get(PAGE, REMOTE_ADDR="192.0.2.1", HTTP_USER_AGENT="Firefox")

    session = UserSession.objects.get()
    assert (session.ip, session.user_agent) == ("192.0.2.1", "Firefox")


def test_reading_on_writes_nothing(member):
    member.get(PAGE)

    assert writes(member) == []


def test_session_seen_a_while_ago_is_noted_again(member):
    member.get(PAGE)
    long_ago = timezone.now() - timedelta(minutes=2)
    UserSession.objects.update(last_seen_at=long_ago)

    member.get(PAGE)

    assert UserSession.objects.get().last_seen_at > long_ago


@pytest.mark.parametrize("moved", [{"REMOTE_ADDR": "192.0.2.9"}, {"HTTP_USER_AGENT": "curl"}])
def test_session_that_moved_is_noted_at_once(member, moved):
    member.get(PAGE)

    member.get(PAGE, **moved)

    session = UserSession.objects.get()
    assert {session.ip, session.user_agent} & set(moved.values())
