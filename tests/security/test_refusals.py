"""Refusals are counted; what a browser kept goes with the session."""

import pytest
from django.urls import reverse

from teranga.accounts.services.sign_in_events import SIGNED_IN_AT
from teranga.core.models import AuditEntry
from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def test_each_refusal_of_someone_signed_in_is_counted_v16_3_2(client):
    reader = make_user("reader", programme=make_programme())
    client.force_login(reader)
    address = reverse("directory:organisation-create")

    statuses = [client.get(address).status_code for _ in range(3)]

    lines = AuditEntry.objects.filter(action="refused", actor=reader.pk)
    assert statuses == [403, 403, 403]
    assert [line.detail for line in lines] == [{"path": address}] * 3


def test_a_visitor_who_is_sent_to_sign_in_leaves_no_line(client):
    assert client.get(reverse("directory:organisation-create")).status_code == 302
    assert not AuditEntry.objects.filter(action="refused").exists()


def test_signing_out_clears_what_the_browser_kept_v14_3_3(client):
    client.force_login(make_user("reader"))
    reading = client.get(reverse("portal:home-private"))

    leaving = client.post(reverse("account_logout"))

    assert "Clear-Site-Data" not in reading.headers
    assert leaving.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_session_that_ends_by_itself_keeps_what_was_filled_without_a_line(client):
    client.force_login(make_user("reader"))
    session = client.session
    session[SIGNED_IN_AT] = 0
    session.save()

    answer = client.get(reverse("portal:home-private"))

    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"cache"'
