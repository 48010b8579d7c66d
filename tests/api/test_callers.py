"""Who may ask the API: a key, a session, anyone."""

import datetime as dt

import pytest
from django.utils import timezone

from teranga.accounts.models import ApiToken
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"
ORGANISATIONS = "/api/v1/organisations"


def test_me_describes_the_account_of_the_key(client, make_key, countries):
    programme = make_programme(code="crpm")
    user = make_user("coder", programme=programme, country=countries["SEN"])

    answer = client.get(ME, **make_key(user)).json()

    assert answer == {
        "name": user.name,
        "email": user.email,
        "language": "fr",
        "reads": ["network", "programme", "public"],
        "memberships": [
            {
                "role": "coder",
                "programme": "crpm",
                "component": None,
                "country": "SEN",
                "ends_on": None,
            }
        ],
    }


def test_me_of_a_session_is_never_kept_in_a_cache(client):
    client.force_login(make_user("reader"))

    response = client.get(ME)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store, private"


def test_answer_to_a_key_is_never_kept_in_a_cache(client, make_key):
    response = client.get(ORGANISATIONS, **make_key(make_user("reader")))

    assert response.headers["Cache-Control"] == "no-store, private"
    assert {"Authorization", "Cookie"} <= set(response.headers["Vary"].split(", "))


def test_me_without_account_is_401(client):
    response = client.get(ME)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_key_opens_what_its_account_opens(client, make_key):
    programme = make_programme()
    make_organisation(name="Shared", visibility="programme", programme=programme)
    insider = make_key(make_user("coder", programme=programme))
    outsider = make_key(make_user("coder", programme=make_programme()))

    assert client.get(ORGANISATIONS, **insider).json()["total"] == 1
    assert client.get(ORGANISATIONS, **outsider).json()["total"] == 0
    assert client.get(ORGANISATIONS).json()["total"] == 0


@pytest.mark.parametrize(
    "header",
    ["Bearer wrong", "Bearer trg_wrong", "Bearer", "", "Basic dXNlcjpwYXNz", "bearer \u00e9"],
)
def test_wrong_key_is_401_even_where_a_visitor_is_answered(client, header):
    response = client.get(ORGANISATIONS, HTTP_AUTHORIZATION=header)

    assert response.status_code == 401


def test_key_expired_or_revoked_is_401(client, make_key):
    user = make_user("reader")
    past = make_key(user, expires_at=timezone.now() - dt.timedelta(seconds=1))
    revoked = make_key(user)
    ApiToken.objects.filter(user=user).update(revoked_at=timezone.now())

    assert client.get(ORGANISATIONS, **past).status_code == 401
    assert client.get(ORGANISATIONS, **revoked).status_code == 401


def test_key_of_a_disabled_account_is_401(client, make_key):
    user = make_user("reader")
    key = make_key(user)
    user.is_active = False
    user.save()

    assert client.get(ORGANISATIONS, **key).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_api_only_reads(client, make_key, method):
    response = getattr(client, method)(ORGANISATIONS, **make_key(make_user("administrator")))

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_api_answers_no_other_origin(client):
    response = client.get(ORGANISATIONS, HTTP_ORIGIN="https://elsewhere.example")

    assert [name for name in response.headers if name.startswith("Access-Control")] == []
