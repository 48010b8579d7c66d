import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from teranga.directory.enums import EntryChangeState, TwinState
from teranga.directory.models import EntryChange, EntryLink, TwinProposal
from teranga.directory.services.own_entry import save_own_entry
from teranga.directory.services.twins import propose_twins
from tests.factories.directory import make_mapped


@pytest.fixture
def change(crpm):
    organisation = make_mapped(programme=crpm)
    return save_own_entry(
        organisation, values={"nom": "Autre nom"}, consents={}, today=timezone.localdate()
    )


@pytest.fixture
def twin(crpm):
    make_mapped(programme=crpm, nom="Association des femmes de Kolda", sigle="")
    other = make_mapped(programme=crpm, nom="Assocation des femmes de Kolda", sigle="")
    return propose_twins(other)[0]


LISTS = ["entry-change-list", "twin-list", "reminder-list"]


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_for_those_who_vouch(sign_in, reader, name):
    assert sign_in(reader).get(reverse(f"directory:{name}")).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_empty_list_says_so(sign_in, officer, name):
    assert sign_in(officer).get(reverse(f"directory:{name}")).status_code == 200


def test_change_shows_before_and_after(sign_in, officer, change):
    page = sign_in(officer).get(reverse("directory:entry-change-list")).content.decode()

    assert "<del><bdi>Association de la Teranga</bdi></del>" in page
    assert "<ins><bdi>Autre nom</bdi></ins>" in page


def test_change_accept_writes_then_conflicts(sign_in, officer, change):
    client = sign_in(officer)
    address = reverse("directory:entry-change-accept", args=[change.pk])

    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
    assert EntryChange.objects.get().state == EntryChangeState.ACCEPTED


def test_change_decline_owes_a_reason(sign_in, officer, change):
    client = sign_in(officer)
    address = reverse("directory:entry-change-decline", args=[change.pk])

    client.post(address, {"reason": ""})
    assert EntryChange.objects.get().state == EntryChangeState.PROPOSED

    client.post(address, {"reason": "Nom déjà pris"})
    assert EntryChange.objects.get().state == EntryChangeState.DECLINED


def test_change_is_hidden_from_a_reader(sign_in, reader, change):
    address = reverse("directory:entry-change-accept", args=[change.pk])

    assert sign_in(reader).post(address).status_code == 404


@pytest.mark.parametrize(
    ("order", "state"), [("merge", TwinState.MERGED), ("distinguish", TwinState.DISTINCT)]
)
def test_twin_is_decided_then_undone(sign_in, officer, twin, order, state):
    client = sign_in(officer)

    client.post(reverse(f"directory:twin-{order}", args=[twin.pk]))
    assert TwinProposal.objects.get().state == state

    client.post(reverse("directory:twin-undo", args=[twin.pk]))
    assert TwinProposal.objects.get().state == TwinState.PROPOSED


def test_link_is_shown_once_and_can_be_closed(sign_in, officer, crpm):
    organisation = make_mapped(programme=crpm)
    client = sign_in(officer)

    page = client.post(reverse("directory:entry-link-create", args=[organisation.pk]))
    assert "/directory/own/" in page.content.decode()

    client.post(reverse("directory:entry-link-revoke", args=[EntryLink.objects.get().pk]))
    assert EntryLink.objects.get().revoked_at is not None


def test_reminders_go_to_entries_of_more_than_a_year(sign_in, officer, crpm):
    old = timezone.localdate() - dt.timedelta(days=400)
    make_mapped(programme=crpm, on=old)
    make_mapped(programme=crpm, on=timezone.localdate(), nom="Fraîche")

    sign_in(officer).post(reverse("directory:reminder-list"))

    (letter,) = mail.outbox
    assert letter.to == ["contact@teranga.example.org"]
    assert "/directory/own/" in letter.body
