"""Lists of the API: pages, filters, orders, refusals."""

import pytest

from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
ORGANISATIONS = "/api/v1/organisations"


def names(response):
    return [item["name"] for item in response.json()["items"]]


def test_list_gives_pages_with_the_address_of_the_next(client):
    for name in ["Alpha", "Beta", "Gamma"]:
        make_organisation(name=name)

    first = client.get(ORGANISATIONS, {"limit": 2, "kind": "cso"}).json()
    second = client.get(first["next"]).json()

    assert [item["name"] for item in first["items"]] == ["Alpha", "Beta"]
    assert [item["name"] for item in second["items"]] == ["Gamma"]
    assert (first["total"], first["prev"], second["next"]) == (3, None, None)
    assert "page=1" in second["prev"]
    assert "kind=cso" in second["prev"]


def test_list_past_its_last_page_is_empty(client):
    make_organisation()

    answer = client.get(ORGANISATIONS, {"page": 7}).json()

    assert (answer["items"], answer["total"], answer["next"]) == ([], 1, None)


def test_list_filters_and_orders(client, countries):
    programme = make_programme(code="crpm")
    make_organisation(name="Été", country=countries["SEN"], programme=programme)
    make_organisation(name="Zèbre", country=countries["SEN"], kind="union", programme=programme)
    make_organisation(name="Other", country=countries["MLI"])

    assert names(client.get(ORGANISATIONS, {"country": "SEN"})) == ["Été", "Zèbre"]
    assert names(client.get(ORGANISATIONS, {"country": "SEN", "order": "-name"})) == [
        "Zèbre",
        "Été",
    ]
    assert names(client.get(ORGANISATIONS, {"kind": "union"})) == ["Zèbre"]
    assert names(client.get(ORGANISATIONS, {"name": "ETE"})) == ["Été"]
    assert names(client.get(ORGANISATIONS, {"programme": "crpm"})) == ["Été", "Zèbre"]
    assert names(client.get(ORGANISATIONS, {"programme": "unknown"})) == []


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"page": "0"}, "page"),
        ({"page": "99999999999999999999"}, "page"),
        ({"limit": "201"}, "limit"),
        ({"country": "sen"}, "country"),
        ({"kind": "perhaps"}, "kind"),
        ({"order": "visibility"}, "order"),
        ({"name": "a\x00b"}, "name"),
        ({"contry": "SEN"}, "contry"),
        ({"owner__email": "a"}, "owner__email"),
    ],
)
def test_list_refuses_what_makes_no_sense(client, query, where):
    response = client.get(ORGANISATIONS, query)

    assert response.status_code == 422
    assert [problem["where"] for problem in response.json()["detail"]] == [where]


@pytest.mark.parametrize("pk", ["0", "00000000-0000-0000-0000-000000000000", "a'--", "%00"])
def test_detail_of_an_unknown_identity_is_404(client, pk):
    response = client.get(f"{ORGANISATIONS}/{pk}")

    assert response.status_code == 404
    assert response.json().keys() == {"detail", "reference"}


def test_scope_hidden_from_the_caller_reads_as_null(client, make_key, countries):
    hidden = make_programme(code="hidden", visibility="private")
    row = make_organisation(visibility="public", programme=hidden)
    officer = make_user("coder", programme=hidden)
    opened = make_programme(code="opened", visibility="network")
    other = make_organisation(visibility="public", programme=opened)

    assert client.get(f"{ORGANISATIONS}/{row.pk}").json()["programme"] is None
    assert client.get(f"{ORGANISATIONS}/{other.pk}").json()["programme"] is None
    assert client.get(ORGANISATIONS, {"programme": "hidden"}).json()["total"] == 0
    key = make_key(officer)
    assert client.get(f"{ORGANISATIONS}/{other.pk}", **key).json()["programme"] == "opened"


@pytest.mark.parametrize("n_rows", [1, 3])
def test_list_of_organisations_asks_the_database_as_often_for_three_as_for_one(
    client, countries, django_assert_num_queries, n_rows
):
    programme = make_programme()
    for _ in range(n_rows):
        parent = make_organisation(programme=programme, country=countries["SEN"])
        make_organisation(programme=programme, parent=parent, country=countries["SEN"])

    # count, rows, themes, programme, parent, last change; nobody has a component here
    with django_assert_num_queries(6):
        client.get(ORGANISATIONS)
