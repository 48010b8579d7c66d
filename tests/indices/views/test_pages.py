"""Every page of the workshop opens to whom it should, and to nobody else."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from teranga.indices.models import Code
from teranga.indices.services.rounds import change_round_codebook
from tests.factories.accounts import make_user
from tests.factories.coding import Workshop, small_document, with_second_factor

pytestmark = pytest.mark.django_db
FORGED = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def workshop(countries):
    return Workshop(domains=("CIT", "ELE"))


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def save_url(workshop, place=1, indicator="CIT01"):
    return reverse(
        "indices:code-save", args=[workshop.assignment(place).pk, workshop.cell(indicator).pk]
    )


def payload(workshop, **content):
    return {
        "key": str(uuid4()),
        "version": 0,
        "wording": str(workshop.wording().pk),
        "answer": "L2",
        "implementation": "1",
        "confidence": "3",
        "note": "",
        "evidence": [{"id": str(uuid4()), "kind": "law", "title": "Code de la nationalité"}],
    } | content


def post_json(client, url, document):
    return client.post(url, json.dumps(document), content_type="application/json")


def test_coding_page_shows_the_domain_to_its_coder(as_user, workshop):
    url = reverse("indices:coding-detail", args=[workshop.assignment().pk])

    response = as_user(workshop.first).get(url)

    assert response.status_code == 200
    assert "Niveau 2 de CIT03" in response.content.decode()


@pytest.mark.parametrize("who", ["second", "manager", "adjudicator", "focal_point"])
def test_coding_page_does_not_exist_for_anyone_else(as_user, workshop, who):
    url = reverse("indices:coding-detail", args=[workshop.assignment().pk])

    assert as_user(getattr(workshop, who)).get(url).status_code == 404


def test_code_save_keeps_a_code_and_says_what_is_left(as_user, workshop):
    response = post_json(as_user(workshop.first), save_url(workshop), payload(workshop))

    assert response.json() == {
        "version": Code.objects.get().version,
        "lacks": [],
        "n_done": 1,
        "n_cells": 3,
        "wording": "",
    }
    assert Code.objects.get().level == 2


def test_code_save_from_two_tabs_shows_both(as_user, workshop):
    client = as_user(workshop.first)
    post_json(client, save_url(workshop), payload(workshop, note="première page"))

    response = post_json(client, save_url(workshop), payload(workshop, answer="L0"))

    assert response.status_code == 409
    assert response.json()["saved"]["note"] == "première page"
    assert Code.objects.get().level == 2


def test_code_save_without_session_keeps_the_page(client, workshop):
    response = post_json(client, save_url(workshop), payload(workshop))

    assert response.status_code == 401
    assert Code.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "L9"},
        {"answer": "yes"},
        {"confidence": "7"},
        {"version": "abc"},
        {"wording": FORGED},
        {"evidence": [{"id": "x", "title": "t"}]},
        {"evidence": [{"title": "t", "url": "javascript:alert(1)"}]},
        {"evidence": [{"title": "t", "in_force_on": "hier"}]},
        {"evidence": "none"},
    ],
)
def test_code_save_refuses_what_is_not_a_code(as_user, workshop, wrong):
    client = as_user(workshop.first)

    response = post_json(client, save_url(workshop), payload(workshop, **wrong))

    assert response.status_code == 422
    assert response.json()["message"]
    assert Code.objects.count() == 0


def test_code_save_of_a_forged_cell_is_404(as_user, workshop):
    other = reverse("indices:code-save", args=[workshop.assignment().pk, FORGED])
    elsewhere = reverse(
        "indices:code-save", args=[workshop.assignment().pk, workshop.cell("ELE01").pk]
    )
    client = as_user(workshop.first)

    assert post_json(client, other, payload(workshop)).status_code == 404
    assert post_json(client, elsewhere, payload(workshop)).status_code == 404
    assert post_json(client, save_url(workshop, place=2), payload(workshop)).status_code == 404


def test_code_save_as_a_plain_form_comes_back_to_the_indicator(as_user, workshop):
    response = as_user(workshop.first).post(
        save_url(workshop),
        {
            "version": "0",
            "wording": workshop.wording().pk,
            "answer": "L1",
            "confidence": "2",
            "evidence-id": [str(uuid4()), str(uuid4())],
            "evidence-kind": ["law", "law"],
            "evidence-title": ["Constitution", ""],
        },
    )

    page = reverse("indices:coding-detail", args=[workshop.assignment().pk])
    assert response.headers["Location"] == f"{page}#CIT01"
    assert [row.title for row in Code.objects.get().evidence.all()] == ["Constitution"]


def test_plain_form_saved_elsewhere_keeps_what_was_typed(as_user, workshop):
    client = as_user(workshop.first)
    post_json(client, save_url(workshop), payload(workshop, note="ailleurs"))

    response = client.post(
        save_url(workshop),
        {"version": "0", "wording": workshop.wording().pk, "answer": "L0", "note": "tapé ici"},
    )

    body = response.content.decode()
    assert response.status_code == 409
    assert "tapé ici" in body
    assert "ailleurs" in body


def test_blind_coder_sees_nothing_of_the_other_anywhere(as_user, workshop):
    secret = "Loi-secrète-de-l-autre"
    rows = [{"id": str(uuid4()), "kind": "law", "title": secret, "quote": secret}]
    post_json(
        as_user(workshop.second),
        save_url(workshop, place=2),
        payload(workshop, note=secret, evidence=rows),
    )
    client = as_user(workshop.first)
    workshop_pages = [
        reverse("indices:coding-list"),
        reverse("indices:coding-detail", args=[workshop.assignment().pk]),
        reverse("indices:round-list"),
        reverse("indices:round-detail", args=[workshop.round.pk]),
        reverse("portal:search") + f"?q={secret}",
        reverse("portal:home-private"),
    ]
    bodies = [client.get(url).content.decode().replace(f"q={secret}", "") for url in workshop_pages]
    refused = [
        client.get(reverse("indices:coding-detail", args=[workshop.assignment(2).pk])),
        client.get(reverse("indices:cell-decide", args=[workshop.cell().pk])),
        client.get(reverse("indices:cell-contest", args=[workshop.cell().pk])),
        client.get(reverse("accounts:audit-list")),
    ]
    agreement = client.get(reverse("indices:round-agreement", args=[workshop.round.pk]))

    assert [secret in body for body in bodies[:4]] == [False] * 4
    assert [str(workshop.second.name) in body for body in bodies[:4]] == [False] * 4
    assert [response.status_code in (403, 404) for response in refused] == [True] * 4
    assert agreement.status_code == 403


def test_coder_page_is_the_same_before_and_after_the_other_codes(as_user, workshop):
    url = reverse("indices:coding-detail", args=[workshop.assignment().pk])

    def page():
        body = as_user(workshop.first).get(url).content.decode()
        # Numbers drawn anew for each page: form tokens and empty rows of evidence.
        return re.sub(r'(csrfmiddlewaretoken|evidence-id)" value="[^"]*"', "", body)

    before = page()
    post_json(as_user(workshop.second), save_url(workshop, place=2), payload(workshop))

    assert page() == before


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("adjudicator", 200), ("first", 403), ("focal_point", 403)],
)
def test_agreement_page_is_for_who_runs_the_round(as_user, workshop, who, status):
    url = reverse("indices:round-agreement", args=[workshop.round.pk])

    assert as_user(getattr(workshop, who)).get(url).status_code == status


@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        ("round-assign", "manager", 200),
        ("round-assign", "first", 403),
        ("round-codebook", "manager", 200),
        ("round-codebook", "focal_point", 403),
        ("round-detail", "first", 200),
        ("round-detail", "manager", 200),
    ],
)
def test_pages_of_a_round(as_user, workshop, name, who, status):
    url = reverse(f"indices:{name}", args=[workshop.round.pk])

    assert as_user(getattr(workshop, who)).get(url).status_code == status


def test_plain_pages_open(as_user, workshop):
    client = as_user(workshop.adjudicator)
    names = ["codebook-list", "index-create", "round-list", "round-create", "module-list"]

    pages = [client.get(reverse(f"indices:{name}")) for name in [*names, "module-create"]]
    detail = client.get(reverse("indices:codebook-detail", args=[workshop.codebook.pk]))

    assert [page.status_code for page in [*pages, detail]] == [200] * 7
    assert "CIT02" in detail.content.decode()


def test_member_of_another_programme_finds_nothing(as_user, workshop):
    stranger = with_second_factor(make_user("coordinator"))
    stranger.memberships.all().update(programme=Workshop().programme)
    client = as_user(stranger)

    for name in ("round-detail", "round-assign", "round-agreement"):
        url = reverse(f"indices:{name}", args=[workshop.round.pk])
        assert client.get(url).status_code == 404


def test_code_typed_while_the_codebook_changed_is_kept_in_its_wording_and_says_so(
    as_user, workshop
):
    old = payload(workshop)
    document = small_document("2.0")
    document["domains"][0]["indicators"][0]["levels"][1]["en"] = "Level 1, made clear"
    codebook = workshop.import_codebook(document)
    change_round_codebook(workshop.round, codebook=codebook, by=workshop.manager)
    client = as_user(workshop.first)

    answer = client.post(
        save_url(workshop),
        json.dumps(old),
        content_type="application/json",
        headers={"accept-language": "en"},
    )

    assert answer.status_code == 200
    assert "The codebook changed while you were coding" in answer.json()["wording"]
    code = Code.objects.get(cell=workshop.cell())
    assert (code.level, str(code.indicator_version_id)) == (2, old["wording"])
    assert (
        "Code de la nationalité"
        in client.get(
            reverse("indices:coding-detail", args=[workshop.assignment().pk])
        ).content.decode()
    )


def test_code_of_another_country_is_not_reached_through_ones_own_assignment(as_user, workshop):
    workshop.assign("MLI", "CIT")
    stranger = workshop.cell("CIT01", "MLI")
    address = reverse("indices:code-save", args=[workshop.assignment().pk, stranger.pk])

    answer = post_json(as_user(workshop.first), address, payload(workshop))

    assert answer.status_code == 404
    assert not Code.objects.filter(cell=stranger).exists()
