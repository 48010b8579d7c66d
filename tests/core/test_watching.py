import pytest

from teranga.core.enums import AuditAction
from teranga.core.models import AuditEntry, Taxonomy, Theme
from teranga.core.services.audit_chain import broken_links, link_new_entries
from teranga.directory.models import Organisation
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes(db):
    taxonomy = Taxonomy.objects.create(code="essai", name={"fr": "Essai"}, source="essai")
    return [
        Theme.objects.create(code=f"essai:{n}", taxonomy=taxonomy, name={"fr": str(n)})
        for n in range(3)
    ]


def last_lines(row):
    lines = AuditEntry.objects.filter(object_id=str(row.pk)).order_by("pk")
    return [(line.action, line.detail) for line in lines][1:]


def test_links_are_audited_from_their_own_side(themes):
    row = make_organisation()

    row.themes.set(themes[:2])
    row.themes.add(themes[1])
    row.themes.remove(themes[0])
    row.themes.clear()

    assert last_lines(row) == [
        ("changed", {"field": "themes", "added": ["essai:0", "essai:1"]}),
        ("changed", {"field": "themes", "removed": ["essai:0"]}),
        ("changed", {"field": "themes", "cleared": ["essai:1"]}),
    ]


def test_links_are_audited_from_the_other_side(themes):
    first, second = make_organisation(), make_organisation()

    themes[0].organisations.add(first, second)
    themes[0].organisations.remove(second)
    themes[0].organisations.clear()

    assert last_lines(first) == [
        ("changed", {"field": "themes", "added": ["essai:0"]}),
        ("changed", {"field": "themes", "cleared": ["essai:0"]}),
    ]
    assert last_lines(second)[-1] == ("changed", {"field": "themes", "removed": ["essai:0"]})


def test_every_bulk_write_is_audited_and_counts_as_an_edit():
    first, second = make_organisation(), make_organisation()

    Organisation.objects.order_by("name").update(city="Dakar")
    first.refresh_from_db()
    first.city = "Thiès"
    Organisation.objects.bulk_update([first], ["city"])

    first.refresh_from_db()
    assert (first.city, first.version) == ("Thiès", 3)
    assert last_lines(first) == [("changed", {"fields": ["city"]})] * 2
    assert last_lines(second) == [("changed", {"fields": ["city"]})]


def test_purge_leaves_one_line_and_no_name():
    row = make_organisation(name="Nom à oublier")
    pk = row.pk

    row.purge()

    line = AuditEntry.objects.filter(object_id=str(pk)).latest("pk")
    assert (line.action, line.label, line.detail) == (AuditAction.DELETED, "", {})
    assert AuditEntry.objects.filter(object_id=str(pk), action=AuditAction.DELETED).count() == 1


def test_audit_chain_survives_a_clock_that_goes_back(monkeypatch):
    import datetime as dt

    from django.utils import timezone

    make_organisation()
    earlier = timezone.now() - dt.timedelta(days=2)
    monkeypatch.setattr("teranga.core.audit.timezone.now", lambda: earlier)
    make_organisation()
    link_new_entries()

    assert list(broken_links()) == []
    first, second = AuditEntry.objects.order_by("position")
    assert first.at > second.at
