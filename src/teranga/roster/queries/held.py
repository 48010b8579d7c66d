"""What the roster holds on someone: a person of the directory, or the account of one."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from teranga.accounts.models import User
from teranga.directory.models import Person
from teranga.roster.models import ExpertProfile, Nomination, PastDeployment, RosterImport


def profiles_of(subject: models.Model) -> list[ExpertProfile]:
    """Return the profiles of a subject, archived ones too."""
    if isinstance(subject, Person):
        return list(ExpertProfile.objects.filter(person=subject))
    if isinstance(subject, User):
        own = Q(owner=subject) | Q(person__account=subject)
        return list(ExpertProfile.objects.filter(own))
    return []


def deployments_held_on(subject: models.Model) -> Iterable[PastDeployment]:
    return PastDeployment.objects.filter(profile__in=profiles_of(subject))


def nominations_held_on(subject: models.Model) -> Iterable[Nomination]:
    """Return what was said of them, and what they themselves said of others."""
    about = Q(profile__in=profiles_of(subject))
    if isinstance(subject, User):
        about |= Q(owner=subject)
    return Nomination.objects.filter(about)


def imports_held_on(subject: models.Model) -> Iterable[RosterImport]:
    return RosterImport.objects.filter(owner=subject) if isinstance(subject, User) else []
