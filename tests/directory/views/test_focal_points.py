import datetime as dt

import pytest
from django.urls import reverse

from teranga.core.models import AuditEntry
from teranga.core.translated import Translated
from teranga.directory.models import FocalPoint, FocalPointSeat
from teranga.directory.services.focal_points import SeatDetails, appoint_focal_point, open_seat
from tests.factories.directory import make_organisation, make_person

pytestmark = pytest.mark.django_db


def url_of(thing, what="seat-detail"):
    return reverse(f"directory:{what}", args=[thing.pk])


@pytest.fixture
def seat(crpm, countries, officer):
    return open_seat(
        details=SeatDetails(
            kind="national", programme=crpm, country=countries["SEN"], note=Translated()
        ),
        by=officer,
    )


@pytest.fixture
def held(seat, officer, crpm, countries):
    person = make_person(family_name="Discrète", programme=crpm, country=countries["SEN"])
    return appoint_focal_point(seat, person=person, starts_on=dt.date(2023, 1, 1), by=officer)


PAGE = "/directory/focal-points/crpm/"


@pytest.mark.parametrize("n_rows", [1, 3])
def test_focal_point_programme_asks_the_same_number_of_questions(
    client, crpm, countries, officer, django_assert_num_queries, n_rows
):
    for code in list(countries)[:n_rows]:
        open_seat(
            details=SeatDetails(
                kind="national", programme=crpm, country=countries[code], note=Translated()
            ),
            by=officer,
        )

    with django_assert_num_queries(5):
        response = client.get(PAGE)

    assert sum(len(group.seats) for group in response.context["groups"]) == n_rows


def test_focal_point_programme_shows_vacancies(client, seat):
    response = client.get(PAGE, headers={"accept-language": "en"})

    assert response.context["n_to_fill"] == 1
    assert "vacant" in response.content.decode()


def test_focal_point_programme_shows_that_a_seat_is_held_without_the_name(
    client, sign_in, held, officer
):
    page = client.get(PAGE, headers={"accept-language": "en"}).content.decode()

    assert "Discrète" not in page
    assert "name not shown to you" in page
    assert not AuditEntry.objects.filter(action="read").exists()
    sign_in(officer)
    assert "Discrète" in client.get(PAGE).content.decode()
    assert AuditEntry.objects.get(action="read").object_id == str(held.person_id)


def test_focal_point_programme_hides_an_institution_out_of_sight(client, seat):
    seat.institution = make_organisation(name="Direction secrète", visibility="private")
    seat.save()

    for address in (PAGE, url_of(seat), f"{PAGE}export.csv"):
        assert "Direction secrète" not in client.get(address).content.decode()


def test_seat_is_opened_filled_left_closed_and_reopened(sign_in, officer, crpm, countries):
    client = sign_in(officer)
    posted = {
        "kind": "national",
        "programme": crpm.pk,
        "country": "SEN",
        "when_empty": "vacant",
        "visibility": "public",
    }
    create = reverse("directory:seat-create")
    assert client.post(create, posted | {"kind": "x"}).status_code == 422
    assert client.post(create, posted).status_code == 302
    seat = FocalPointSeat.objects.get()
    person = make_person(programme=crpm)

    appoint = url_of(seat, "seat-appoint")
    assert client.post(appoint, {"person": person.pk, "starts_on": "demain"}).status_code == 422
    who = {"person": person.pk, "starts_on": "2023-01-01"}
    assert client.post(appoint, who).status_code == 302
    assert client.post(appoint, who).status_code == 409
    close = url_of(seat, "seat-close")
    assert client.post(close, {"closed_on": "2023-02-01"}).status_code == 409
    end = url_of(FocalPoint.objects.get(), "focal-point-end")
    assert client.post(end, {"ends_on": "2022-01-01"}).status_code == 422
    assert client.post(end, {"ends_on": "2023-02-01"}).status_code == 302
    assert client.post(end, {"ends_on": "2023-02-01"}).status_code == 409
    assert client.post(close, {"closed_on": "2023-02-01"}).status_code == 302
    reopen = url_of(seat, "seat-reopen")
    assert client.post(reopen).status_code == 302
    assert client.post(reopen).status_code == 409


def test_seat_orders_need_the_right(client, sign_in, seat, held, reader):
    orders = [
        reverse("directory:seat-create"),
        url_of(seat, "seat-appoint"),
        url_of(seat, "seat-close"),
        url_of(held, "focal-point-end"),
    ]

    assert {client.get(address).status_code for address in orders} == {302}
    sign_in(reader)
    assert {client.get(address).status_code for address in orders} == {403}
    assert client.post(url_of(seat, "seat-reopen")).status_code == 403


def test_seat_detail_out_of_sight_does_not_exist(client, sign_in, seat, reader):
    seat.visibility = "private"
    seat.save()

    assert client.get(url_of(seat)).status_code == 404
    assert sign_in(reader).get(url_of(seat, "seat-appoint")).status_code == 404
    assert client.get(PAGE).status_code == 404


def test_appoint_offers_only_people_one_may_read(sign_in, seat, officer):
    stranger = make_person(visibility="public")

    response = sign_in(officer).post(
        url_of(seat, "seat-appoint"), {"person": stranger.pk, "starts_on": "2023-01-01"}
    )

    assert response.status_code == 422
