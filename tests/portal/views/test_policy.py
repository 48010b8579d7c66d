import pytest
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(client):
    """A browser that holds the page of the sources; returns what it sends back."""
    response = client.get(reverse("portal:sources"))
    return {"if-none-match": response.headers["ETag"]}


@pytest.fixture
def settled(client):
    """The first answer gives the cookie of the forms: a page is kept from the second on."""
    client.get(reverse("portal:sources"))


def ask(client, headers):
    return client.get(reverse("portal:sources"), headers=headers)


def test_a_page_that_did_not_change_is_not_sent_again(client, settled, held):
    response = ask(client, held)

    assert response.status_code == 304
    assert response.content == b""


def test_a_change_sends_the_page_again(client, settled, held):
    make_programme()

    assert ask(client, held).status_code == 200


@pytest.mark.parametrize(("cookie", "value"), [("language", "en"), ("theme", "dark")])
def test_another_language_or_theme_sends_the_page_again(client, settled, held, cookie, value):
    client.cookies[cookie] = value

    assert ask(client, held).status_code == 200


def test_a_waiting_message_sends_the_page_again(client, settled, held):
    client.cookies["messages"] = "something"

    assert ask(client, held).status_code == 200


def test_nothing_is_kept_of_someone_signed_in(client, settled, held):
    client.force_login(make_user("reader"))

    response = ask(client, held)

    assert response.status_code == 200
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store, private"
