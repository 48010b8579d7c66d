import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.utils import timezone

from teranga.accounts.enums import TokenScope
from teranga.accounts.models import Membership
from teranga.accounts.services.tokens import authenticate, create_token
from teranga.core.models import AuditEntry
from tests.accounts.conftest import confirm, with_password, with_totp
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def crpm():
    return make_programme()


@pytest.fixture
def coordinator(crpm):
    return with_totp(with_password(make_user("coordinator", programme=crpm)))


@pytest.fixture
def staff(coordinator):
    client = Client()
    client.force_login(coordinator)
    confirm(client)
    return client


@pytest.fixture
def officer(crpm):
    officer = with_totp(make_user("officer", programme=crpm, language="en"))
    UserSession.objects.create(user=officer, ip="203.0.113.7", user_agent="x", session_key="k" * 32)
    return officer


def url_of(account):
    return f"/account/members/{account.memberships.first().pk}/second-factor/reset/"


def has_factor(account):
    return Authenticator.objects.filter(user=account).exists()


def test_second_factor_reset_removes_factors_ends_sessions_tells_and_is_audited(staff, officer):
    assert url_of(officer) in staff.get("/account/members/").content.decode()
    _, secret = create_token(
        officer, label="R", scope=TokenScope.READ, expires_at=timezone.now() + dt.timedelta(days=9)
    )

    assert staff.post(url_of(officer)).status_code == 302

    assert not has_factor(officer)
    assert not UserSession.objects.filter(user=officer).exists()
    assert authenticate(secret) is None
    with_totp(officer)
    assert authenticate(secret) is None
    (letter,) = mail.outbox
    assert letter.to == [officer.email]
    assert "second factor was reset" in letter.subject
    line = AuditEntry.objects.filter(object_id=str(officer.pk), action="changed").latest("pk")
    assert line.detail == {"second_factor": ["reset by the team", "totp"]}


def test_second_factor_reset_a_second_time_sends_nothing(staff, officer):
    staff.post(url_of(officer))

    staff.post(url_of(officer))

    assert len(mail.outbox) == 1


def test_second_factor_reset_asks_again_who_it_is(coordinator, officer):
    client = Client()
    client.force_login(coordinator)

    response = client.post(url_of(officer))

    assert response.headers["Location"].startswith("/account/")
    assert "reauthenticate" in response.headers["Location"]
    assert has_factor(officer)


def test_second_factor_reset_is_never_ones_own(staff, coordinator):
    assert staff.post(url_of(coordinator)).status_code == 403
    assert has_factor(coordinator)
    assert url_of(coordinator) not in staff.get("/account/members/").content.decode()


def test_second_factor_reset_is_refused_of_someone_who_holds_more(staff, officer):
    Membership.objects.create(user=officer, role="administrator")

    reset = f"/account/members/{officer.memberships.get(role='officer').pk}/second-factor/reset/"

    assert staff.post(reset).status_code == 403
    assert has_factor(officer)


def test_second_factor_reset_of_another_programme_is_not_found(staff):
    foreign = with_totp(make_user("officer", programme=make_programme()))

    assert staff.post(url_of(foreign)).status_code == 404
    assert has_factor(foreign)


def test_second_factor_reset_is_refused_to_members_and_by_get(staff, officer, member):
    reader = Client()
    reader.force_login(member)
    confirm(reader)

    assert reader.post(url_of(officer)).status_code == 403
    assert staff.get(url_of(officer)).status_code == 405
    assert has_factor(officer)
