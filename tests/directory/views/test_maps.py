"""The public map: what everyone sees, in every form it takes."""

import csv
import io
import json

import pytest
from django.urls import reverse

from teranga.directory.enums import ConsentScope
from teranga.directory.models import Organisation
from teranga.directory.services.own_entry import withdraw_own_entry
from tests.factories.directory import make_mapped, make_organisation

MAP = reverse("directory:organisation-map")
GROUPS = reverse("directory:organisation-clusters")
PAGES = [
    MAP,
    GROUPS,
    reverse("directory:organisation-embed"),
    reverse("directory:organisation-list"),
    reverse("directory:mapping-analysis"),
    reverse("directory:mapping-networks"),
    reverse("directory:mapping-crosstab") + "?down=type_org&across=budget",
    *(
        reverse("directory:organisation-map-export", args=[name])
        for name in ("geojson", "csv", "xlsx")
    ),
]


@pytest.fixture
def organisation(crpm):
    return make_mapped(programme=crpm, also_agreed=[ConsentScope.NEEDS])


def test_map_lists_what_was_found_without_a_script(client, organisation):
    response = client.get(MAP, {"country": "SEN", "theme": "osc:retour"})

    page = response.content.decode()
    assert "Association de la Teranga" in page
    assert "Bignona" in page
    assert response.context["n_found"] == 1


@pytest.mark.parametrize(
    "asked", [{"country": "XXX"}, {"theme": "<script>"}, {"page": "-3"}, {"words": "é" * 99}]
)
def test_map_leaves_out_what_it_does_not_know(client, organisation, asked):
    assert client.get(MAP, asked).status_code == 200


@pytest.mark.parametrize("n_rows", [1, 3])
def test_map_asks_the_database_as_often_for_three_as_for_one(
    client, crpm, django_assert_max_num_queries, n_rows
):
    for number in range(n_rows):
        make_mapped(programme=crpm, nom=f"Organisation {number}")
    client.get(MAP)

    with django_assert_max_num_queries(9):
        client.get(MAP)


def test_groups_answer_for_one_part_of_the_map(client, organisation):
    response = client.get(GROUPS, {"zoom": "6", "box": "-18,11,-10,17"})

    group = response.json()["clusters"][0]
    assert group[2:6] == [1, 22, "", 1]
    assert group[6][0][:2] == [str(organisation.pk), "ADT – Association de la Teranga"]
    assert client.get(GROUPS, {"zoom": "6", "box": "0,0,1,1"}).json()["clusters"] == []


@pytest.mark.parametrize("asked", [{"zoom": "far"}, {"box": "1,2,3"}, {"box": "a,b,c,d"}])
def test_groups_refuse_what_is_no_number(client, db, asked):
    assert client.get(GROUPS, asked).status_code == 422


def test_page_holds_a_picture_of_what_is_filtered(client, crpm, organisation):
    make_mapped(programme=crpm, nom="Deux", pays="ML", ville="")
    make_organisation(name="Sans pays", country=None)

    whole, one, none = (
        client.get(MAP, asked) for asked in ({}, {"country": "MLI"}, {"words": "zz"})
    )

    drawn = [response.content.decode().count("<circle ") for response in (whole, one, none)]
    assert drawn == [2 * 2, 2 * 1, 0]
    assert "Organisations par pays: Mali 1, Sénégal 1" in whole.content.decode()


def test_geojson_holds_exactly_what_is_filtered(client, organisation, crpm):
    make_mapped(programme=crpm, nom="Ailleurs", pays="ML", ville="")
    address = reverse("directory:organisation-map-export", args=["geojson"])

    collection = json.loads(client.get(address, {"country": "SEN"}).content)

    (feature,) = collection["features"]
    assert feature["properties"]["name"] == "Association de la Teranga"
    assert feature["properties"]["precision"] == "town"
    assert feature["geometry"]["coordinates"] != [-16.23456, 12.80123]
    assert feature["properties"]["need"] == ["droit"]


def test_csv_says_who_is_fictitious(client, db):
    make_organisation(name="Inventée", is_fictitious=True)
    address = reverse("directory:organisation-map-export", args=["csv"])

    content = client.get(address, headers={"accept-language": "en"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))

    assert [(row["Name"], row["Fictitious"]) for row in rows] == [("Inventée", "fictitious")]


def test_unknown_format_is_not_found(client, db):
    assert client.get(reverse("directory:organisation-map-export", args=["exe"])).status_code == 404


def test_embedded_map_may_stand_on_other_pages_and_no_other_page_may(client, organisation):
    embedded = client.get(reverse("directory:organisation-embed"))
    usual = client.get(MAP)

    assert "X-Frame-Options" not in embedded.headers
    assert "frame-ancestors *" in embedded.headers["Content-Security-Policy"].replace("'none' ", "")
    assert usual.headers["X-Frame-Options"] == "DENY"


def test_entry_without_consent_appears_nowhere(client, crpm):
    make_mapped(
        programme=crpm, nom="Zébulon-discret", publication=["rien"], accord_institutions="non"
    )

    shown = [page for page in PAGES if "bulon-discret" in client.get(page).content.decode("latin1")]

    assert shown == []


def test_withdrawal_is_effective_at_once_everywhere(client, crpm):
    organisation = make_mapped(programme=crpm, nom="Partante-connue")
    detail = reverse("directory:organisation-detail", args=[organisation.pk])
    assert client.get(detail).status_code == 200
    before = [page for page in PAGES if b"Partante-connue" in client.get(page).content]
    assert MAP in before

    withdraw_own_entry(Organisation.objects.get(), today=organisation.confirmed_on)

    assert client.get(detail).status_code == 404
    search = reverse("portal:search") + "?q=Partante"
    assert [p for p in [*PAGES, search] if b"Partante-connue" in client.get(p).content] == []


@pytest.mark.parametrize(
    ("publication", "hidden"),
    [
        (["fiche"], ["Bignona", "teranga.example.org", "seau d", "12.80123", "Institution"]),
        (["fiche", "ville"], ["teranga.example.org", "12.80123", "Institution"]),
        (["fiche", "contact_public"], ["Bignona", "12.80123"]),
    ],
)
def test_no_public_answer_says_more_than_was_agreed(client, crpm, publication, hidden):
    organisation = make_mapped(programme=crpm, publication=publication, accord_institutions="non")
    detail = reverse("directory:organisation-detail", args=[organisation.pk])
    api = f"/api/v1/directory/organisations/{organisation.pk}"

    said = "".join(
        client.get(page).content.decode("utf-8", "replace")
        for page in [*PAGES, detail, api]
        if not page.endswith("xlsx")
    )

    assert "Association de la Teranga" in said
    # The words of the forms themselves (choices of kinds of institutions) name none.
    said = said.replace("Institutions", "")
    assert [word for word in hidden if word in said and word != "Institution"] == []
