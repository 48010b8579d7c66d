"""Writing people and their mandates. A name is shown no more widely than its owner agreed."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.enums import ConsentPurpose
from teranga.accounts.models import Consent
from teranga.accounts.queries.consents import consents_of, has_consent
from teranga.accounts.services.consents import give_consent, withdraw_consent
from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction, Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.partial_dates import PartialDate
from teranga.core.services.locking import lock, lock_current, lock_version, owner_of
from teranga.directory.models import Contact, Mandate, Organisation, Person
from teranga.directory.permissions import (
    can_archive_person,
    can_change_mandate,
    can_change_person,
    can_create_person,
)
from teranga.directory.queries.person_details import PersonDetails
from teranga.directory.queries.visibility import narrowest, opened_by


def _fill(person: Person, details: PersonDetails) -> None:
    for name in PersonDetails.__slots__:
        setattr(person, name, getattr(details, name))


@transaction.atomic
def create_person(*, details: PersonDetails, by: object) -> Person:
    """Add someone, private until they agree to be shown more widely."""
    person = Person(owner_id=owner_of(by), visibility=Visibility.PRIVATE)
    _fill(person, details)
    if not can_create_person(by, person):
        raise PermissionDenied
    person.full_clean()
    person.save()
    return person


@transaction.atomic
def update_person(person: Person, *, details: PersonDetails, version: int, by: object) -> Person:
    locked = lock_version(person, version)
    if not can_change_person(by, locked):
        raise PermissionDenied
    _fill(locked, details)
    if not can_change_person(by, locked):
        raise PermissionDenied
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def record_person_consent(
    person: Person,
    *,
    purpose: ConsentPurpose,
    text_language: str,
    given_at: dt.datetime,
    by: object,
) -> Consent:
    """Note what the person agreed to; only then may the name be shown that widely."""
    locked = lock_current(person)
    if not can_change_person(by, locked):
        raise PermissionDenied
    if has_consent(locked, purpose):
        raise InvalidTransitionError(_("This consent is already recorded."))
    consent = give_consent(locked, purpose=purpose, language=text_language, at=given_at)
    follow_consents(locked)
    return consent


@transaction.atomic
def withdraw_person_consent(
    person: Person, *, purpose: ConsentPurpose, withdrawn_at: dt.datetime, by: object
) -> Person:
    """Take a consent back: what it opened is closed everywhere at once."""
    locked = lock(person)
    if not can_change_person(by, locked):
        raise PermissionDenied
    if withdraw_consent(locked, purpose=purpose, at=withdrawn_at) is None:
        raise InvalidTransitionError(_("This consent is not in force."))
    follow_consents(locked)
    return locked


def follow_consents(person: Person) -> None:
    """Show the person, their mandates and their contacts as far as the consents in force go."""
    in_force = consents_of(person).filter(withdrawn_at__isnull=True)
    levels = [opened_by(consent.purpose) for consent in in_force] or [Visibility.PRIVATE]
    widest = next(level for level in Visibility if level in levels)
    if person.visibility != widest:
        person.visibility = widest
        person.full_clean()
        person.save(update_fields=["visibility"])
    for mandate in Mandate.objects.filter(person=person).exclude(visibility=widest):
        mandate.visibility = widest
        mandate.save(update_fields=["visibility"])
    for contact in Contact.objects.current().filter(person=person):
        level = narrowest(widest, opened_by(contact.consent))
        if contact.visibility != level:
            contact.visibility = level
            contact.save(update_fields=["visibility"])


@transaction.atomic
def archive_person(person: Person, *, by: object) -> Person:
    locked = lock(person)
    if not can_archive_person(by, locked):
        raise PermissionDenied
    if locked.is_archived:
        raise InvalidTransitionError(_("This entry has already been put away."))
    locked.archive()
    return locked


@transaction.atomic
def start_mandate(
    person: Person,
    *,
    organisation: Organisation,
    title: str,
    starts_on: PartialDate | None,
    by: object,
) -> Mandate:
    locked = lock_current(person)
    if not can_change_person(by, locked):
        raise PermissionDenied
    mandate = Mandate(
        person=locked,
        organisation=organisation,
        title=title,
        visibility=locked.visibility,
        owner_id=owner_of(by),
        **locked.scope(),
    )
    mandate.starts_on = starts_on
    mandate.full_clean()
    mandate.save()
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, ends_on: PartialDate, by: object) -> Mandate:
    locked = lock_current(mandate)
    if not can_change_mandate(by, locked):
        raise PermissionDenied
    if locked.ends_on is not None:
        raise InvalidTransitionError(_("This mandate has already ended."))
    if locked.starts_on is not None and ends_on.earliest < locked.starts_on.earliest:
        raise ValidationError({"ends_on": _("The end is before the start.")})
    locked.ends_on = ends_on
    locked.full_clean()
    locked.save(update_fields=["ends_on"])
    return locked


def note_reading(people: list[Person], *, where: str) -> None:
    """Leave one line that these people's data were shown to whoever acts."""
    if not people:
        return
    single = people[0].pk if len(people) == 1 else where
    write_audit(
        AuditAction.READ,
        Person,
        single,
        detail={"where": where, "people": [str(person.pk) for person in people]},
    )
