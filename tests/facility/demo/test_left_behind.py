import pytest

from teranga.knowledge.demo import load_demo as load_knowledge
from teranga.knowledge.models import CaseStudy, CriteriaSet, Deliverable, Practice
from teranga.knowledge.queries.library import case_page, criteria_matrix, reuse_views

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(db):
    from teranga.facility.demo import load_demo as load_facility
    from teranga.programmes.demo import load_demo as load_programmes

    load_programmes()
    load_knowledge()
    load_facility()


def test_left_behind_meets_the_criteria_as_often_as_the_report_says(left):
    matrix = criteria_matrix(None, CriteriaSet.objects.get(code="mieux-ten"))

    assert len(matrix.rows) == 16
    assert list(matrix.totals) == [8, 4, 4, 11, 10, 6, 3, 4, 5, 7]


def test_left_behind_ties_each_practice_to_its_action(left):
    case = CaseStudy.objects.get(code="thailande")
    page = case_page(None, case)

    assert [origin.code for origin in page.origins] == ["THA-1", "THA-2"]
    assert len(page.practices) == 3
    assert {str(view.reuse.subject) for view in page.reuses} >= {
        "Le logement d’abord (Housing First)"
    }
    assert Practice.objects.filter(is_fictitious=False, source__isnull=True).count() == 0


def test_left_behind_keeps_a_document_once(left):
    titles = [(row.country_id, str(row.title)) for row in Deliverable.objects.filter(country="KEN")]

    assert titles == [("KEN", "Gestion des données")]


def test_every_reuse_finds_its_actions(left):
    views = reuse_views(None)

    assert len(views) == 7
    assert all(view.to_origin is not None for view in views)
