import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories.directory import make_organisation
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def country(client, alpha3):
    return client.get(reverse("portal:country-detail", args=[alpha3]))


def test_country_page_gives_facts_and_what_each_app_knows(client, network):
    make_organisation(country_id="SEN", name="Association de Dakar")

    page = country(client, "SEN").content.decode()

    assert "SEN · SN · 686" in page
    assert "Afrique occidentale" in page
    assert "RÉSEAU" in page
    assert "Association de Dakar" in page


def test_country_page_dates_a_departure_from_a_group(client):
    with translation.override("en"):
        page = country(client, "MLI").content.decode()

    assert '<time datetime="2025-01-29">' in page


def test_country_page_hides_what_the_visitor_may_not_see(client, network):
    make_organisation(country_id="SEN", name="Association secrète", visibility="programme",
                      programme=network)  # fmt: skip
    make_programme(acronym="CACHÉ", visibility="private").countries.set(["SEN"])

    page = country(client, "SEN").content.decode()

    assert "secrète" not in page
    assert "CACHÉ" not in page


@pytest.mark.parametrize("alpha3", ["XXX", "sen", "SENEGAL", "1"])
def test_country_page_of_no_country_is_not_found(client, alpha3):
    assert country(client, alpha3).status_code == 404


def test_country_without_anything_says_so(client):
    response = country(client, "JPN")

    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()


def test_country_list_puts_first_what_is_told(client, network):
    page = client.get(reverse("portal:country-list")).content.decode()

    told, others = page.split('id="others"')
    assert reverse("portal:country-detail", args=["SEN"]) in told
    assert reverse("portal:country-detail", args=["JPN"]) in others


@pytest.mark.parametrize("n_rows", [1, 3])
def test_country_page_asks_the_database_the_same_number_of_times(
    client, network, n_rows, django_assert_max_num_queries
):
    for number in range(n_rows):
        make_programme(acronym=f"P{number}").countries.set(["SEN"])
        make_organisation(name=f"Association {number}", country_id="SEN")

    with django_assert_max_num_queries(26):
        country(client, "SEN")


def test_map_shows_the_layer_asked_for_and_its_table(client, network):
    page = client.get(reverse("portal:map") + "?layer=programmes&view=africa").content.decode()

    assert page.count('<a class="map-country"') == 3
    assert "<table" in page
    assert 'aria-current="page"' in page


def test_map_falls_back_on_its_first_layer(client, network):
    assert client.get(reverse("portal:map") + "?layer=nothing").status_code == 200


def test_map_of_an_unknown_part_of_the_world_is_not_found(client):
    assert client.get(reverse("portal:map") + "?view=atlantis").status_code == 404
