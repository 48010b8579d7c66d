import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from teranga.directory.models import EntryChange, EntryLink, Organisation
from teranga.directory.services.entry_links import create_entry_link, token_of
from tests.factories.accounts import make_user
from tests.factories.directory import make_mapped


@pytest.fixture
def organisation(crpm):
    return make_mapped(programme=crpm)


@pytest.fixture
def token(organisation):
    return token_of(create_entry_link(organisation, today=timezone.localdate(), by=None))


def address(name, token):
    return reverse(f"directory:{name}", args=[token])


def address_of_list():
    return reverse("directory:own-entry-list")


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


@pytest.fixture
def keeper(client, db):
    """Someone signed in, whose organisation received a link."""
    account = make_user()
    client.force_login(account)
    return account


def test_account_that_opened_the_link_keeps_the_entry_without_it(
    client, keeper, organisation, token
):
    assert "Association de la Teranga" not in client.get(address_of_list()).content.decode()

    client.post(address("own-entry-keep", token))
    shelf = client.get(address_of_list()).content.decode()
    link = EntryLink.objects.get()
    opened = client.post(reverse("directory:own-entry-open", args=[link.pk]))

    assert "Association de la Teranga" in shelf
    assert opened.url == address("own-entry", token)
    assert address_of_list() in client.get(reverse("portal:home-private")).content.decode()


def test_account_keeps_the_entry_when_the_year_is_over(client, keeper, organisation, token):
    client.post(address("own-entry-keep", token))
    EntryLink.objects.update(expires_on=timezone.localdate() - dt.timedelta(days=1))

    opened = client.post(
        reverse("directory:own-entry-open", args=[EntryLink.objects.get().pk]), follow=True
    )

    assert opened.status_code == 200
    assert "Association de la Teranga" in opened.content.decode()
    assert EntryLink.objects.get(revoked_at=None).kept_by == keeper


def test_a_link_that_the_team_closed_opens_to_no_account(client, keeper, token):
    client.post(address("own-entry-keep", token))
    EntryLink.objects.update(revoked_at=timezone.now())
    link = EntryLink.objects.get()

    assert client.post(reverse("directory:own-entry-open", args=[link.pk])).status_code == 404
    assert client.post(address("own-entry-keep", token)).status_code == 404


def test_an_entry_is_kept_by_one_account(client, keeper, token):
    EntryLink.objects.update(kept_by=make_user())
    link = EntryLink.objects.get()

    refused = client.post(address("own-entry-keep", token), HTTP_ACCEPT_LANGUAGE="en")

    assert refused.status_code == 409
    assert "Another account" in refused.content.decode()
    assert client.post(reverse("directory:own-entry-open", args=[link.pk])).status_code == 404


def test_a_stranger_signs_in_before_keeping(client, db, token):
    assert client.post(address("own-entry-keep", token)).url.startswith("/account/login/")
    assert EntryLink.objects.get().kept_by is None
