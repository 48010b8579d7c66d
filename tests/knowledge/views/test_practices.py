import pytest
from django.urls import reverse

from teranga.core.models import Theme
from teranga.knowledge.models import CriteriaSet, Deliverable, Practice
from tests.factories.accounts import make_user
from tests.factories.knowledge import make_criteria_set, make_deliverable, make_practice

pytestmark = pytest.mark.django_db


def url_of(name, *args):
    return reverse(f"knowledge:{name}", args=args)


@pytest.fixture
def typed(mieux):
    return {
        "title_fr": "Guichet unique",
        "description_fr": "Réunir les services",
        "result_fr": "Moins d’attente",
        "programme": str(mieux.pk),
        "country": "SEN",
        "themes": [Theme.objects.get(pk="mieux:legal").pk],
    }


def test_the_whole_life_of_a_practice_on_its_pages(sign_in, mieux, focal_point, officer, typed):
    criteria_set = make_criteria_set(2, lowest=0, highest=3)
    client = sign_in(focal_point)
    page = client.post(url_of("practice-create"), typed)
    practice = Practice.objects.get()
    assert page.url == url_of("practice-detail", practice.pk)
    client.post(url_of("practice-submit", practice.pk))

    marks = {f"mark_{row.pk}": "2" for row in criteria_set.criteria.all()}
    for reviewer, kind in (
        (officer, "internal"),
        (make_user("steering", programme=mieux), "external"),
        (make_user("coordinator", programme=mieux), "external"),
    ):
        # The programme team opens what is under review to its reviewers.
        page = sign_in(reviewer).post(
            url_of("practice-review", practice.pk), marks | {"reviewer_kind": kind}
        )
        if page.status_code == 404:
            pytest.fail(f"{reviewer} cannot reach what is to be reviewed")
    client = sign_in(officer)
    client.post(url_of("practice-publish", practice.pk))

    practice.refresh_from_db()
    assert practice.state == "published"
    assert "Guichet unique" in client.get(url_of("practice-list")).content.decode()


def test_practice_form_keeps_what_was_typed_when_it_is_refused(sign_in, focal_point, typed):
    page = sign_in(focal_point).post(url_of("practice-create"), typed | {"title_fr": ""})

    assert page.status_code == 422
    assert "Réunir les services" in page.content.decode()
    assert Practice.objects.count() == 0


def test_practice_update_shows_both_versions_of_a_stale_edit(sign_in, officer, mieux, typed):
    practice = make_practice(programme=mieux, country_id="SEN", state="draft")
    client = sign_in(officer)
    asked = typed | {"version": practice.version - 1 or 99}

    page = client.post(url_of("practice-update", practice.pk), asked)

    assert page.status_code == 409
    assert "Guichet unique" in page.content.decode()


@pytest.mark.parametrize("name", ["practice-update", "practice-return", "practice-decline"])
def test_reader_may_not_act_on_a_practice(sign_in, reader, mieux, name):
    practice = make_practice(programme=mieux, state="submitted")

    assert sign_in(reader).get(url_of(name, practice.pk)).status_code == 403


def test_stranger_is_sent_to_the_sign_in(client, db):
    assert client.get(url_of("practice-create")).status_code == 302


def test_deliverable_stage_is_recorded_by_its_country(sign_in, focal_point, mieux):
    deliverable = make_deliverable(programme=mieux, country_id="SEN")
    client = sign_in(focal_point)
    address = url_of("deliverable-stage", deliverable.pk)

    assert client.post(address, {"stage": "adopted", "reached_on": "hier"}).status_code == 422
    client.post(address, {"stage": "adopted", "reached_on": "2019-02", "note": "Décret"})

    assert str(Deliverable.objects.get().steps.get().reached_on) == "2019-02"


def test_criteria_set_is_typed_one_criterion_a_line(sign_in, officer, mieux):
    sign_in(officer).post(
        url_of("criteria-set-create"),
        {
            "name_fr": "Nos critères",
            "code": "ours",
            "purpose": "practice",
            "lowest": 0,
            "highest": 3,
            "programme": str(mieux.pk),
            "visibility": "programme",
            "criteria": "Utile : sert-elle ?\n\nJuste",
        },
    )

    criteria = CriteriaSet.objects.get(code="ours").criteria.all()
    assert [(str(row.name), str(row.test)) for row in criteria] == [
        ("Utile", "sert-elle ?"),
        ("Juste", ""),
    ]
