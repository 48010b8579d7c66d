"""The door, on one model, role by role; the whole house is walked in tests/house/."""

import pytest
from django.contrib.auth.models import AnonymousUser

from teranga.core.models import AuditEntry
from teranga.core.services.audit_chain import broken_links, link_new_entries
from teranga.directory.models import Organisation
from tests.factories.accounts import make_user
from tests.factories.directory import make_organisation
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def names_seen_by(user):
    return {row.name for row in Organisation.objects.visible_to(user)}


def test_visible_to_opens_each_level_to_those_it_names(countries):
    crpm, mieux = make_programme(), make_programme()
    senegal, mali = countries["SEN"], countries["MLI"]
    for level in ["public", "network", "programme", "committee", "private"]:
        make_organisation(name=level, visibility=level, programme=crpm, country=senegal)

    assert names_seen_by(AnonymousUser()) == {"public"}
    assert names_seen_by(make_user()) == {"public"}
    assert names_seen_by(make_user("reader", programme=mieux)) == {"public", "network"}
    assert names_seen_by(make_user("coder", programme=crpm)) == {"public", "network", "programme"}
    assert names_seen_by(make_user("steering", programme=crpm)) == {
        "public",
        "network",
        "programme",
        "committee",
    }
    everything = {"public", "network", "programme", "committee", "private"}
    assert names_seen_by(make_user("officer", programme=crpm, country=senegal)) == everything
    assert names_seen_by(make_user("officer", programme=crpm, country=mali)) == everything - {
        "private"
    }
    assert names_seen_by(make_user("officer", programme=mieux)) == {"public", "network"}
    assert names_seen_by(make_user("administrator")) == everything


def test_audit_chain_names_an_altered_line():
    make_programme()
    make_programme()
    link_new_entries()
    assert list(broken_links()) == []
    second = AuditEntry.objects.order_by("position")[1]

    AuditEntry.objects.filter(pk=second.pk).update(label="forged")

    assert [(link.position, link.reason) for link in broken_links()] == [(2, "altered")]
