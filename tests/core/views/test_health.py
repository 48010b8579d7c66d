import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError

pytestmark = pytest.mark.django_db


def test_health_says_ok_without_session_cookie_or_cache(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/health/")

    assert response.status_code == 200
    assert response.content == b"ok"
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert not Session.objects.exists()


def test_health_says_503_when_the_database_cannot_be_read(client, monkeypatch):
    def unreadable():
        raise OperationalError("connection refused at 10.0.0.3")

    monkeypatch.setattr("teranga.core.views.health.has_reference_tables", unreadable)

    response = client.get("/health/")

    assert response.status_code == 503
    assert b"10.0.0.3" not in response.content
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


def test_health_says_503_before_the_database_is_prepared(client, monkeypatch):
    monkeypatch.setattr("teranga.core.views.health.has_reference_tables", lambda: False)

    assert client.get("/health/").status_code == 503


def test_health_is_for_reading_only(client):
    assert client.post("/health/").status_code == 405
