"""What the directory holds on someone: a person of the directory, or the account of one."""

from collections.abc import Iterable

from django.db import models

from teranga.accounts.models import User
from teranga.directory.models import (
    CommitteeMembership,
    Contact,
    FocalPoint,
    Mandate,
    Person,
    SheetImport,
)


def people_of(subject: models.Model) -> list[Person]:
    """Return the entries of a subject; archived ones are held too."""
    if isinstance(subject, Person):
        return [subject]
    return list(Person.objects.filter(account=subject)) if isinstance(subject, User) else []


def contacts_held_on(subject: models.Model) -> Iterable[Contact]:
    return Contact.objects.filter(person__in=people_of(subject))


def mandates_held_on(subject: models.Model) -> Iterable[Mandate]:
    return Mandate.objects.filter(person__in=people_of(subject)).select_related("organisation")


def focal_points_held_on(subject: models.Model) -> Iterable[FocalPoint]:
    return FocalPoint.objects.filter(person__in=people_of(subject)).select_related("seat__country")


def committee_seats_held_on(subject: models.Model) -> Iterable[CommitteeMembership]:
    rows = CommitteeMembership.objects.filter(person__in=people_of(subject))
    return rows.select_related("committee", "organisation")


def imports_held_on(subject: models.Model) -> Iterable[SheetImport]:
    return SheetImport.objects.filter(owner=subject) if isinstance(subject, User) else []
