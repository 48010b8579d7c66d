import pytest
from django.urls import reverse

from teranga.core.search.index import index_rows
from tests.factories.facility import make_action
from tests.factories.knowledge import (
    make_case_study,
    make_criteria_set,
    make_deliverable,
    make_lesson,
    make_practice,
    make_reuse,
)

pytestmark = pytest.mark.django_db


def text_of(client, name, *args, query=""):
    page = client.get(reverse(f"knowledge:{name}", args=args) + query)
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        *["home", "practice-list", "case-study-list", "criteria-matrix", "criteria-set-list"],
        *["deliverable-list", "lesson-list", "reuse-map", "training-subjects"],
    ],
)
def test_page_without_content_says_what_to_do(client, countries, name):
    assert "<h1>" in text_of(client, name)


def test_case_study_tells_its_actions_and_names_no_hidden_one(client, mieux):
    make_action(code="A-1", title={"fr": "Action ouverte"}, programme=mieux)
    make_action(code="A-2", title={"fr": "Action cachée"}, programme=mieux, visibility="private")
    case = make_case_study(programme=mieux, origin_codes=["A-1", "A-2"])
    make_lesson(programme=mieux, origin_code="A-1")

    page = text_of(client, "case-study-detail", case.pk)

    assert "Action ouverte" in page
    assert "Action cachée" not in page
    assert "<li>Un point focal par institution</li>" in page.replace(
        ' lang="fr" dir="ltr"', ""
    ).replace("<span>", "").replace("</span>", "")


def test_criteria_matrix_marks_what_each_study_meets(client, mieux):
    criteria_set = make_criteria_set(2)
    first, _second = criteria_set.criteria.all()
    make_case_study(criteria=[first])
    make_case_study(criteria=[first])

    page = client.get(reverse("knowledge:criteria-matrix"))

    assert page.context["matrix"].totals == [2, 0]
    assert [cells for _case, cells in page.context["matrix"].rows] == [[True, False]] * 2


def test_reuse_map_draws_an_arc_and_the_same_in_a_table(client, countries):
    make_reuse(subject={"fr": "Manuel de campagne"})

    page = text_of(client, "reuse-map")

    assert page.count('class="reuse-arc"') == 1
    assert page.count("Manuel de campagne") >= 2


def test_reuse_from_an_organisation_without_country_is_told_in_the_table(client, countries):
    make_reuse(from_country_id=None, from_body="COMESA")

    page = text_of(client, "reuse-map")

    assert 'class="reuse-arc"' not in page
    assert "COMESA" in page


def test_deliverables_are_found_by_stage(client, countries):
    make_deliverable(title={"fr": "Adoptée"}, stages=["draft", "adopted"])
    make_deliverable(title={"fr": "Brouillon"}, stages=["draft"])

    page = text_of(client, "deliverable-list", query="?stage=adopted")

    assert "Adoptée" in page
    assert "Brouillon" not in page


@pytest.mark.parametrize("n_rows", [1, 3])
def test_practice_list_asks_the_same_number_of_questions(
    client, countries, django_assert_max_num_queries, n_rows
):
    for _ in range(n_rows):
        make_practice(countries=["SEN"], themes=["mieux:legal"])

    with django_assert_max_num_queries(9):
        text_of(client, "practice-list")


@pytest.mark.parametrize(
    "name",
    [
        "practices",
        "deliverables",
        "lessons",
        "case-studies",
        "criteria-sets",
        "reuse",
        "training-subjects",
    ],
)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_list_export_leaves_out_what_is_closed(client, countries, name, file_format):
    make_practice(title={"fr": "Pratique discrète"}, visibility="private")
    make_deliverable(title={"fr": "Document discret"}, visibility="private")

    answer = client.get(reverse("knowledge:list-export", args=[name, file_format]))

    assert answer.status_code == 200
    assert "discr" not in answer.content.decode("utf-8", "replace")


def test_list_export_makes_formulas_harmless(client, countries):
    make_practice(title={"fr": '=HYPERLINK("http://example.org")'})

    content = client.get(reverse("knowledge:list-export", args=["practices", "csv"])).content

    assert "'=HYPERLINK" in content.decode("utf-8-sig")


def test_unknown_list_does_not_exist(client, db):
    assert client.get(reverse("knowledge:list-export", args=["secrets", "csv"])).status_code == 404


def test_country_page_names_its_practices(client, countries):
    practice = make_practice(title={"fr": "Guichet unique"}, countries=["SEN"])
    index_rows([practice])

    assert "Guichet unique" in client.get("/countries/SEN/").content.decode()
