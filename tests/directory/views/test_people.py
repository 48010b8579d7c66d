import pytest
from django.urls import reverse

from teranga.core.models import AuditEntry
from teranga.directory.models import Contact, Mandate, Person
from teranga.directory.services.contacts import add_contact
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation, make_person
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db

LIST = reverse("directory:person-list")


def url_of(person, what="person-detail"):
    return reverse(f"directory:{what}", args=[person.pk])


@pytest.fixture
def person(crpm, countries):
    return make_person(family_name="Fictive", programme=crpm, country=countries["SEN"])


@pytest.fixture
def staff(sign_in, officer):
    return sign_in(officer)


@pytest.mark.parametrize("n_rows", [1, 3])
def test_person_list_asks_the_same_number_of_questions(
    staff, crpm, django_assert_max_num_queries, n_rows
):
    for _ in range(n_rows):
        make_person(programme=crpm)

    with django_assert_max_num_queries(24) as captured:
        response = staff.get(LIST)

    assert response.context["n_found"] == n_rows
    about_people = [q for q in captured if 'FROM "directory_person"' in q["sql"]]
    assert len(about_people) == 3


def test_person_list_is_for_those_who_read_personal_data(client, sign_in, person, reader):
    assert client.get(LIST).status_code == 302
    assert sign_in(reader).get(LIST).status_code == 403
    assert client.get(url_of(person)).status_code == 403


def test_person_list_leaves_a_line_in_the_audit(staff, person):
    staff.get(LIST)

    line = AuditEntry.objects.get(action="read")
    assert (line.model, line.detail["people"]) == ("directory.person", [str(person.pk)])
    assert "Fictive" not in f"{line.label} {line.detail}"


def test_person_detail_of_another_country_or_programme_does_not_exist(sign_in, crpm, countries):
    malian = make_person(programme=crpm, country=countries["MLI"])
    other = make_person(programme=make_programme(), visibility="network")
    client = sign_in(make_user("officer", programme=crpm, country=countries["SEN"]))

    assert client.get(url_of(malian)).status_code == 404
    assert client.get(url_of(other)).status_code == 404
    assert list(client.get(LIST).context["object_list"]) == []


def test_person_create_and_update(staff, crpm):
    posted = {"version": 1, "family_name": "Nouvelle", "language": "fr", "programme": crpm.pk}

    assert staff.post(reverse("directory:person-create"), posted).status_code == 302
    person = Person.objects.get()
    address = url_of(person, "person-update")
    assert staff.post(address, posted | {"family_name": ""}).status_code == 422
    assert staff.post(address, posted | {"given_name": "A"}).status_code == 302
    assert staff.post(address, posted | {"given_name": "B"}).status_code == 409
    person.refresh_from_db()
    assert person.given_name == "A"


def test_person_consent_opens_and_closes_the_name(staff, person):
    address = url_of(person, "person-consent")
    withdraw = reverse("directory:person-consent-withdraw", args=[person.pk, "network"])

    assert staff.post(address, {"purpose": "forged"}).status_code == 422
    assert staff.post(address, {"purpose": "network"}).status_code == 302
    assert staff.post(address, {"purpose": "network"}).status_code == 409
    person.refresh_from_db()
    assert person.visibility == "network"
    assert staff.post(withdraw).status_code == 302
    assert staff.post(withdraw).status_code == 409
    person.refresh_from_db()
    assert person.visibility == "private"


def test_mandate_starts_and_ends(staff, person):
    organisation = make_organisation()
    start = url_of(person, "mandate-create")

    assert staff.post(start, {"organisation": organisation.pk, "title": ""}).status_code == 422
    posted = {"organisation": organisation.pk, "title": "Direction", "starts_on": "2020-mid"}
    assert staff.post(start, posted).status_code == 302
    end = url_of(Mandate.objects.get(), "mandate-end")
    assert staff.post(end, {"ends_on": "2019"}).status_code == 422
    assert staff.post(end, {"ends_on": "2021"}).status_code == 302
    assert staff.post(end, {"ends_on": "2022"}).status_code == 409


def test_contact_is_added_and_withdrawn(staff, person):
    address = url_of(person, "person-contact-create")
    posted = {"kind": "email", "value": "a@example.org", "label": "", "consent": "network"}

    assert staff.post(address, posted | {"value": "nothing"}).status_code == 422
    assert staff.post(address, posted | {"consent": ""}).status_code == 422
    assert staff.post(address, posted).status_code == 302
    contact = Contact.objects.get()
    consent = url_of(contact, "contact-consent")
    assert staff.post(consent, {"consent": "withdrawn"}).status_code == 302
    contact.refresh_from_db()
    assert contact.value == "—"
    assert staff.post(consent, {"consent": "storage"}).status_code == 404


def test_contact_consent_needs_the_right(sign_in, officer, reader):
    organisation = make_organisation(programme=None)
    contact = add_contact(
        make_organisation(programme=officer.memberships.get().programme),
        kind="email",
        value="a@example.org",
        label="",
        consent="public",
        by=officer,
    )
    client = sign_in(reader)

    assert client.get(url_of(contact, "contact-consent")).status_code == 403
    address = reverse("directory:organisation-contact-create", args=[organisation.pk])
    assert client.get(address).status_code == 403


def test_person_archive_hides_it(staff, person):
    assert staff.post(url_of(person, "person-archive")).status_code == 302
    assert staff.post(url_of(person, "person-archive")).status_code == 404
