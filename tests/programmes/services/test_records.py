import pytest

from teranga.core.models import AuditEntry
from teranga.programmes.models import Donor
from teranga.programmes.services.records import keep_record

pytestmark = pytest.mark.django_db


def test_keep_record_creates_then_changes_then_leaves_alone():
    first = keep_record(Donor, key={"name": "AFD"}, values={"acronym": "X", "visibility": "public"})
    again = keep_record(
        Donor, key={"name": "AFD"}, values={"acronym": "AFD", "visibility": "public"}
    )
    third = keep_record(
        Donor, key={"name": "AFD"}, values={"acronym": "AFD", "visibility": "public"}
    )

    assert first.pk == again.pk == third.pk
    assert third.version == 2
    actions = AuditEntry.objects.filter(model="programmes.donor").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["created", "changed"]
