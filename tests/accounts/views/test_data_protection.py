"""Answering requests, the register and retention through the pages."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from teranga.accounts.models import Invitation
from teranga.core.contributions import shelves
from teranga.core.models import AuditEntry
from tests.accounts.conftest import confirm, sign_in, totp_now
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def confirmed_client(client, administrator):
    sign_in(client, administrator)
    client.post("/account/2fa/authenticate/", {"code": totp_now()})
    confirm(client)
    return client


def test_request_is_found_taken_out_and_erased(confirmed_client, administrator):
    subject = make_user("reader", name="Canari")

    page = confirmed_client.post("/account/requests/", {"words": "canari"})
    assert [row.pk for _, row in page.context["found"]] == [subject.pk]
    base = f"/account/requests/account/{subject.pk}/"
    assert subject.email in confirmed_client.get(base).content.decode()
    taken = confirmed_client.post(f"{base}export/").json()
    assert taken["subject"]["id"] == str(subject.pk)
    assert confirmed_client.post(f"{base}erase/", {}).status_code == 422
    subject.refresh_from_db()
    assert subject.is_active
    confirmed_client.post(f"{base}erase/", {"confirm": "on"})

    subject.refresh_from_db()
    assert (subject.name != "Canari", subject.is_active) == (True, False)
    assert confirmed_client.get(base).status_code == 404
    lines = AuditEntry.objects.filter(object_id=str(subject.pk), actor=administrator.pk)
    by_action = set(lines.values_list("action", flat=True))
    assert {"read", "exported", "erased"} <= by_action


@pytest.mark.parametrize("kind", ["account", "person", "nothing"])
@pytest.mark.parametrize("key", ["x", "00000000-0000-4000-8000-000000000000", "1 OR 1=1", "%"])
def test_request_for_a_forged_subject_is_not_found(confirmed_client, kind, key):
    from urllib.parse import quote

    assert confirmed_client.get(f"/account/requests/{kind}/{quote(key)}/").status_code == 404


def test_search_for_nothing_finds_nobody(confirmed_client):
    make_user("reader")

    page = confirmed_client.post("/account/requests/", {"words": "   "})

    assert page.context["found"] == []


def test_register_lists_every_place_that_holds_personal_data(confirmed_client):
    text = confirmed_client.get("/account/register/export/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))

    assert len(rows) == len(shelves.personal_data) + 1
    assert all(len(row) == 5 and all(row) for row in rows)


def test_retention_page_shows_then_deletes_what_is_due(confirmed_client):
    long_ago = timezone.now() - timedelta(days=31)
    Invitation.objects.create(
        email="a@example.org", name="A", role="reader", digest="d", expires_at=long_ago
    )

    page = confirmed_client.get("/account/retention/")
    due = {row.rule.code: len(row.keys) for row in page.context["results"]}
    assert due["invitation-expired"] == 1
    assert Invitation.objects.count() == 1
    confirmed_client.post("/account/retention/")

    assert Invitation.objects.count() == 0


def test_retention_command_rehearses_then_runs(capsys):
    long_ago = timezone.now() - timedelta(days=31)
    Invitation.objects.create(
        email="a@example.org", name="A", role="reader", digest="d", expires_at=long_ago
    )

    call_command("retention", "--dry-run")
    assert "invitation-expired: 1\n" in capsys.readouterr().out
    assert Invitation.objects.count() == 1
    call_command("retention")

    assert Invitation.objects.count() == 0
