"""Inviting and managing members through the pages."""

import re

import pytest
from django.core import mail
from django.test import Client

from teranga.accounts.models import Invitation, User
from tests.accounts.conftest import sign_in, totp_now, with_password, with_totp
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "une pirogue au petit matin"


@pytest.fixture
def coordinator_client(db):
    crpm = make_programme()
    user = with_totp(with_password(make_user("coordinator", programme=crpm)))
    client = Client()
    sign_in(client, user)
    client.post("/account/2fa/authenticate/", {"code": totp_now()})
    client.user, client.crpm = user, crpm
    return client


def invite(client, **fields):
    form = {
        "name": "Nouvelle",
        "email": "nouvelle@example.org",
        "role": "focal_point",
        "programme": str(client.crpm.pk),
        "language": "en",
    } | fields
    return client.post("/account/members/invite/", form)


def link_in(letter):
    return re.search(r"/account/invitation/\S+/", letter.body).group(0)


def test_invitation_travels_from_the_page_to_an_open_account(coordinator_client):
    assert invite(coordinator_client).status_code == 302
    letter = mail.outbox[-1]
    assert letter.to == ["nouvelle@example.org"]
    assert "national focal point" in letter.body
    assert "nouvelle@example.org" in coordinator_client.get("/account/members/").content.decode()

    newcomer = Client()
    page = newcomer.get(link_in(letter))
    assert page.context["form"].initial["name"] == "Nouvelle"
    answers = {"name": "Nouvelle", "password": PASSWORD, "language": "fr", "consent": "on"}
    for missing in ("password", "consent", "name"):
        refused = newcomer.post(link_in(letter), answers | {missing: ""})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, [missing])
    short = newcomer.post(link_in(letter), answers | {"password": "trop court"})
    assert (short.status_code, list(short.context["form"].errors)) == (422, ["password"])
    assert not User.objects.filter(email="nouvelle@example.org").exists()

    newcomer.post(link_in(letter), answers)
    assert newcomer.get(link_in(letter)).status_code == 410
    sign_in(newcomer, User.objects.get(email="nouvelle@example.org"), password=PASSWORD)
    assert newcomer.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "escalation",
    [{"role": "administrator"}, {"programme": ""}, {"role": "reader", "programme": "other"}],
)
def test_invitation_form_refuses_to_grant_more_than_one_holds(coordinator_client, escalation):
    if escalation.get("programme") == "other":
        escalation = escalation | {"programme": str(make_programme().pk)}

    response = invite(coordinator_client, **escalation)

    assert response.status_code == 422
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_invitation_is_revoked_and_sent_again_from_the_list(coordinator_client):
    invite(coordinator_client)
    pk = Invitation.objects.get().pk
    first = link_in(mail.outbox[-1])

    coordinator_client.post(f"/account/invitations/{pk}/resend/")
    second = link_in(mail.outbox[-1])
    assert (Client().get(first).status_code, Client().get(second).status_code) == (410, 200)
    coordinator_client.post(f"/account/invitations/{pk}/revoke/")
    assert Client().get(second).status_code == 410


def test_invitation_of_an_address_with_an_account_asks_to_sign_in(coordinator_client):
    holder = with_password(make_user(email="nouvelle@example.org"))
    invite(coordinator_client)
    link = link_in(mail.outbox[-1])

    stranger = Client()
    assert stranger.get(link).headers["Location"].startswith("/account/login/")
    other = Client()
    other.force_login(make_user())
    assert other.get(link).status_code == 403
    client = Client()
    client.force_login(holder)
    assert client.get(link).status_code == 200
    assert holder.memberships.count() == 0
    client.post(link)

    assert [m.role for m in holder.memberships.all()] == ["focal_point"]


def test_membership_is_changed_and_ended_from_the_list(coordinator_client):
    member = make_user("coder", programme=coordinator_client.crpm)
    pk = member.memberships.get().pk
    change = f"/account/members/{pk}/change/"
    assert (
        coordinator_client.post(change, {"role": "administrator", "version": 1}).status_code == 422
    )
    assert coordinator_client.post(change, {"role": "reader", "version": 9}).status_code == 422
    coordinator_client.post(change, {"role": "reader", "version": 1})
    current = member.memberships.current().get()
    assert current.role == "reader"

    coordinator_client.post(f"/account/members/{current.pk}/end/", {"version": current.version})

    assert member.memberships.current().count() == 0
    page = coordinator_client.get("/account/members/")
    assert [row.role for row in page.context["former"]] == ["coder", "reader"]


@pytest.mark.parametrize("role", ["administrator", "reader"])
def test_membership_beyond_ones_reach_does_not_exist(coordinator_client, role):
    pk = make_user(role, programme=make_programme()).memberships.get().pk

    assert coordinator_client.get(f"/account/members/{pk}/change/").status_code == 404
    response = coordinator_client.post(f"/account/members/{pk}/end/", {"version": 1})
    assert response.status_code == 404


def test_membership_end_survives_a_forged_version(coordinator_client):
    pk = make_user("coder", programme=coordinator_client.crpm).memberships.get().pk

    response = coordinator_client.post(f"/account/members/{pk}/end/", {"version": "x"})

    assert response.status_code == 400


def test_account_disable_is_for_administrators_and_never_for_oneself(
    coordinator_client, administrator_client, administrator
):
    member = make_user("reader", programme=coordinator_client.crpm)

    assert coordinator_client.post(f"/account/accounts/{member.pk}/disable/").status_code == 403
    administrator_client.post(f"/account/accounts/{administrator.pk}/disable/")
    administrator.refresh_from_db()
    assert administrator.is_active
    administrator_client.post(f"/account/accounts/{member.pk}/disable/")
    member.refresh_from_db()
    assert not member.is_active
    administrator_client.post(f"/account/accounts/{member.pk}/enable/")
    member.refresh_from_db()
    assert member.is_active
