import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from teranga.directory.models import EntryChange, EntryLink, Organisation
from teranga.directory.services.entry_links import create_entry_link, token_of
from tests.factories.directory import make_mapped


@pytest.fixture
def organisation(crpm):
    return make_mapped(programme=crpm)


@pytest.fixture
def token(organisation):
    return token_of(create_entry_link(organisation, today=timezone.localdate(), by=None))


def address(name, token):
    return reverse(f"directory:{name}", args=[token])


def posted(response, **changes):
    """Return what the form held, as a browser would send it, with some answers changed."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    kept = {name: value for name, value in values.items() if value not in (None, False, "")}
    return {name: "on" if value is True else value for name, value in (kept | changes).items()}


def test_link_opens_the_entry_and_is_told_to_nobody(client, organisation, token):
    response = client.get(address("own-entry", token))

    assert "Association de la Teranga" in response.content.decode()
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["own-entry", "own-entry-withdraw"])
def test_forged_link_is_not_found(client, db, name):
    assert client.get(address(name, "forged.token")).status_code == 404


def test_closed_link_is_not_found(client, token):
    EntryLink.objects.update(revoked_at=timezone.now())

    assert client.get(address("own-entry", token)).status_code == 404


def test_old_link_is_not_found(client, token):
    EntryLink.objects.update(expires_on=timezone.localdate() - dt.timedelta(days=1))

    assert client.get(address("own-entry", token)).status_code == 404


def test_plain_answer_is_saved_at_once(client, organisation, token):
    page = client.get(address("own-entry", token))

    response = client.post(address("own-entry", token), posted(page, publics=["femmes"]))

    assert response.status_code == 302
    organisation.refresh_from_db()
    assert organisation.confirmed_on == timezone.localdate()
    assert not EntryChange.objects.exists()


def test_new_name_waits_for_a_moderator(client, organisation, token):
    page = client.get(address("own-entry", token))

    client.post(address("own-entry", token), posted(page, nom="Nouveau nom"))

    assert EntryChange.objects.get().proposed == {"nom": "Nouveau nom"}
    assert Organisation.objects.get().name == "Association de la Teranga"


def test_unknown_choice_is_refused_beside_its_field(client, organisation, token):
    page = client.get(address("own-entry", token))

    response = client.post(address("own-entry", token), posted(page, type_org="pirate"))

    assert response.status_code == 422
    assert "type_org" in response.context["form"].errors


def test_confirming_dates_the_entry(client, organisation, token):
    client.post(address("own-entry-confirm", token))

    organisation.refresh_from_db()
    assert organisation.confirmed_on == timezone.localdate()
    assert EntryLink.objects.get().last_used_at is not None


def test_withdrawing_asks_first_then_closes_everything(client, organisation, token):
    assert client.get(address("own-entry-withdraw", token)).status_code == 200
    organisation.refresh_from_db()
    assert not organisation.is_archived

    client.post(address("own-entry-withdraw", token))

    organisation.refresh_from_db()
    assert (organisation.is_archived, organisation.visibility) == (True, "private")
    assert client.get(address("own-entry", token)).status_code == 404
