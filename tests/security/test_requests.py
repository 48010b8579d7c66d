"""What a request may and may not do: forged posts, reads that write, spoofed addresses."""

import pytest
from django.apps import apps
from django.test import Client, RequestFactory

from teranga.core.middleware import client_address
from tests.house.lookups import addresses_to_walk

pytestmark = pytest.mark.django_db

# What a read may write: who came, what was read, work of the frame of sessions.
WRITTEN_BY_READING = {
    "sessions.Session",
    "core.AuditEntry",
    "core.AuditChain",
    "usersessions.UserSession",
}


def dump():
    """Return every row of every table, but those that a read may write."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in WRITTEN_BY_READING and model._meta.managed
    }


def test_reading_every_page_changes_nothing(administrator, rows):
    client = administrator.client()
    client.get("/account/")
    addresses = addresses_to_walk(rows, client)
    before = dump()

    for address in addresses:
        client.get(address)

    after = dump()
    assert {label for label in before if before[label] != after[label]} == set()
    assert sum(map(len, before.values())) > 500


def test_post_without_token_is_refused_everywhere(administrator, rows):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator.user)
    addresses = addresses_to_walk(rows, administrator.client())
    before = dump()

    # 404: no such address; 405: an address of the API takes no post at all.
    accepted = [
        f"{response.status_code} {address}"
        for address in addresses
        if (response := client.post(address)).status_code not in {403, 404, 405}
        # Devices and open questionnaires are known by a key of their own, never by the session.
        and not (response.status_code == 401 and address.startswith("/surveys/"))
    ]

    assert accepted == []
    assert dump() == before


def test_post_with_the_token_of_someone_else_is_refused(administrator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator.user)

    response = client.post("/i18n/setlang/", {"language": "en", "csrfmiddlewaretoken": "a" * 64})

    assert response.status_code == 403


@pytest.mark.parametrize(
    ("n_proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "x" * 500, "x" * 45),
    ],
)
def test_address_is_believed_only_from_our_own_proxies(settings, n_proxies, forwarded, address):
    settings.N_TRUSTED_PROXIES = n_proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded}
    )

    assert client_address(request) == address
