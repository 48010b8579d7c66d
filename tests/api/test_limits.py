"""The table of limits, enforced row by row."""

import pytest

from teranga.portal.api.limits import Caller, limits, network_of
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
URL = "/api/v1/taxonomies"


@pytest.fixture
def ask_as(client, make_key):
    def ask_of(caller):
        if caller is Caller.ACCOUNT:
            client.force_login(make_user("reader"))
        headers = make_key(make_user("reader")) if caller is Caller.TOKEN else {}
        if caller is Caller.REFUSED_KEY:
            headers = {"HTTP_AUTHORIZATION": "Bearer trg_guess"}
        return lambda: client.get(URL, **headers)

    return ask_of


@pytest.mark.parametrize("caller", list(Caller))
def test_each_caller_is_stopped_at_its_limit(ask_as, caller, monkeypatch):
    # The clock stands still: no new window opens while the test counts.
    monkeypatch.setattr("teranga.portal.api.limits.time.time", lambda: 1_000_000_020.0)
    ask = ask_as(caller)

    answers = [ask().status_code for _ in range(limits()[caller].requests)]
    refused = ask()

    assert set(answers) == {401 if caller is Caller.REFUSED_KEY else 200}
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= limits()[caller].seconds


def test_limit_is_lifted_when_the_window_is_over(ask_as, monkeypatch):
    now = 1_000_000_020.0
    monkeypatch.setattr("teranga.portal.api.limits.time.time", lambda: now)
    ask = ask_as(Caller.REFUSED_KEY)
    for _ in range(limits()[Caller.REFUSED_KEY].requests):
        ask()
    wait = int(ask().headers["Retry-After"])

    now += wait

    assert ask().status_code == 401


def test_visitors_are_counted_apart(client, monkeypatch):
    monkeypatch.setattr("teranga.portal.api.limits.time.time", lambda: 1_000_000_020.0)
    for _ in range(limits()[Caller.VISITOR].requests):
        client.get(URL, REMOTE_ADDR="192.0.2.1")

    assert client.get(URL, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.get(URL, REMOTE_ADDR="192.0.2.2").status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("not an address", "unknown"),
        ("", "unknown"),
    ],
)
def test_network_of_groups_what_one_household_owns(address, network):
    assert network_of(address) == network
