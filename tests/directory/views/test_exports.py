import csv
import io

import pytest
from django.urls import reverse

from teranga.core.models import AuditEntry
from teranga.core.spreadsheets import read_sheets
from teranga.directory.queries import people as people_queries
from teranga.directory.services.contacts import add_contact
from tests.factories.directory import make_organisation, make_person

pytestmark = pytest.mark.django_db

PEOPLE = reverse("directory:person-export")


def export_url(file_format):
    return reverse("directory:organisation-export", args=[file_format])


def rows_of(response, file_format="csv"):
    if file_format == "csv":
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    return read_sheets(io.BytesIO(response.content), name="x.xlsx")[0].rows


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_organisation_export_holds_what_the_visitor_may_see(client, crpm, countries, file_format):
    make_organisation(name="Publique", country=countries["SEN"])
    make_organisation(name="Cachée", visibility="private", programme=crpm)

    rows = rows_of(client.get(export_url(file_format)), file_format)

    assert [row[1] for row in rows[1:]] == ["Publique"]


def test_organisation_export_of_an_officer_leaves_out_another_countrys_private_rows(
    sign_in, crpm, countries, focal_point_of_senegal
):
    make_organisation(visibility="private", programme=crpm, country=countries["MLI"])
    make_organisation(visibility="private", programme=crpm, country=countries["SEN"])

    rows = rows_of(sign_in(focal_point_of_senegal).get(export_url("csv")))

    assert len(rows) == 1


def test_organisation_export_follows_the_filter(client):
    make_organisation(name="Une", kind="cso")
    make_organisation(name="Autre", kind="research")

    rows = rows_of(client.get(export_url("csv"), {"kind": "research"}))

    assert [row[1] for row in rows[1:]] == ["Autre"]


def test_organisation_export_makes_formulas_inert(client):
    make_organisation(name="=cmd|' /C calc'!A0", acronym="@SUM(1)", other_names="+221 77")

    row = rows_of(client.get(export_url("csv")))[1]

    assert row[1:4] == ["'=cmd|' /C calc'!A0", "'@SUM(1)", "+221 77"]


def test_organisation_export_knows_two_formats(client):
    assert client.get(export_url("exe")).status_code == 404


@pytest.mark.parametrize("n_rows", [1, 3])
def test_organisation_export_asks_the_same_number_of_questions(
    client, django_assert_num_queries, n_rows
):
    for _ in range(n_rows):
        make_organisation()

    with django_assert_num_queries(5):
        rows = rows_of(client.get(export_url("csv")))

    assert len(rows) == 1 + n_rows


@pytest.fixture
def person(crpm, coordinator):
    person = make_person(family_name="Fictive", programme=crpm)
    add_contact(
        person, kind="email", value="f@example.org", label="", consent="network", by=coordinator
    )
    return person


POSTED = {"reason": "Convier à l’atelier de mars", "file_format": "csv"}


def test_person_export_needs_a_reason_and_leaves_a_line(sign_in, coordinator, person):
    client = sign_in(coordinator)

    assert client.post(PEOPLE, POSTED | {"reason": "x"}).status_code == 422
    response = client.post(PEOPLE, POSTED)

    assert rows_of(response)[1] == [str(person.pk), "", "Fictive", "fr", "", "f@example.org"]
    line = AuditEntry.objects.get(action="exported")
    assert (line.actor, line.detail["rows"], line.detail["reason"]) == (
        coordinator.pk,
        1,
        "Convier à l’atelier de mars",
    )


def test_person_export_is_for_those_who_may(client, sign_in, officer, person):
    assert client.post(PEOPLE, POSTED).status_code == 302
    assert sign_in(officer).post(PEOPLE, POSTED).status_code == 403
    assert not AuditEntry.objects.filter(action="exported").exists()


def test_person_export_asks_who_is_there_again(sign_in, coordinator, person):
    client = sign_in(coordinator)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()

    response = client.post(PEOPLE, POSTED)

    assert response.status_code == 302
    assert "reauthenticate" in response.url
    assert not AuditEntry.objects.filter(action="exported").exists()


def test_person_export_stops_at_the_daily_measure(sign_in, coordinator, person, monkeypatch):
    monkeypatch.setattr(people_queries, "PERSONAL_ROWS_A_DAY", 1)
    client = sign_in(coordinator)

    assert client.post(PEOPLE, POSTED).status_code == 200
    assert client.post(PEOPLE, POSTED).status_code == 422
    assert AuditEntry.objects.filter(action="exported").count() == 1
