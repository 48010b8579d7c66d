"""The server's clock jumps between two requests: what had an end gets no longer life."""

import datetime as dt
import re
import time

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from teranga.accounts.enums import Role, TokenScope
from teranga.accounts.services.invitations import Scope, accept_invitation, invite_member
from teranga.accounts.services.retention import ClockJumpError, run_retention
from teranga.accounts.services.tokens import authenticate, create_token
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import AuditEntry
from tests.accounts.conftest import sign_in, with_totp
from tests.accounts.views.test_sign_in import is_signed_in, reset_link, use_link
from tests.factories.accounts import make_user

DAY = dt.timedelta(days=1)
NEW = "une pirogue au petit matin"

pytestmark = pytest.mark.django_db


def at(moment):
    return time_machine.travel(moment, tick=True)


@pytest.fixture
def now():
    return timezone.now()


def test_reset_link_lives_an_hour_when_the_clock_jumps_either_way(member, now):
    for written_at, used_at in [(now, now + DAY), (now + 365 * DAY, now)]:
        with at(written_at):
            link = reset_link(member.email)
        with at(used_at):
            use_link(Client(), link, NEW)
        member.refresh_from_db()
        assert not member.check_password(NEW)

    with at(now + 60 * dt.timedelta(seconds=1)):
        use_link(Client(), reset_link(member.email), NEW)
    member.refresh_from_db()
    assert member.check_password(NEW)


@pytest.mark.parametrize("jump", [400 * DAY, -400 * DAY, DAY, -DAY])
def test_session_ends_when_the_clock_jumps_either_way(member, now, jump):
    client = Client()
    sign_in(client, member)
    assert is_signed_in(client)

    with at(now + jump):
        assert not is_signed_in(client)


def test_person_may_sign_in_whatever_the_clock_says(member, now):
    for moment in (now + 3650 * DAY, now - 30 * DAY, now):
        with at(moment):
            client = Client()
            sign_in(client, member)
            assert is_signed_in(client)


def test_code_of_a_second_factor_is_not_taken_twice_after_the_clock_was_set_back(member, now):
    with_totp(member)
    from tests.accounts.conftest import totp_now

    with at(now):
        code = totp_now()
        first = Client()
        sign_in(first, member)
        first.post("/account/2fa/authenticate/", {"code": code})
        assert is_signed_in(first)
    with at(now - dt.timedelta(seconds=5)):
        second = Client()
        sign_in(second, member)
        second.post("/account/2fa/authenticate/", {"code": code})
        assert not is_signed_in(second)


def test_api_token_ends_at_its_date_and_lives_again_when_the_clock_is_put_right(member, now):
    _, secret = create_token(member, label="R", scope=TokenScope.READ, expires_at=now + 30 * DAY)

    with at(now + 31 * DAY):
        assert authenticate(secret) is None
    with at(now):
        assert authenticate(secret) is not None


def test_invitation_is_over_when_the_clock_says_so(now, django_capture_on_commit_callbacks):
    administrator = make_user("administrator")
    with django_capture_on_commit_callbacks(execute=True):
        invite_member(
            email="someone@example.org",
            name="Someone",
            role=Role.READER,
            scope=Scope(),
            language="fr",
            invited_by=administrator,
            at=now,
        )
    secret = re.search(r"/invitation/([^\s/]+)", mail.outbox[-1].body).group(1)

    with at(now + 365 * DAY):
        page = Client().get(f"/account/invitation/{secret}/")

    assert "password" not in page.content.decode()
    with pytest.raises(InvalidTransitionError):
        accept_invitation(secret, name="Someone", password=NEW, language="fr", at=now + 365 * DAY)


def test_retention_deletes_nothing_under_a_clock_that_jumped(member, now):
    n_lines = AuditEntry.objects.count()

    with at(now + 3650 * DAY):
        # Someone signs in first: the audit itself now carries the wrong date.
        sign_in(Client(), member)
        with pytest.raises(ClockJumpError, match="clock"):
            run_retention(now=timezone.now(), dry_run=False)

    assert AuditEntry.objects.count() > n_lines
    assert time.time() < (now + DAY).timestamp()
