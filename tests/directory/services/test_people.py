import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from teranga.core.exceptions import InvalidTransitionError, StaleEditError
from teranga.core.partial_dates import PartialDate
from teranga.directory.models import Contact, Mandate, Person
from teranga.directory.services.contacts import add_contact
from teranga.directory.services.people import (
    PersonDetails,
    archive_person,
    create_person,
    end_mandate,
    record_person_consent,
    start_mandate,
    update_person,
    withdraw_person_consent,
)
from tests.factories.directory import make_organisation, make_person

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def person(crpm, countries):
    return make_person(programme=crpm, country=countries["SEN"])


def test_create_person_is_private(crpm, officer, reader):
    person = create_person(details=PersonDetails(family_name="Fictif", programme=crpm), by=officer)

    assert person.visibility == "private"
    assert not Person.objects.visible_to(reader).exists()


def test_create_person_needs_the_right(crpm, focal_point_of_senegal):
    with pytest.raises(PermissionDenied):
        create_person(
            details=PersonDetails(family_name="Fictif", programme=crpm), by=focal_point_of_senegal
        )


def test_update_person_refuses_a_stale_version(person, crpm, officer):
    details = PersonDetails(family_name="Nouveau", programme=crpm)
    update_person(person, details=details, version=1, by=officer)

    with pytest.raises(StaleEditError):
        update_person(person, details=details, version=1, by=officer)


def test_record_person_consent_opens_and_withdrawing_closes_everything(person, crpm, officer):
    start_mandate(
        person, organisation=make_organisation(), title="Présidence", starts_on=None, by=officer
    )
    add_contact(person, kind="email", value="x@example.org", label="", consent="public", by=officer)
    visitor = AnonymousUser()

    record_person_consent(person, purpose="public", text_language="fr", given_at=NOW, by=officer)
    seen = [model.objects.visible_to(visitor).count() for model in (Person, Mandate, Contact)]
    withdraw_person_consent(person, purpose="public", withdrawn_at=NOW, by=officer)

    assert seen == [1, 1, 1]
    assert [m.objects.visible_to(visitor).count() for m in (Person, Mandate, Contact)] == [0, 0, 0]


def test_record_person_consent_is_recorded_once(person, officer):
    record_person_consent(person, purpose="network", text_language="fr", given_at=NOW, by=officer)

    with pytest.raises(InvalidTransitionError):
        record_person_consent(
            person, purpose="network", text_language="fr", given_at=NOW, by=officer
        )


def test_withdraw_person_consent_needs_one_in_force(person, officer):
    with pytest.raises(InvalidTransitionError):
        withdraw_person_consent(person, purpose="public", withdrawn_at=NOW, by=officer)


def test_record_person_consent_needs_the_right(person, reader):
    with pytest.raises(PermissionDenied):
        record_person_consent(person, purpose="public", text_language="fr", given_at=NOW, by=reader)


def test_end_mandate_ends_it_once_and_after_its_start(person, officer):
    mandate = start_mandate(
        person,
        organisation=make_organisation(),
        title="Direction",
        starts_on=PartialDate.parse("2020-05"),
        by=officer,
    )

    with pytest.raises(ValidationError):
        end_mandate(mandate, ends_on=PartialDate.parse("2019"), by=officer)
    assert end_mandate(mandate, ends_on=PartialDate.parse("2021"), by=officer).ends_on.year == 2021
    with pytest.raises(InvalidTransitionError):
        end_mandate(mandate, ends_on=PartialDate.parse("2022"), by=officer)


def test_archive_person_happens_once(person, officer):
    archive_person(person, by=officer)

    with pytest.raises(InvalidTransitionError):
        archive_person(person, by=officer)
    with pytest.raises(InvalidTransitionError):
        start_mandate(
            person, organisation=make_organisation(), title="x", starts_on=None, by=officer
        )
