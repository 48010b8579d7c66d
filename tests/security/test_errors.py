"""What goes wrong says nothing of the inside, and never opens a door."""

import logging
import re

import pytest
from django.db import OperationalError
from django.test import Client

from teranga.core.logs import SingleLineFormatter
from teranga.core.models.publishable import DoorQuerySet
from tests.factories.directory import make_organisation
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db

SECRET = "SELECT password FROM accounts_user -- /srv/teranga/settings.py SECRET_KEY"
PAGES = ["/programmes/", "/directory/organisations/", "/api/v1/organisations"]
_INSIDE = re.compile(r"Traceback|SELECT |File \"|/src/|site-packages|django\.|SECRET|sqlite", re.I)


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def fail_with(monkeypatch, error):
    def fail(rows, user):
        raise error

    monkeypatch.setattr(DoorQuerySet, "visible_to", fail)


@pytest.mark.parametrize("address", PAGES)
def test_unforeseen_failure_shows_a_reference_and_nothing_of_the_inside(
    client, monkeypatch, address
):
    fail_with(monkeypatch, RuntimeError(SECRET))

    response = client.get(address)

    text = response.content.decode()
    assert response.status_code == 500
    assert not _INSIDE.search(text)
    assert re.search(r"\b[0-9a-f]{12}\b", text)


@pytest.mark.parametrize("address", PAGES)
def test_database_away_while_rights_are_checked_is_503_and_no_content(client, monkeypatch, address):
    make_organisation(name="kept inside", programme=make_programme(name={"fr": "kept inside"}))
    fail_with(monkeypatch, OperationalError(SECRET))

    response = client.get(address)

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"].startswith("no-store")
    assert not _INSIDE.search(response.content.decode())
    assert "kept inside" not in response.content.decode()


@pytest.mark.parametrize("address", ["/no-such-page/", "/api/v1/nothing", "/programmes/nothing/"])
def test_unknown_address_says_nothing_of_the_inside(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert not _INSIDE.search(response.content.decode())


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '{{ "zq"|add:"xk" }}', "{% debug %}"]
)
def test_what_the_visitor_sent_is_never_run_on_an_error_page(client, payload):
    for address in (f"/no-such-page/{payload}", f"/api/v1/countries?limit={payload}"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert "zqxk" not in text


@pytest.mark.parametrize(
    "payload",
    ["line\r\n2026-01-01 INFO forged", "tab\tbell\x07", "para\u2028graph", "esc\x1b[31m"],
)
def test_log_line_stays_one_line(payload):
    record = logging.LogRecord("test", logging.INFO, __file__, 1, "seen %s", (payload,), None)

    line = SingleLineFormatter().format(record)

    assert line.isprintable()


@pytest.mark.parametrize("payload", ["someone@example.org", "+221 77 123 45 67"])
def test_log_line_holds_no_address_and_no_telephone(payload):
    record = logging.LogRecord("test", logging.INFO, __file__, 1, "GET /?q=%s", (payload,), None)

    assert payload not in SingleLineFormatter().format(record)


def test_failure_in_a_request_is_logged_on_one_line_per_record(client, caplog):
    client.get("/no-such-page/%0d%0aforged%20line")

    lines = [SingleLineFormatter().format(record) for record in caplog.records]
    assert lines
    assert all("\n" not in line and "\r" not in line for line in lines)
