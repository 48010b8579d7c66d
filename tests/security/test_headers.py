"""Headers of every route, for a visitor and for an administrator."""

import pytest
from django.test import Client

from tests.house.lookups import addresses_to_walk

pytestmark = pytest.mark.django_db


def directives(response):
    text = response.headers["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in text.split(";") if part.strip()}


def check_headers(address, response):
    headers = response.headers
    policy = directives(response)
    said = [word for words in policy.values() for word in words]
    assert "'unsafe-inline'" not in said, address
    assert "'unsafe-eval'" not in said, address
    framed = policy.pop("frame-ancestors", ["'none'"])
    is_embed = address.endswith("/embed/") and response.status_code == 200
    assert framed == (["*"] if is_embed else ["'none'"]), address
    said = [word for words in policy.values() for word in words]
    assert not [word for word in said if "*" in word or "//" in word], address
    assert policy["default-src"] == ["'none'"], address
    assert headers["X-Content-Type-Options"] == "nosniff", address
    assert headers["Referrer-Policy"] == "same-origin", address
    # A figure made to stand in other sites holds nothing to press; every page else refuses.
    assert is_embed or headers["X-Frame-Options"] == "DENY", address
    assert "camera=()" in headers["Permissions-Policy"], address
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
    assert "Server" not in headers, address
    assert "X-Powered-By" not in headers, address


def test_every_answer_to_a_visitor_carries_the_headers(client, administrator, rows):
    statuses = set()
    for address in addresses_to_walk(rows, administrator.client()):
        response = client.get(address)
        check_headers(address, response)
        statuses.add(response.status_code)

    # Pages, redirections to the door, refusals and unknown things alike.
    assert {200, 302, 404} <= statuses


def test_every_answer_to_an_administrator_carries_the_headers_and_is_never_kept(
    administrator, rows
):
    client = administrator.client()
    for address in addresses_to_walk(rows, client):
        response = client.get(address)
        check_headers(address, response)
        assert response.headers["Cache-Control"] == "no-store, private", address


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "trace"])
def test_answers_to_other_methods_carry_the_headers(client, method):
    for address in ("/api/v1/organisations", "/account/login/", "/no-such-page/"):
        check_headers(address, getattr(client, method)(address))


def test_pages_that_ask_for_a_password_are_never_kept(client):
    for address in ("/account/login/", "/account/password/reset/"):
        assert client.get(address).headers["Cache-Control"] == "no-store, private"


def test_no_metrics_and_no_administration_site(client, administrator):
    for asking in (client, administrator.client()):
        for address in ("/metrics", "/admin/", "/debug/", "/__debug__/", "/.git/config", "/.env"):
            assert asking.get(address).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil"])
def test_forged_host_is_refused_and_not_repeated(host):
    response = Client().get("/account/login/", HTTP_HOST=host)

    assert response.status_code == 400
    assert "evil" not in response.content.decode()


def test_forwarded_host_is_not_believed(client):
    response = client.get("/api/v1/countries", {"limit": 1}, HTTP_X_FORWARDED_HOST="evil.example")

    assert response.status_code == 200
    assert "evil" not in response.content.decode()
