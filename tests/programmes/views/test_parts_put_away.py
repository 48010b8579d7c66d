"""A component, a phase or a donor is put away and brought back, never deleted."""

import pytest
from django.test import Client

from teranga.core.models import AuditEntry
from teranga.programmes.models import Component, Donor, Funding, Phase
from tests.factories.accounts import make_user
from tests.programmes.views.test_edits import url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(crpm):
    client = Client()
    client.force_login(make_user("reader", programme=crpm))
    return client


@pytest.fixture
def parts(crpm):
    shared = {"programme": crpm, "visibility": "public"}
    return {
        "components": Component.objects.create(code="C9", name={"fr": "Volet"}, **shared),
        "phases": Phase.objects.create(number=9, **shared),
        "donors": Funding.objects.create(donor=Donor.objects.create(name="Un bailleur"), **shared),
    }


def order(crpm, kind, part, verb):
    return f"/programmes/{crpm.code}/{kind}/{part.pk}/{verb}/"


@pytest.mark.parametrize("kind", ["components", "phases", "donors"])
def test_part_put_away_leaves_the_page_and_comes_back(coordinator, crpm, parts, kind):
    part = parts[kind]

    coordinator.post(order(crpm, kind, part, "archive"))

    part.refresh_from_db()
    assert part.is_archived
    back = order(crpm, kind, part, "restore")
    assert back in coordinator.get(url_of(crpm, "programme-detail")).content.decode()
    assert back not in Client().get(url_of(crpm, "programme-detail")).content.decode()
    coordinator.post(back)
    part.refresh_from_db()
    assert not part.is_archived
    assert AuditEntry.objects.filter(object_id=str(part.pk), action="changed").count() == 2


def test_part_orders_are_refused_to_those_without_the_right(crpm, parts, reader):
    part = parts["components"]

    assert reader.post(order(crpm, "components", part, "archive")).status_code == 403
    assert Client().post(order(crpm, "components", part, "archive")).status_code == 302
    part.refresh_from_db()
    assert not part.is_archived


def test_part_put_away_twice_is_told_and_a_wrong_kind_is_not_found(coordinator, crpm, parts):
    part = parts["phases"]
    coordinator.post(order(crpm, "phases", part, "archive"))

    assert coordinator.post(order(crpm, "phases", part, "archive")).status_code == 409
    assert coordinator.post(order(crpm, "donors", part, "archive")).status_code == 404
    assert coordinator.post(order(crpm, "figures", part, "archive")).status_code == 404
