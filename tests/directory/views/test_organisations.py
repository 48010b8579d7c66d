import pytest
from django.urls import reverse
from django.utils.html import escape

from teranga.core.models import AuditEntry, Taxonomy, Theme
from teranga.directory.models import Mandate, Organisation
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation, make_person
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db

LIST = reverse("directory:organisation-list")
CREATE = reverse("directory:organisation-create")


def url_of(organisation, what="detail"):
    return reverse(f"directory:organisation-{what}", args=[organisation.pk])


def names_in(response):
    return [organisation.name for organisation in response.context["object_list"]]


@pytest.fixture
def senegalese(crpm, countries):
    return make_organisation(name="Réseau Élan", programme=crpm, country=countries["SEN"])


@pytest.fixture
def posted(crpm, countries):
    return {
        "version": 1,
        "name": "Association Nouvelle",
        "kind": "cso",
        "level": "local",
        "country": "SEN",
        "programme": str(crpm.pk),
        "visibility": "programme",
    }


def posted_again(organisation, **changes):
    return {
        "version": organisation.version,
        "name": organisation.name,
        "kind": organisation.kind,
        "level": organisation.level,
        "country": organisation.country_id,
        "programme": str(organisation.programme_id),
        "visibility": organisation.visibility,
    } | changes


@pytest.mark.parametrize("n_rows", [1, 3])
def test_organisation_list_asks_the_same_number_of_questions(
    client, crpm, countries, django_assert_num_queries, n_rows
):
    for number in range(n_rows):
        make_organisation(name=f"O{number}", programme=crpm, country=countries["SEN"])

    with django_assert_num_queries(5):
        response = client.get(LIST)

    assert response.context["n_found"] == n_rows


def test_organisation_list_shows_what_the_door_opens(client, crpm):
    make_organisation(name="Publique")
    make_organisation(name="Cachée", visibility="private", programme=crpm)

    assert names_in(client.get(LIST)) == ["Publique"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "elan"}, ["Réseau Élan"]),
        ({"words": "ÉLAN réseau"}, ["Réseau Élan"]),
        ({"country": "MLI"}, ["Zone Verte"]),
        ({"kind": "research"}, ["Zone Verte"]),
        ({"level": "local"}, ["Zone Verte"]),
        ({"theme": "t:1"}, ["Zone Verte"]),
        ({"programme": "crpm", "words": "zone"}, []),
        ({"country": "forged", "kind": "'", "sort": "password"}, ["Réseau Élan", "Zone Verte"]),
        ({"sort": "-name"}, ["Zone Verte", "Réseau Élan"]),
        ({"sort": "country"}, ["Zone Verte", "Réseau Élan"]),
        ({"sort": "-country"}, ["Réseau Élan", "Zone Verte"]),
    ],
)
def test_organisation_list_filters_and_sorts(client, senegalese, countries, asked, found):
    malian = make_organisation(
        name="Zone Verte", kind="research", level="local", country=countries["MLI"]
    )
    taxonomy = Taxonomy.objects.create(code="t", name={"fr": "T"}, source="s")
    malian.themes.add(Theme.objects.create(code="t:1", taxonomy=taxonomy, name={"fr": "Un"}))

    assert names_in(client.get(LIST, asked)) == found


def test_organisation_list_pages_keep_the_filter(client):
    for number in range(30):
        make_organisation(name=f"O{number:02}")

    response = client.get(LIST, {"kind": "cso", "page": 2})

    assert names_in(response) == [f"O{number}" for number in range(25, 30)]
    assert 'href="?kind=cso&amp;page=1"' in response.content.decode()


def test_organisation_list_says_what_to_do_when_empty(client):
    assert (
        "The directory is still empty"
        in client.get(LIST, headers={"accept-language": "en"}).content.decode()
    )
    assert (
        "No organisation answers"
        in client.get(LIST, {"words": "zzz"}, headers={"accept-language": "en"}).content.decode()
    )


def test_organisation_detail_shows_a_hostile_name_as_text(client, hostile_name):
    organisation = make_organisation(
        name=hostile_name, other_names="<b>x", city="<i>", description={"fr": "<script>y"}
    )

    for address in (url_of(organisation), LIST):
        page = client.get(address).content.decode()
        assert escape(hostile_name) in page
        assert "<script>alert" not in page
        assert "<script>y" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("who", [None, "reader", "focal_point_of_senegal"])
def test_organisation_detail_hides_another_countrys_private_entry(
    request, client, sign_in, crpm, countries, who
):
    hidden = make_organisation(visibility="private", programme=crpm, country=countries["MLI"])
    if who:
        sign_in(request.getfixturevalue(who))

    assert client.get(url_of(hidden)).status_code == 404
    assert client.get(url_of(hidden, "update")).status_code == (404 if who else 302)


def test_organisation_detail_hides_people_who_did_not_agree(client, sign_in, senegalese, officer):
    person = make_person(
        family_name="Secrète", programme=senegalese.programme, country=senegalese.country
    )
    Mandate.objects.create(
        person=person,
        organisation=senegalese,
        title="Présidence",
        visibility="private",
        **senegalese.scope(),
    )

    assert "Secrète" not in client.get(url_of(senegalese)).content.decode()
    assert not AuditEntry.objects.filter(action="read").exists()
    sign_in(officer)
    assert "Secrète" in client.get(url_of(senegalese)).content.decode()
    assert AuditEntry.objects.get(action="read").object_id == str(person.pk)


def test_organisation_detail_shows_history_to_those_who_keep_it(
    client, sign_in, senegalese, officer, reader
):
    sign_in(reader)
    assert client.get(url_of(senegalese)).context["history"] == []
    sign_in(officer)
    response = client.get(url_of(senegalese), headers={"accept-language": "en"})
    assert [line.action for line in response.context["history"]] == ["created"]


def test_organisation_create_adds_it(sign_in, officer, posted):
    response = sign_in(officer).post(CREATE, posted)

    organisation = Organisation.objects.get()
    assert (response.status_code, response.url) == (302, url_of(organisation))
    assert (organisation.name, organisation.owner_id) == ("Association Nouvelle", officer.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 251},
        {"name": "Nom\u202eretourné"},
        {"kind": "forged"},
        {"country": "ZZZ"},
        {"website": "javascript:alert(1)"},
        {"founded_on": "hier"},
        {"visibility": ""},
    ],
)
def test_organisation_create_keeps_what_was_typed_when_refused(sign_in, officer, posted, wrong):
    response = sign_in(officer).post(CREATE, posted | {"city": "Ziguinchor"} | wrong)

    assert response.status_code == 422
    assert not Organisation.objects.exists()
    assert set(response.context["form"].errors) == set(wrong)
    assert 'value="Ziguinchor"' in response.content.decode()


def test_organisation_create_says_beside_the_field_whom_it_is_shared_with(sign_in, posted):
    client = sign_in(make_user("administrator"))

    assert client.get(CREATE).context["form"]["visibility"].value() == "network"
    response = client.post(CREATE, posted | {"programme": ""})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"programme"}


def test_organisation_create_is_for_those_who_may(client, sign_in, reader, posted):
    assert client.get(CREATE).status_code == 302
    assert sign_in(reader).post(CREATE, posted).status_code == 403
    assert not Organisation.objects.exists()


def test_organisation_create_offers_a_focal_point_its_own_country(
    sign_in, focal_point_of_senegal, posted
):
    client = sign_in(focal_point_of_senegal)

    assert client.post(CREATE, posted | {"country": "MLI"}).status_code == 422
    assert client.post(CREATE, posted | {"visibility": "public"}).status_code == 422
    assert client.post(CREATE, posted).status_code == 302
    assert Organisation.objects.get().awaits_review


def test_organisation_update_changes_it(sign_in, focal_point_of_senegal, senegalese):
    client = sign_in(focal_point_of_senegal)

    response = client.post(url_of(senegalese, "update"), posted_again(senegalese, city="Kolda"))

    assert response.status_code == 302
    senegalese.refresh_from_db()
    assert senegalese.city == "Kolda"


def test_organisation_update_of_another_programme_is_refused(
    sign_in, focal_point_of_senegal, countries
):
    other = make_organisation(programme=make_programme(), country=countries["SEN"])

    response = sign_in(focal_point_of_senegal).post(url_of(other, "update"), posted_again(other))

    assert response.status_code == 403


def test_organisation_update_says_who_was_faster_and_keeps_both(sign_in, officer, senegalese):
    client = sign_in(officer)
    typed = posted_again(senegalese, city="Matam")
    client.post(url_of(senegalese, "update"), posted_again(senegalese, city="Thiès"))

    response = client.post(url_of(senegalese, "update"), typed)

    page = response.content.decode()
    assert response.status_code == 409
    assert 'value="Matam"' in page
    assert [line["saved"] for line in response.context["differences"]] == ["Thiès"]
    senegalese.refresh_from_db()
    assert senegalese.city == "Thiès"
    # The page carries the new version: sending it again is now a decision.
    assert f'name="version" value="{senegalese.version}"' in page


@pytest.mark.parametrize("order", ["archive", "restore", "review"])
def test_organisation_orders_are_posted_by_those_who_may(
    client, sign_in, senegalese, focal_point_of_senegal, reader, officer, order
):
    address = url_of(senegalese, order)

    assert client.post(address).status_code == 302
    assert sign_in(reader).post(address).status_code == 403
    assert sign_in(focal_point_of_senegal).post(address).status_code == 403
    assert sign_in(officer).get(address).status_code == 405


def test_organisation_archive_happens_once_and_comes_back(sign_in, senegalese, officer, client):
    sign_in(officer)

    assert client.post(url_of(senegalese, "archive")).status_code == 302
    assert client.post(url_of(senegalese, "archive")).status_code == 409
    assert client.get(url_of(senegalese)).status_code == 200
    client.logout()
    assert client.get(url_of(senegalese)).status_code == 404
    sign_in(officer)
    assert client.post(url_of(senegalese, "restore")).status_code == 302
    assert client.post(url_of(senegalese, "restore")).status_code == 409


def test_organisation_review_happens_once(sign_in, senegalese, focal_point_of_senegal, officer):
    sign_in(focal_point_of_senegal).post(
        url_of(senegalese, "update"), posted_again(senegalese, city="Kolda")
    )
    client = sign_in(officer)

    assert client.post(url_of(senegalese, "review")).status_code == 302
    assert client.post(url_of(senegalese, "review")).status_code == 409
