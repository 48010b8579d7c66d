import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from teranga.accounts.demo import load_demo as load_accounts
from teranga.accounts.enums import Role
from teranga.accounts.models import User
from teranga.core.models import AuditEntry
from teranga.directory.demo import load_demo
from teranga.directory.models import (
    Committee,
    CommitteeMembership,
    Contact,
    FocalPoint,
    FocalPointSeat,
    Organisation,
    Person,
)
from teranga.directory.queries.own_entries import entries_kept_by
from teranga.programmes.demo import load_demo as load_programmes
from teranga.surveys.models import Submission
from teranga.surveys.queries.answers import by_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    load_programmes()
    load_demo()


def test_load_demo_holds_what_the_documents_name(demo):
    visitor = AnonymousUser()

    by_programme = {
        code: Organisation.objects.visible_to(visitor)
        .filter(programme__code=code, is_fictitious=False)
        .count()
        for code in ("crpm", "migrafrique", "mieux")
    }

    # 30 structures listed, less one consultant; GRDR and Loujna-Tounkaranké as networks.
    assert by_programme == {"crpm": 31, "migrafrique": 21, "mieux": 1}
    assert FocalPointSeat.objects.filter(programme__code="crpm").count() == 14
    assert Committee.objects.filter(kind="national").count() == 7
    assert not Contact.objects.filter(organisation__is_fictitious=False).exists()


def test_load_demo_gives_every_fact_its_source(demo):
    for model in (Organisation, FocalPointSeat, Committee, CommitteeMembership):
        assert not model.objects.filter(source__isnull=True, is_fictitious=False).exists()
    published = Organisation.objects.filter(is_fictitious=False)
    assert set(published.values_list("kind_basis", flat=True)) == {"deduced"}


def test_load_demo_marks_every_invented_organisation(demo):
    invented = Organisation.objects.filter(is_fictitious=True)

    assert invented.count() == 200
    assert invented.values("country").distinct().count() == 7
    assert not invented.exclude(name__startswith="OSC fictive ").exists()
    assert not Organisation.objects.filter(name__contains="fictive", is_fictitious=False).exists()


def test_load_demo_brings_the_mapping_in_as_answers_received_and_approved(demo):
    rows = Submission.objects.filter(questionnaire__form_id="carto_osc_migration")
    approved = rows.filter(state="approved")
    invented = Organisation.objects.filter(is_fictitious=True)

    assert not rows.filter(is_fictitious=False).exists()
    assert {row.outcome_id for row in approved} == {str(row.pk) for row in invented}
    assert rows.exclude(state="approved").values("country").distinct().count() == 7
    for row in approved:
        entry = invented.get(pk=row.outcome_id)
        assert (entry.name, entry.submission) == (by_name(row.answers)["nom"], row.root_id)


def test_load_demo_keeps_the_spelling_of_the_source(demo):
    assert Organisation.objects.get(other_names="Koupentoum").city == ""
    assert Organisation.objects.get(other_names="Sonfoniah").country_id == "GIN"


def test_load_demo_names_nobody(demo):
    assert all("(fictif)" in str(person) for person in Person.objects.all())
    assert set(Person.objects.values_list("visibility", flat=True)) == {"private"}
    assert FocalPoint.objects.filter(is_fictitious=False).count() == 0


def test_load_demo_says_that_mali_was_absent(demo):
    seat = FocalPointSeat.objects.get(country_id="MLI", component__code="C1")

    assert seat.when_empty == "unknown"
    assert "seul pays sans représentant" in seat.note["fr"]


def test_load_demo_lets_the_account_of_an_organisation_keep_its_page(settings):
    settings.DEMO = True
    load_programmes()
    load_accounts()
    load_demo()
    load_demo()

    [keeper] = User.objects.filter(memberships__role=Role.CSO)
    [link] = entries_kept_by(keeper)
    assert link.organisation.is_fictitious
    assert link.organisation.country_id == keeper.memberships.get().country_id
    assert link.opens_on(timezone.localdate())


def test_load_demo_twice_changes_nothing(demo):
    n_lines = AuditEntry.objects.count()

    load_demo()

    assert AuditEntry.objects.count() == n_lines
