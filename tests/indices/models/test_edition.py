import pytest
from django.db import DatabaseError, connection, transaction

from teranga.core.exceptions import DeletionRefusedError
from teranga.indices.models import Edition, FrozenEditionError
from tests.factories.editions import make_edition

pytestmark = pytest.mark.django_db

CHANGES = {
    "number": 9,
    "title": {"fr": "Autre titre"},
    "sha256": "0" * 64,
    "content": b"other",
    "n_countries": 1,
    "is_fictitious": True,
}


@pytest.mark.parametrize("name", CHANGES)
def test_edition_refuses_to_say_something_else(name):
    edition = make_edition()
    setattr(edition, name, CHANGES[name])

    with pytest.raises(FrozenEditionError):
        edition.save()

    assert getattr(Edition.objects.get(pk=edition.pk), name) != CHANGES[name]


@pytest.mark.parametrize("name", CHANGES)
def test_editions_refuse_a_bulk_change(name):
    make_edition()

    with pytest.raises(FrozenEditionError):
        Edition.objects.update(**{name: CHANGES[name]})


def test_edition_refuses_a_change_hidden_behind_a_deferred_column():
    edition = make_edition()
    loaded = Edition.objects.defer("content").get(pk=edition.pk)
    loaded.sha256 = "0" * 64

    with pytest.raises(FrozenEditionError):
        loaded.save(update_fields=["sha256"])


def test_edition_may_be_shown_to_others_and_put_away():
    edition = make_edition(visibility="network")

    edition.visibility = "public"
    edition.save()
    edition.archive()

    stored = Edition.objects.get(pk=edition.pk)
    assert stored.visibility == "public"
    assert stored.is_archived
    assert bytes(stored.content) == bytes(edition.content)


def test_edition_is_never_deleted():
    with pytest.raises(DeletionRefusedError):
        make_edition().delete()


@pytest.mark.parametrize("column", ["sha256", "period", "content"])
def test_database_itself_refuses_the_change(column):
    edition = make_edition()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE indices_edition SET {column} = %s", ["x"])

    assert Edition.objects.get(pk=edition.pk).sha256 == edition.sha256
