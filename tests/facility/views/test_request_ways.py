"""The ways a request comes in: several countries, a region, an e-mail; what it sees of the past."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from teranga.core.models import Attachment
from teranga.facility.models import ExpertiseRequest
from teranga.facility.services.drafts import keep_answers, start_draft
from tests.factories.facility import make_action

pytestmark = pytest.mark.django_db

LETTER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def typed(facility, **fields):
    return {
        "title": "A desk for seasonal workers",
        "channel": "email",
        "received_on": "2026-05-04",
        "requester_kind": "public_authority",
        "authority_name": "Ministry of Labour",
        "reach": "national",
        "country": "SEN",
        "language": "en",
        "contact_email": "desk@example.org",
        "programme": str(facility.programme.pk),
    } | fields


def put_on_file(client, facility, **fields):
    client.force_login(facility.officer)
    return client.post(
        reverse("facility:request-create"), typed(facility, **fields), HTTP_ACCEPT_LANGUAGE="en"
    )


def test_a_request_received_by_email_is_typed_in_with_its_original(client, facility):
    letter = SimpleUploadedFile("letter.pdf", LETTER, content_type="application/pdf")

    answer = put_on_file(client, facility, original=letter)

    asked = ExpertiseRequest.objects.get()
    assert answer.url == reverse("facility:request-detail", args=[asked.pk])
    assert (asked.channel, str(asked.received_on)) == ("email", "2026-05-04")
    original = Attachment.objects.get(about_id=str(asked.pk))
    page = client.get(answer.url).text
    assert reverse("core:attachment-download", args=[original.pk]) in page


def test_several_countries_ask_together(client, facility, countries):
    put_on_file(client, facility, reach="joint", other_countries=["MLI"])

    asked = ExpertiseRequest.objects.get()
    assert set(asked.countries.values_list("pk", flat=True)) == {"SEN", "MLI"}
    # It belongs to no single country: rights held in one of them do not open it.
    assert asked.country_id is None


def test_joint_request_of_one_country_is_refused_beside_the_form(client, facility):
    answer = put_on_file(client, facility, reach="joint")

    assert answer.status_code == 422
    assert "A desk for seasonal workers" in answer.text
    assert not ExpertiseRequest.objects.exists()


def test_a_regional_organisation_asks(client, facility):
    put_on_file(client, facility, reach="regional", country="", regional_body="ECOWAS")

    asked = ExpertiseRequest.objects.get()
    assert (asked.regional_body, asked.countries.count()) == ("ECOWAS", 0)


def test_regional_request_without_its_organisation_is_refused(client, facility):
    answer = put_on_file(client, facility, reach="regional", country="")

    assert answer.status_code == 422
    assert not ExpertiseRequest.objects.exists()


def test_a_request_being_written_sees_who_has_already_done_this(client, facility, countries):
    make_action(
        title={"fr": "Statistiques de la migration de travail", "en": "Labour migration data"},
        countries=[countries["MLI"]],
    )
    make_action(title={"fr": "Action discrète sur les statistiques"}, visibility="private")
    draft, secret = start_draft(facility.desk, language="fr", network="192.0.2.1")
    kept = {"title": "Statistiques migratoires", "need": "Statistiques de la migration de travail"}
    keep_answers(draft, answers=kept)

    page = client.get(
        reverse("facility:request-write", args=[secret, "support"]), HTTP_ACCEPT_LANGUAGE="fr"
    ).text

    assert "Statistiques de la migration de travail" in page
    assert "Action discrète" not in page
