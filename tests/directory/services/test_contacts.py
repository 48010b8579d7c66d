import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import AuditEntry
from teranga.directory.models import Contact
from teranga.directory.services.contacts import (
    add_contact,
    change_contact_consent,
    withdraw_contact,
)
from tests.factories.directory import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(crpm, countries):
    return make_organisation(programme=crpm, country=countries["SEN"])


def contact_of(organisation, by, consent="public"):
    return add_contact(
        organisation, kind="email", value="bureau@example.org", label="", consent=consent, by=by
    )


@pytest.mark.parametrize(
    ("consent", "seen_by_public", "seen_by_reader"),
    [("public", 1, 1), ("network", 0, 1), ("storage", 0, 0)],
)
def test_add_contact_shows_as_far_as_consent_goes(
    organisation, officer, reader, consent, seen_by_public, seen_by_reader
):
    contact_of(organisation, officer, consent)

    assert Contact.objects.visible_to(AnonymousUser()).count() == seen_by_public
    assert Contact.objects.visible_to(reader).count() == seen_by_reader
    assert Contact.objects.visible_to(officer).count() == 1


def test_add_contact_never_shows_more_than_its_organisation(crpm, officer):
    hidden = make_organisation(programme=crpm, visibility="private")

    assert contact_of(hidden, officer).visibility == "private"


def test_add_contact_needs_the_right(organisation, reader):
    with pytest.raises(PermissionDenied):
        contact_of(organisation, reader)


def test_add_contact_keeps_its_value_out_of_the_audit(organisation, officer):
    contact_of(organisation, officer)

    assert not AuditEntry.objects.filter(detail__icontains="bureau@example.org").exists()


def test_change_contact_consent_closes_at_once(organisation, officer):
    contact = contact_of(organisation, officer)

    change_contact_consent(contact, consent="storage", by=officer)

    assert not Contact.objects.visible_to(AnonymousUser()).exists()


def test_withdraw_contact_forgets_its_value(organisation, officer):
    contact = contact_of(organisation, officer)

    withdraw_contact(contact, by=officer)

    contact.refresh_from_db()
    assert (contact.value, contact.visibility, contact.is_archived) == ("—", "private", True)
    with pytest.raises(InvalidTransitionError):
        withdraw_contact(contact, by=officer)


def test_withdraw_contact_needs_the_right(organisation, officer, reader):
    contact = contact_of(organisation, officer)

    with pytest.raises(PermissionDenied):
        withdraw_contact(contact, by=reader)
