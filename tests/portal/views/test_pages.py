import brotli
import pytest
from django.urls import reverse

from teranga.core.models import Source
from tests.factories.directory import make_organisation
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
HOME_BYTES = 60_000
HOME_QUERIES = 12


def home(client):
    response = client.get(reverse("portal:home"))
    assert response.status_code == 200
    return response.content.decode()


def test_home_says_who_is_here_and_what_is_counted(client, network):
    make_organisation(country_id="SEN", name="Association de Dakar")

    page = home(client)

    assert page.count(f'href="{reverse("portal:country-detail", args=["SEN"])}"') >= 1
    assert "RÉSEAU" in page
    assert reverse("directory:organisation-list") in page


def test_home_leaves_out_what_is_not_public(client, network):
    make_programme(acronym="CACHÉ", visibility="private")
    make_organisation(name="Association secrète", visibility="private", country_id="SEN")

    page = home(client)

    assert "CACHÉ" not in page
    assert "secrète" not in page


@pytest.mark.parametrize("n_rows", [1, 3])
def test_home_asks_the_database_the_same_number_of_times(
    client, network, n_rows, django_assert_num_queries
):
    for number in range(n_rows):
        make_programme(acronym=f"P{number}")
        make_organisation(name=f"Association {number}", country_id="SEN")
    client.get(reverse("portal:home"))

    with django_assert_num_queries(HOME_QUERIES):
        client.get(reverse("portal:home"), headers={"accept-language": "en"})


def test_home_is_light(client, network):
    for number in range(30):
        make_organisation(name=f"Association {number}", country_id="SEN")

    assert len(brotli.compress(home(client).encode())) < HOME_BYTES


@pytest.mark.parametrize(
    "name",
    ["data", "resources", "sources", "about", "data-protection", "accessibility", "legal", "style"],
)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_page_opens_to_anyone_in_the_direction_of_its_language(client, network, name, language):
    client.cookies["language"] = language

    response = client.get(reverse(f"portal:{name}"))

    assert response.status_code == 200
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in response.content.decode()


def test_sources_marks_what_remains_to_be_checked(client):
    Source.objects.create(code="report", title={"fr": "Un rapport"}, publisher="Éditeur", year=2020)

    page = client.get(reverse("portal:sources")).content.decode()

    assert 'id="report"' in page
    assert 'id="group-rabat-process"' in page
    rabat = page.split('id="group-rabat-process"')[1].split("</li>")[0]
    crpm = page.split('id="group-crpm"')[1].split("</li>")[0]
    assert "badge" in rabat
    assert "badge" not in crpm


def test_navigation_has_five_words_and_marks_where_one_is(client):
    page = client.get(reverse("portal:data")).content.decode()

    menu = page.split('class="words"')[1].split("</nav>")[0]
    assert menu.count("<a ") == 5
    assert menu.split('aria-current="page"')[0].endswith(f'<a href="{reverse("portal:data")}" ')
