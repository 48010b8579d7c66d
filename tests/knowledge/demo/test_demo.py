import pytest

from teranga.core.models import AuditEntry
from teranga.knowledge.demo import load_demo
from teranga.knowledge.models import (
    CriteriaSet,
    Deliverable,
    Practice,
    Reuse,
    TrainingSubject,
)
from teranga.programmes.demo import load_demo as load_programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(db):
    load_programmes()
    load_demo()


def test_demo_holds_what_the_report_counts(loaded):
    ten = CriteriaSet.objects.get(code="mieux-ten")

    assert ten.criteria.count() == 10
    assert CriteriaSet.objects.get(code="hub-seven").criteria.count() == 7
    assert TrainingSubject.objects.count() == 84
    assert Deliverable.objects.filter(is_operational=True).count() == 3 + 11 + 5
    assert Reuse.objects.count() == 7


def test_demo_gives_a_source_to_every_real_fact(loaded):
    for model in (Deliverable, Reuse, TrainingSubject):
        assert not model.objects.filter(source__isnull=True, is_fictitious=False).exists()


def test_demo_marks_what_is_invented(loaded):
    (practice,) = Practice.objects.all()

    assert practice.is_fictitious
    assert practice.reviews.filter(is_fictitious=False).count() == 0


def test_demo_loaded_again_changes_nothing(loaded):
    n_lines = AuditEntry.objects.count()

    load_demo()

    assert AuditEntry.objects.count() == n_lines
