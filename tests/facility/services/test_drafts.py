import datetime as dt
import io
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from teranga.core.exceptions import FileTooLargeError, InvalidTransitionError
from teranga.core.models import Attachment
from teranga.facility.enums import DraftState, RequestState
from teranga.facility.models import ExpertiseRequest, RequestDraft
from teranga.facility.services.drafts import (
    attach_to_draft,
    confirm_draft,
    keep_answers,
    send_draft,
    start_draft,
)
from teranga.facility.services.limits import DRAFTS_A_DAY, TooManyTodayError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ANSWERS = {
    "requester_kind": "public_authority",
    "authority_name": "Ministry of labour",
    "reach": "national",
    "countries": ["SEN"],
    "title": "A labour migration strategy",
    "context": "None exists.",
    "need": "Two practitioners.",
    "contact_name": "A civil servant",
    "contact_email": "someone@example.org",
    "is_authorised": True,
}
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def empty_counters():
    cache.clear()


@pytest.fixture
def draft(facility):
    draft, _secret = start_draft(facility.desk, language="en", network="192.0.2.1")
    return keep_answers(draft, answers=ANSWERS)


def signed_in_letter():
    return re.search(r"/facility/requests/confirm/([^/\s]+)/", mail.outbox[-1].body)[1]


def test_a_draft_is_filed_once_its_address_is_confirmed(
    facility, draft, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send_draft(draft, at=AT)

    assert not ExpertiseRequest.objects.exists()
    expertise_request = confirm_draft(signed_in_letter(), on=AT.date())
    again = confirm_draft(signed_in_letter(), on=AT.date())
    draft.refresh_from_db()
    assert expertise_request.pk == draft.pk == again.pk
    assert expertise_request.state == RequestState.RECEIVED
    assert expertise_request.number == "2026-001"
    assert expertise_request.country_id == "SEN"
    assert (draft.state, draft.answers, draft.email) == (DraftState.FILED, {}, "")


def test_the_link_of_a_draft_is_kept_as_a_hash_only(facility):
    draft, secret = start_draft(facility.desk, language="fr", network="192.0.2.1")

    assert secret not in str(RequestDraft.objects.values().get(pk=draft.pk))


def test_an_incomplete_draft_is_not_sent(draft):
    keep_answers(draft, answers={"need": ""})

    with pytest.raises(ValidationError):
        send_draft(draft, at=AT)


def test_correcting_after_sending_asks_for_a_new_letter(draft, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send_draft(draft, at=AT)
    keep_answers(draft, answers={"title": "Another subject"})

    with pytest.raises(InvalidTransitionError):
        confirm_draft(signed_in_letter(), on=AT.date())


def test_a_forged_confirmation_is_refused(draft):
    with pytest.raises(InvalidTransitionError):
        confirm_draft("forged:link", on=AT.date())


def test_a_file_of_forty_megabytes_is_refused_and_the_draft_kept(draft):
    heavy = io.BytesIO(b"%PDF-" + b"0" * 40 * 1024**2)

    with pytest.raises(FileTooLargeError):
        attach_to_draft(draft, stream=heavy, name="cv.pdf")

    draft.refresh_from_db()
    assert draft.answers["title"] == ANSWERS["title"]
    assert not Attachment.objects.exists()


def test_floods_from_one_place_are_dammed(facility):
    for _rank in range(DRAFTS_A_DAY):
        start_draft(facility.desk, language="fr", network="192.0.2.9")

    with pytest.raises(TooManyTodayError):
        start_draft(facility.desk, language="fr", network="192.0.2.9")
    start_draft(facility.desk, language="fr", network="192.0.2.10")


def test_a_country_out_of_scope_gets_a_clear_answer_and_loses_nothing(client, facility):
    from teranga.core.models import CountryGroup

    facility.desk.closed_groups.set(CountryGroup.objects.filter(pk="eu"))
    client.post(reverse("facility:request-start"), {"desk": facility.desk.pk})
    draft = RequestDraft.objects.get()
    from teranga.facility.services.links import REQUEST, secret_of

    url = reverse("facility:request-write", args=[secret_of(REQUEST, draft.pk), "who"])
    answers = {"requester_kind": "public_authority", "authority_name": "Préfecture"}
    response = client.post(url, answers | {"reach": "national", "country": "FRA"})

    draft.refresh_from_db()
    assert response.status_code == 422
    assert "Union" in response.content.decode()
    assert draft.answers["authority_name"] == "Préfecture"
