import io

import openpyxl
import pytest
from django.urls import reverse

from teranga.facility.models import ExpertiseRequest
from tests.factories.facility import put_to_committee, screen

pytestmark = pytest.mark.django_db


def test_request_list_is_for_the_team_and_the_committee(client, facility):
    url = reverse("facility:request-list")
    answers = {}
    for name in ("officer", "member", "reader", "focal_point", "stranger"):
        client.force_login(getattr(facility, name))
        answers[name] = client.get(url).status_code

    assert client.get(url).wsgi_request.user == facility.stranger
    assert answers == {
        "officer": 200,
        "member": 200,
        "reader": 403,
        "focal_point": 403,
        "stranger": 403,
    }


def test_request_detail_hides_itself_from_the_committee_before_its_turn(client, facility):
    expertise_request = facility.request()
    client.force_login(facility.member)

    response = client.get(reverse("facility:request-detail", args=[expertise_request.pk]))

    assert response.status_code == 404


def test_request_decision_shows_no_content_before_the_declaration(client, facility):
    expertise_request = facility.request(need="A need nobody should read yet.")
    screen(expertise_request, by=facility.officer)
    put_to_committee(expertise_request, by=facility.officer)
    url = reverse("facility:request-decision", args=[expertise_request.pk])
    client.force_login(facility.member)

    before = client.get(url).content.decode()
    client.post(url, {"order": "declare", "declare-has_conflict": "no", "declare-note": ""})
    after = client.get(url).content.decode()

    assert "A need nobody should read yet." not in before
    assert "A precise need." not in before
    assert "A need nobody should read yet." in after


def test_request_order_refuses_a_forbidden_step_with_a_clear_page(client, facility):
    expertise_request = facility.request()
    client.force_login(facility.officer)
    url = reverse("facility:request-order", args=[expertise_request.pk, "resume"])

    response = client.post(url, {"reason": ""})

    expertise_request.refresh_from_db()
    assert response.status_code == 409
    assert expertise_request.state == "received"


def test_request_order_asks_for_its_reason(client, facility):
    expertise_request = facility.request()
    client.force_login(facility.officer)
    url = reverse("facility:request-order", args=[expertise_request.pk, "withdraw"])

    response = client.post(url, {"reason": ""})

    assert response.status_code == 422
    assert ExpertiseRequest.objects.get().state == "received"


def test_request_export_holds_no_formula_and_no_contact(client, facility):
    facility.request(title='=HYPERLINK("http://x")', contact_email="someone@example.org")
    client.force_login(facility.officer)

    response = client.get(reverse("facility:request-export", args=["xlsx"]))

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert '=HYPERLINK("http://x")' in {cell.value for cell in cells}
    assert "someone@example.org" not in {cell.value for cell in cells}
    assert sheet.max_row == 2


@pytest.mark.parametrize("n_requests", [1, 3])
def test_request_list_asks_the_database_no_more_for_more_rows(
    client, facility, n_requests, django_assert_max_num_queries
):
    for _rank in range(n_requests):
        facility.request()
    client.force_login(facility.officer)

    with django_assert_max_num_queries(32):
        response = client.get(reverse("facility:request-list"))

    assert response.context["n_found"] == n_requests


def test_a_guessed_link_opens_nothing(client, facility):
    facility.request()

    for name in ("request-follow", "request-resume", "partner-sheet"):
        assert client.get(reverse(f"facility:{name}", args=["a" * 43])).status_code == 404
