import pytest
from django.urls import reverse

from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


def search(client, query):
    return client.get(reverse("portal:search") + query)


def test_search_finds_with_and_without_accents(client):
    make_organisation(name="Fédération des femmes", country_id="SEN")

    page = search(client, "?q=federation").content.decode()

    assert "<mark>Fédération</mark>" in page


def test_search_finds_nothing_hidden(client):
    make_organisation(name="Fédération secrète", visibility="private")

    page = search(client, "?q=federation").content.decode()

    assert "secrète" not in page
    assert 'class="empty"' in page


def test_search_narrows_to_a_kind(client):
    make_organisation(name="Fédération des femmes")

    page = search(client, "?q=federation&kind=facility.action").content.decode()

    assert "<mark>" not in page


@pytest.mark.parametrize(
    "query",
    ["", "?q=", "?q=%22", "?q=a*&page=0", "?q=x&page=99999999999", "?q=%27%29--", "?kind=zz"],
)
def test_search_answers_whatever_is_asked(client, query):
    assert search(client, query).status_code == 200


def test_search_shows_what_was_typed_as_text(client):
    page = search(client, "?q=<script>alert(1)</script>").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
