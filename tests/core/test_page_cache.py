"""Visitors' pages are kept while nothing changes, and nobody's own page ever is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from teranga.core.services.audit_chain import link_new_entries
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db
LIST = "/directory/organisations/"


@pytest.fixture(autouse=True)
def kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


def test_a_kept_page_costs_one_query(client, django_assert_num_queries):
    first = client.get(LIST)

    with django_assert_num_queries(1):
        second = client.get(LIST)

    assert second.content == first.content
    for name in ("Content-Security-Policy", "X-Frame-Options", "Content-Type", "Cache-Control"):
        assert second.headers[name] == first.headers[name]


def test_a_write_is_seen_at_the_next_request(client):
    make_organisation(name="Before")
    client.get(LIST)

    added = make_organisation(name="Canary")
    assert "Canary" in client.get(LIST).content.decode()

    added.visibility = "private"
    added.save()
    assert "Canary" not in client.get(LIST).content.decode()


def test_a_line_linked_late_is_a_change_too(client):
    make_organisation(name="Canary")
    client.get(LIST)

    link_new_entries()

    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)
    assert len(asked) > 1


def test_a_page_of_someone_signed_in_is_never_kept():
    make_organisation(name="Canary", visibility="network")
    member, visitor = Client(), Client()
    member.force_login(make_user("reader"))

    assert "Canary" in member.get(LIST).content.decode()
    assert "Canary" not in visitor.get(LIST).content.decode()
    assert "Canary" in member.get(LIST).content.decode()


def test_each_language_and_theme_has_its_page(client):
    french = client.get("/about/").content.decode()
    english = client.get("/about/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    client.cookies["theme"] = "dark"
    dark = client.get("/about/").content.decode()

    assert 'lang="fr"' in french
    assert 'lang="en"' in english
    assert 'data-theme="dark"' in dark
    assert 'data-theme="dark"' not in french


def test_a_page_with_a_form_token_is_not_kept():
    tokens = {Client().get("/account/login/").cookies["csrf"].value for _ in range(2)}

    assert len(tokens) == 2


def test_an_unchanged_page_answers_304_from_memory(client, django_assert_num_queries):
    etag = client.get("/about/").headers["ETag"]
    client.get("/about/")

    with django_assert_num_queries(1):
        response = client.get("/about/", HTTP_IF_NONE_MATCH=etag)

    assert response.status_code == 304


def test_a_foreign_host_is_refused_before_anything_is_kept(client):
    assert client.get("/about/", HTTP_HOST="evil.example").status_code == 400
