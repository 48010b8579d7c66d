import pytest
from django.urls import reverse

from tests.factories.facility import make_action

pytestmark = pytest.mark.django_db


def test_figures_page_shows_each_chart_with_its_table(client, countries):
    make_action(region="asia", starts_on="2016", themes=["mieux:legal"])

    page = client.get(reverse("facility:figures"))

    content = page.content.decode()
    assert page.status_code == 200
    assert 'class="columns-chart"' in content
    assert content.count("<table") >= 3
    assert reverse("facility:figure-export", args=["actions-by-year", "csv"]) in content


def test_figure_may_stand_in_the_frame_of_another_site(client, countries):
    make_action()

    page = client.get(reverse("facility:figure-embed", args=["actions-by-region"]))

    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    assert "<script" not in page.content.decode()


def test_other_pages_stay_out_of_frames(client, countries):
    page = client.get(reverse("facility:figures"))

    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_figure_export_gives_the_numbers_of_the_page(client, countries):
    make_action(region="asia")

    content = client.get(reverse("facility:figure-export", args=["actions-by-region", "csv"]))

    assert ",1," in content.content.decode("utf-8-sig").splitlines()[1]


@pytest.mark.parametrize("name", ["figure-embed", "figure-export"])
def test_unknown_figure_does_not_exist(client, countries, name):
    arguments = ["nothing"] if name == "figure-embed" else ["nothing", "csv"]

    assert client.get(reverse(f"facility:{name}", args=arguments)).status_code == 404


def test_where_the_source_contradicts_itself_the_page_says_so(client, actions):
    page = client.get(reverse("facility:figures"), HTTP_ACCEPT_LANGUAGE="fr").text
    told = page[page.index('id="contradictions"') :]

    for number in ("176", "173", "102", "109"):
        assert number in told, number
