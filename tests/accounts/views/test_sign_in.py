"""Signing in: password, second factor, throttle, reset, session (ASVS V6, V7)."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from teranga.accounts.services.accounts import disable_account
from teranga.core.models import AuditEntry
from tests.accounts.conftest import PASSWORD, sign_in, totp_now, with_password, with_totp
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def is_signed_in(client):
    return client.get("/account/data/").status_code == 200


def test_sign_in_opens_a_new_session_v7_2_4(client, member):
    """ASVS V7.2.4: a session identifier known before sign-in is worth nothing after it."""
    client.get("/account/login/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["session"] = before

    response = sign_in(client, member)

    assert response.status_code == 302
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    stranger = Client()
    stranger.cookies["session"] = before
    assert not is_signed_in(stranger)


def test_sign_in_asks_for_the_code_and_refuses_it_a_second_time_v6_5_1(member):
    """ASVS V6.5.1: a TOTP code opens one session, not two."""
    with_totp(member)
    first, second = Client(), Client()
    code = totp_now()

    assert sign_in(first, member).headers["Location"].startswith("/account/2fa/authenticate/")
    assert not is_signed_in(first)
    first.post("/account/2fa/authenticate/", {"code": code})
    sign_in(second, member)
    second.post("/account/2fa/authenticate/", {"code": code})

    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_totp_tolerance_never_outlives_the_memory_of_used_codes_v6_5_1():
    """The library remembers a code for one period: a tolerance would let it be replayed."""
    from allauth.mfa import app_settings

    assert app_settings.TOTP_TOLERANCE == 0


def test_sign_in_evaluates_ten_guesses_of_a_hundred_and_lets_the_owner_in_v6_3_1(member):
    """ASVS V6.3.1: guessing is stopped; the owner's browser still opens the door."""
    owner = Client()
    sign_in(owner, member)
    owner.post("/account/logout/")

    for guess in range(100):
        attacker = Client(REMOTE_ADDR=f"198.51.100.{guess}")
        sign_in(attacker, member, password=f"guess number {guess}")

    tried = AuditEntry.objects.filter(action="sign_in_failed", detail__step="password").count()
    stopped = AuditEntry.objects.filter(action="sign_in_failed", detail__step="throttled").count()
    assert (tried, stopped) == (10, 90)
    stranger = Client(REMOTE_ADDR="198.51.100.200")
    sign_in(stranger, member)
    assert not is_signed_in(stranger)
    sign_in(owner, member)
    assert is_signed_in(owner)


def test_sign_in_limits_one_address_over_many_accounts_v6_3_1(db):
    accounts = [with_password(make_user()) for _ in range(15)]

    for account in accounts:
        sign_in(Client(), account, password="the same guess for all")

    assert AuditEntry.objects.filter(action="sign_in_failed", detail__step="password").count() == 10


def test_known_browser_cookie_of_another_account_opens_no_throttle(member):
    """A cookie earned with one's own account must not buy guesses on another's."""
    attacker = Client()
    sign_in(attacker, with_password(make_user()))
    attacker.post("/account/logout/")

    for guess in range(30):
        sign_in(attacker, member, password=f"guess number {guess}", REMOTE_ADDR=f"192.0.2.{guess}")

    assert (
        AuditEntry.objects.filter(
            action="sign_in_failed", detail__step="password", object_id=str(member.pk)
        ).count()
        == 10
    )


def test_sign_in_events_are_audited_without_what_was_typed_v16_3_1(client, member):
    """ASVS V16.3.1: in, failed, out: one line each; V16.2.5: no address, no password."""
    sign_in(client, member, password="not the right sentence")
    client.post("/account/login/", {"login": "nobody@example.org", "password": "whatever it is"})
    sign_in(client, member)
    client.post("/account/logout/")

    lines = list(
        AuditEntry.objects.filter(action__startswith="sign")
        .order_by("pk")
        .values_list("action", "object_id")
    )
    assert lines == [
        ("sign_in_failed", str(member.pk)),
        ("sign_in_failed", ""),
        ("signed_in", str(member.pk)),
        ("signed_out", str(member.pk)),
    ]
    text = str(list(AuditEntry.objects.values()))
    assert member.email not in text
    assert "nobody@example.org" not in text
    assert "not the right sentence" not in text


def test_second_factor_refused_is_audited(client, member):
    with_totp(member)
    sign_in(client, member)

    client.post("/account/2fa/authenticate/", {"code": "000000"})

    steps = AuditEntry.objects.filter(action="sign_in_failed").values_list("detail", flat=True)
    assert list(steps) == [{"step": "second factor"}]


def test_logout_kills_the_server_session_v7_4_1(client, member):
    """ASVS V7.4.1: the cookie of a session that was left opens nothing."""
    sign_in(client, member)
    key = client.session.session_key

    client.post("/account/logout/")

    replay = Client()
    replay.cookies["session"] = key
    response = replay.get("/account/data/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")
    assert not Session.objects.filter(session_key=key).exists()


def test_logout_by_get_only_asks(client, member):
    """ASVS V3.5.3: GET never changes state."""
    sign_in(client, member)

    assert client.get("/account/logout/").status_code == 200
    assert is_signed_in(client)


def test_disabled_account_loses_its_sessions_at_once_v7_4_2(client, member):
    """ASVS V7.4.2."""
    sign_in(client, member)
    assert is_signed_in(client)
    key = client.session.session_key

    disable_account(member, at=timezone.now())

    assert not is_signed_in(client)
    assert not Session.objects.filter(session_key=key).exists()
    sign_in(client, member)
    assert not is_signed_in(client)


def test_session_ends_twelve_hours_after_sign_in_however_busy_v7_3_1(client, member, monkeypatch):
    """ASVS V7.3.1: 12 h absolute, even when each hour saves the session anew."""
    sign_in(client, member)
    start = timezone.now()

    for hour in range(1, 12):
        monkeypatch.setattr(timezone, "now", lambda hour=hour: start + timedelta(hours=hour))
        session = client.session
        session["touched"] = hour
        session.save()
        assert is_signed_in(client)
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(hours=12, minutes=1))
    assert Session.objects.get(session_key=client.session.session_key).expire_date > timezone.now()

    assert not is_signed_in(client)


def test_session_from_the_future_is_ended_when_the_clock_goes_back(client, member, monkeypatch):
    sign_in(client, member)
    start = timezone.now()

    monkeypatch.setattr(timezone, "now", lambda: start - timedelta(days=1))

    assert not is_signed_in(client)


def test_roles_that_need_a_second_factor_reach_nothing_without_it_v6_3_3(client, db):
    """ASVS V6.3.3."""
    for role in ["administrator", "coordinator", "officer", "steering"]:
        client.force_login(make_user(role))
        for path in ["/account/", "/account/members/", "/account/audit/", "/account/data/"]:
            response = client.get(path)
            assert (response.status_code, response.headers["Location"]) == (302, "/account/2fa/")
        assert client.get("/account/2fa/").status_code == 200
        program = client.get("/api/v1/organisations")
        assert (program.status_code, program.json()) == (
            403,
            {"detail": "Add a second factor to this account first."},
        )


def test_roles_keep_at_least_one_second_factor(administrator):
    client = Client()
    sign_in(client, administrator)
    client.post("/account/2fa/authenticate/", {"code": totp_now()})
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    client.post("/account/2fa/totp/deactivate/")

    assert Authenticator.objects.filter(user=administrator, type="totp").exists()


def reset_link(email):
    Client().post("/account/password/reset/", {"email": email})
    found = re.search(r"http\S+/password/reset/key/\S+", mail.outbox[-1].body)
    return found.group(0)


def path_of(link):
    return "/" + link.split("/", 3)[3]


def use_link(client, link, password):
    response = client.get(path_of(link), follow=True)
    form_at = response.redirect_chain[-1][0] if response.redirect_chain else path_of(link)
    return client.post(form_at, {"password1": password, "password2": password})


def test_reset_link_works_once_and_does_not_bypass_the_second_factor_v6_4_3(member):
    """ASVS V6.4.3: single use, TOTP still asked."""
    with_totp(member)
    link = reset_link(member.email)
    client = Client()

    use_link(client, link, "une pirogue au petit matin")
    again = Client().get(path_of(link), follow=True)

    member.refresh_from_db()
    assert member.check_password("une pirogue au petit matin")
    assert not is_signed_in(client)
    assert again.context["token_fail"]
    sign_in(client, member, password="une pirogue au petit matin")
    assert not is_signed_in(client)
    client.post("/account/2fa/authenticate/", {"code": totp_now()})
    assert is_signed_in(client)


def test_reset_link_expires_after_an_hour_v6_4_3(member, monkeypatch):
    import datetime as dt

    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    link = reset_link(member.email)
    later = dt.datetime.now() + dt.timedelta(minutes=61)  # noqa: DTZ005 - Django compares so
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)

    use_link(Client(), link, "une pirogue au petit matin")

    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_reset_link_ignores_a_forged_host_v6_4_3(member, settings):
    settings.ALLOWED_HOSTS = ["*"]

    Client().post(
        "/account/password/reset/", {"email": member.email}, headers={"host": "evil.example"}
    )

    assert "evil.example" not in mail.outbox[0].body
    assert f"{settings.PUBLIC_URL}/account/password/reset/key/" in mail.outbox[0].body


def test_reset_says_the_same_for_an_unknown_address(member):
    known = Client().post("/account/password/reset/", {"email": member.email}, follow=True)
    unknown = Client().post("/account/password/reset/", {"email": "no@example.org"}, follow=True)

    assert [letter.to for letter in mail.outbox] == [[member.email]]
    assert known.redirect_chain == unknown.redirect_chain
    strip = re.compile(r'value="[^"]+"')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())


def test_reset_lets_the_owner_in_through_a_throttled_account_v6_3_1(member):
    """Shut out of a new browser, the owner comes back with a letter."""
    for guess in range(12):
        sign_in(Client(REMOTE_ADDR=f"198.51.100.{guess}"), member, password=f"guess {guess}")
    client = Client(REMOTE_ADDR="203.0.113.9")
    sign_in(client, member)
    assert not is_signed_in(client)

    use_link(client, reset_link(member.email), "une pirogue au petit matin")
    sign_in(client, member, password="une pirogue au petit matin")

    assert is_signed_in(client)


def test_changing_the_password_ends_the_other_sessions(member):
    here, there = Client(), Client()
    sign_in(here, member)
    sign_in(there, member)

    here.post(
        "/account/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "une pirogue au petit matin",
            "password2": "une pirogue au petit matin",
        },
    )

    assert not is_signed_in(there)


@pytest.mark.parametrize(
    "path",
    [
        "/account/signup/",
        "/account/email/",
        "/account/confirm-email/",
        "/account/confirm-email/abc/",
        "/account/login/code/confirm/",
        "/account/3rdparty/",
    ],
)
def test_doors_of_the_library_that_stay_shut_answer_404(client, member, path):
    assert client.get(path).status_code == 404
    client.force_login(member)
    assert client.get(path).status_code == 404
    assert client.post(path, {"email": "new@example.org"}).status_code == 404
