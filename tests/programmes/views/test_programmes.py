import pytest
from django.urls import reverse

from teranga.programmes.models import PublishedFigure
from tests.factories.accounts import make_user
from tests.factories.programmes import make_component, make_programme

pytestmark = pytest.mark.django_db


def detail(client, code):
    return client.get(reverse("programmes:programme-detail", args=[code]))


def test_programme_page_shows_its_parts_through_the_door(client):
    programme = make_programme(acronym="CRPM", operator="Agence")
    make_component(programme, name={"fr": "Société civile"})
    make_component(programme, name={"fr": "Volet secret"}, visibility="private")

    page = detail(client, programme.code).content.decode()

    assert "Agence" in page
    assert "Société civile" in page
    assert "Volet secret" not in page


@pytest.mark.parametrize("name", ["programme-detail", "programme-figures"])
def test_hidden_programme_is_not_found(client, name):
    programme = make_programme(visibility="network")
    url = reverse(f"programmes:{name}", args=[programme.code])

    assert client.get(url).status_code == 404
    client.force_login(make_user("reader"))
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("n_rows", [1, 3])
def test_programme_list_asks_the_database_the_same_number_of_times(
    client, n_rows, django_assert_num_queries
):
    for _ in range(n_rows):
        make_programme().countries.set(["SEN", "MLI"])

    with django_assert_num_queries(2):
        client.get(reverse("programmes:programme-list"))


def test_figures_page_shows_a_contradiction_beside_the_number(client):
    programme = make_programme()
    PublishedFigure.objects.create(
        programme=programme,
        code="experts",
        family="experts",
        label={"fr": "experts"},
        value=176,
        contradiction={"fr": "Le tableau dit 173."},
        visibility="public",
    )

    page = client.get(
        reverse("programmes:programme-figures", args=[programme.code])
    ).content.decode()

    assert 'id="experts"' in page
    assert "176" in page
    assert "Le tableau dit 173." in page


def test_programme_list_says_when_it_is_empty(client):
    assert 'class="empty"' in client.get(reverse("programmes:programme-list")).content.decode()
