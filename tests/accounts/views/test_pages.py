"""Every page of accounts: who may open it, and that it is drawn by our own frame (ASVS V8.2.1)."""

import pytest
from django.test import Client
from django.urls import reverse

from teranga.accounts import urls
from tests.accounts.conftest import PASSWORD, confirm, sign_in, totp_now, with_password, with_totp
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db

UNKNOWN = "00000000-0000-4000-8000-000000000000"
# public: anyone; own: signed in; the rest names who else may.
POLICIES = {
    "profile": "own",
    "session-end": "own post",
    "token-list": "own",
    "token-create": "own",
    "token-revoke": "own post",
    "own-data": "own",
    "own-data-export": "own post",
    "own-data-erase": "own",
    "consent-give": "own post",
    "consent-withdraw": "own post",
    "membership-list": "members",
    "membership-change": "members",
    "membership-end": "members post",
    "second-factor-reset": "members post",
    "invitation-create": "members",
    "invitation-resend": "members post",
    "invitation-revoke": "members post",
    "invitation-accept": "public",
    "account-disable": "installation post",
    "account-enable": "installation post",
    "subject-list": "protection",
    "subject-detail": "protection",
    "subject-export": "protection post",
    "subject-erase": "protection",
    "processing-list": "protection",
    "processing-export": "protection",
    "retention": "installation",
    "audit-list": "audit",
    "audit-export": "audit",
    "closed": "closed",
}
ARGUMENTS = {
    "session-end": {"pk": 999999},
    "consent-give": {"purpose": "public"},
    "consent-withdraw": {"purpose": "public"},
    "invitation-accept": {"secret": "x" * 43},
    "subject-detail": {"kind": "account", "key": UNKNOWN},
    "subject-export": {"kind": "account", "key": UNKNOWN},
    "subject-erase": {"kind": "account", "key": UNKNOWN},
}
HELD_BY = {
    "own": {"administrator", "coordinator", "officer", "steering", "reader"},
    "members": {"administrator", "coordinator"},
    "protection": {"administrator", "coordinator"},
    "installation": {"administrator"},
    "audit": {"administrator"},
}


WITH_KEY = {
    "token-revoke",
    "membership-change",
    "membership-end",
    "second-factor-reset",
    "invitation-resend",
    "invitation-revoke",
    "account-disable",
    "account-enable",
}


def url_of(name):
    by_default = {"pk": UNKNOWN} if name in WITH_KEY else {}
    return reverse(f"accounts:{name}", kwargs=ARGUMENTS.get(name, by_default))


def test_every_address_declares_a_policy_v8_2_1():
    """ASVS V8.2.1: a page added without a policy fails here."""
    assert {pattern.name for pattern in urls.urlpatterns} == set(POLICIES)


GUARDED = sorted(name for name, policy in POLICIES.items() if policy not in ("public", "closed"))


@pytest.mark.parametrize("name", GUARDED)
def test_page_sends_strangers_to_the_door(client, name):
    for method in (client.get, client.post):
        response = method(url_of(name))
        if method == client.get and POLICIES[name].endswith("post"):
            assert response.status_code == 405
        else:
            assert response.status_code == 302
            assert response.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("role", ["administrator", "coordinator", "officer", "steering", "reader"])
def test_page_opens_to_whom_it_says(name, role):
    """A guess at somebody else's identifier is a 404 for those who may, a 403 for the others."""
    client = Client()
    user = with_totp(with_password(make_user(role, programme=_scope(role))))
    sign_in(client, user)
    client.post("/account/2fa/authenticate/", {"code": totp_now()})
    confirm(client)
    audience, *method = POLICIES[name].split()
    response = client.post(url_of(name)) if method else client.get(url_of(name))

    if role in HELD_BY[audience]:
        assert response.status_code in {200, 302, 404}
        assert (response.status_code == 404) == (UNKNOWN in url_of(name) or name == "session-end")
    else:
        assert response.status_code == 403


def _scope(role):
    return None if role == "administrator" else make_programme()


PUBLIC_PAGES = [
    "/account/login/",
    "/account/logout/",
    "/account/inactive/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/done/",
    "/account/password/reset/key/abc-def/",
    "/account/invitation/unknown/",
]
OWN_PAGES = [
    "/account/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/recovery-codes/generate/",
    "/account/2fa/reauthenticate/",
    "/account/2fa/webauthn/reauthenticate/",
    "/account/reauthenticate/",
    "/account/password/change/",
    "/account/sessions/",
    "/account/tokens/",
    "/account/tokens/new/",
    "/account/data/",
    "/account/data/erase/",
]
ADMINISTRATION_PAGES = [
    "/account/members/",
    "/account/members/invite/",
    "/account/requests/",
    "/account/register/",
    "/account/retention/",
    "/account/audit/",
]


def is_ours(response):
    text = response.content.decode()
    return '<main id="content"' in text and "<h1" in text and " style=" not in text


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_public_pages_are_drawn_by_our_frame(client, language):
    for path in PUBLIC_PAGES:
        response = client.get(path, headers={"accept-language": language}, follow=True)
        assert is_ours(response), path
        assert response.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_own_pages_are_drawn_by_our_frame_and_never_cached_v14_3_2(language):
    """ASVS V14.3.2."""
    client, user = Client(), with_password(make_user("administrator"))
    sign_in(client, user)
    confirm(client)
    client.post("/account/2fa/recovery-codes/generate/")
    with_totp(user)
    for path in [*OWN_PAGES, *ADMINISTRATION_PAGES]:
        response = client.get(path, headers={"accept-language": language}, follow=True)
        assert (response.status_code, is_ours(response)) == (200, True), path
        assert response.headers["Cache-Control"] == "no-store, private"


def test_pages_of_my_account_hold_no_personal_data_in_their_address_v14_2_1(administrator_client):
    """ASVS V14.2.1: the search for a person is a POST."""
    response = administrator_client.get("/account/requests/")

    assert 'method="post"' in response.content.decode()
    assert 'method="get"' not in response.content.decode().split('<main id="content"')[1]


def test_own_data_export_downloads_everything(client, member):
    client.force_login(member)

    response = client.post("/account/data/export/")

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert member.email in response.json()["held"][0]["rows"][0].values()


def test_own_data_erase_asks_who_it_is_first(client, member):
    sign_in(client, member)

    response = client.post("/account/data/erase/", {"confirm": "on"})
    assert response.headers["Location"].startswith("/account/reauthenticate/")
    member.refresh_from_db()
    assert member.is_active

    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.post("/account/data/erase/", {}).status_code == 422
    client.post("/account/data/erase/", {"confirm": "on"})
    member.refresh_from_db()
    assert not member.is_active
    assert client.get("/account/data/").status_code == 302


def test_profile_refuses_a_stale_edit_and_mass_assignment_v15_3_3(client, member):
    """ASVS V15.3.3, V2.3.4."""
    client.force_login(member)
    good = {"name": "Nouveau nom", "language": "en", "version": member.version}

    client.post("/account/", good | {"email": "evil@example.org", "is_active": ""})
    member.refresh_from_db()
    assert (member.name, member.language, member.is_active) == ("Nouveau nom", "en", True)
    assert member.email != "evil@example.org"

    response = client.post("/account/", good | {"name": "Plus tard"})
    assert response.status_code == 422
    member.refresh_from_db()
    assert member.name == "Nouveau nom"


def test_profile_refuses_a_name_that_turns_its_line_round(client, member):
    client.force_login(member)

    response = client.post(
        "/account/", {"name": "Awa \u202etxt", "language": "fr", "version": member.version}
    )

    assert "U+202E" in response.content.decode()
    member.refresh_from_db()
    assert "\u202e" not in member.name


def test_session_end_ends_one_of_ones_own_and_no_other_v7_5_2(member):
    """ASVS V7.5.2."""
    from allauth.usersessions.models import UserSession

    here, there, stranger = Client(), Client(), Client()
    sign_in(here, member)
    sign_in(there, member)
    there.get("/account/")
    here.get("/account/")
    sign_in(stranger, with_password(make_user()))
    target = UserSession.objects.get(session_key=there.session.session_key)

    assert stranger.post(f"/account/sessions/{target.pk}/end/").status_code == 404
    assert there.get("/account/").status_code == 200
    here.post(f"/account/sessions/{target.pk}/end/")

    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_token_is_shown_once_and_belongs_to_one_person(client, member):
    from teranga.accounts.services.tokens import authenticate

    sign_in(client, member)
    confirm(client)
    page = client.post("/account/tokens/new/", {"label": "R", "scope": "read", "days": 30})
    secret = page.context["secret"]
    assert authenticate(secret) == member
    assert secret not in client.get("/account/tokens/").content.decode()

    pk = page.context["token"].pk
    stranger = Client()
    stranger.force_login(make_user())
    assert stranger.post(f"/account/tokens/{pk}/revoke/").status_code == 404
    client.post(f"/account/tokens/{pk}/revoke/")
    assert authenticate(secret) is None


def test_token_form_refuses_more_than_a_year(client, member):
    sign_in(client, member)
    confirm(client)

    response = client.post("/account/tokens/new/", {"label": "R", "scope": "all", "days": 366})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"scope", "days"}


def test_membership_list_makes_as_many_queries_for_three_members_as_for_one(
    administrator_client,
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    administrator_client.get("/account/members/")
    for n_members in (1, 2):
        for _ in range(n_members):
            make_user("reader", programme=make_programme())
        with CaptureQueriesContext(connection) as captured:
            administrator_client.get("/account/members/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_audit_export_neutralises_formulas_v1_3_3(administrator_client, administrator):
    """ASVS V1.3.3."""
    from teranga.core.models import AuditEntry

    AuditEntry.objects.create(
        at="2026-01-01T00:00Z", actor_label="=cmd()", action="read", model="@x", object_id="+1"
    )

    text = administrator_client.get("/account/audit/export/").content.decode("utf-8-sig")

    assert ",'@x," in text
    assert ",'+1," in text
    assert "'=cmd()" in text


def test_audit_list_filters(administrator_client):
    user = make_user("reader")
    response = administrator_client.get("/account/audit/", {"object_id": str(user.pk)})

    assert [line.model for line, _ in response.context["lines"]] == ["accounts.user"]
    # What is not understood filters nothing, and says so beside its field.
    response = administrator_client.get("/account/audit/", {"since": "x"})
    assert response.status_code == 200
