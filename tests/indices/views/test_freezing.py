"""The form that freezes a round: who may, what it says first, what the edition then holds."""

import pytest
from django.urls import reverse

from teranga.indices.models import Edition
from teranga.indices.queries.edition.release import release_of
from tests.indices.services.test_decisions import confirm, settle, workshop

__all__ = ["workshop"]  # the fixture, of a domain that both coders handed in
pytestmark = pytest.mark.django_db
CHOICES = {
    "visibility": "public",
    "corrects": "",
    "note_fr": "",
    "note_en": "",
    "is_confirmed": "on",
}


@pytest.fixture
def page(workshop):
    return reverse("indices:edition-freeze", args=[workshop.round.pk])


def as_adjudicator(client, workshop):
    client.force_login(workshop.adjudicator)
    return client


@pytest.mark.parametrize("who", ["first", "focal_point", "manager"])
def test_freeze_without_right_is_refused_and_publishes_nothing(workshop, client, page, who):
    client.force_login(getattr(workshop, who))

    statuses = {client.get(page).status_code, client.post(page, CHOICES).status_code}

    assert statuses <= {403, 404}
    assert not Edition.objects.exists()


def test_freeze_page_says_what_is_open_before_anything_is_frozen(workshop, client, page):
    confirm(workshop)

    said = as_adjudicator(client, workshop).get(page, headers={"accept-language": "en"})

    assert "2 settled cells out of 3" in said.content.decode()


def test_freeze_asks_to_confirm(workshop, client, page):
    confirm(workshop)
    unconfirmed = {name: value for name, value in CHOICES.items() if name != "is_confirmed"}

    response = as_adjudicator(client, workshop).post(page, unconfirmed)

    assert response.status_code == 422
    assert not Edition.objects.exists()


def test_frozen_edition_holds_codes_reasons_and_agreement_without_a_name(workshop, client, page):
    confirm(workshop)
    settle(workshop, workshop.cell("CIT02"), reason="Article 19")

    response = as_adjudicator(client, workshop).post(page, CHOICES)

    edition = Edition.objects.get()
    release = release_of(edition)
    assert response.url == reverse("indices:edition-detail", args=[edition.pk])
    assert release.cells["SEN", "CIT02"]["reason"] == "Article 19"
    lines = {line["scope"]: line for line in release.document["agreement"]}
    assert set(lines) == {"all", "domain", "pair"}
    assert lines["domain"]["domain"] == "CIT"
    assert lines["pair"]["n_cells"] == 3
    assert lines["pair"]["share"] == pytest.approx(2 / 3, abs=1e-6)
    written = str(release.document)
    assert workshop.first.name not in written
    assert workshop.second.email not in written


def test_agreement_is_shown_with_the_edition(workshop, client, page):
    confirm(workshop)
    as_adjudicator(client, workshop).post(page, CHOICES)
    client.logout()
    detail = reverse("indices:edition-detail", args=[Edition.objects.get().pk])

    said = client.get(detail, headers={"accept-language": "en"}).content.decode()

    assert "How far the coders agreed" in said
    assert "Pair of coders 1" in said
    assert "67" in said


def test_correction_is_a_new_edition_and_must_say_what_it_corrects(workshop, client, page):
    confirm(workshop)
    adjudicator = as_adjudicator(client, workshop)
    adjudicator.post(page, CHOICES)
    first = Edition.objects.get()

    refused = adjudicator.post(page, CHOICES | {"corrects": str(first.pk)})
    adjudicator.post(
        page, CHOICES | {"corrects": str(first.pk), "note_fr": "Article relu", "note_en": "Reread"}
    )

    assert refused.status_code == 422
    second = Edition.objects.get(number=2)
    assert second.corrects == first
    assert (
        "Reread"
        in client.get(
            reverse("indices:edition-detail", args=[second.pk]), headers={"accept-language": "en"}
        ).content.decode()
    )
