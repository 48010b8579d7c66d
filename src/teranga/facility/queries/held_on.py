"""What the facility holds on someone, found by the address they wrote or by their account."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from teranga.accounts.models import User
from teranga.directory.enums import ContactKind
from teranga.directory.models import Contact, Person
from teranga.facility.models import (
    ActionFocalPoint,
    CommitteeVoice,
    ExpertiseRequest,
    Participant,
    RequestDraft,
)


def addresses_of(subject: models.Model) -> list[str]:
    """Return the e-mail addresses known of an account or of a person of the directory."""
    if isinstance(subject, User):
        return [subject.email]
    if not isinstance(subject, Person):
        return []
    rows = Contact.objects.filter(person=subject, kind=ContactKind.EMAIL)
    own = [subject.account.email] if subject.account else []
    return [*own, *rows.values_list("value", flat=True)]


def _written(column: str, subject: models.Model) -> Q:
    asked = Q(pk=None)
    for address in addresses_of(subject):
        asked |= Q(**{f"{column}__iexact": address})
    return asked


def drafts_held_on(subject: models.Model) -> Iterable[RequestDraft]:
    return RequestDraft.objects.filter(_written("email", subject))


def requests_held_on(subject: models.Model) -> Iterable[ExpertiseRequest]:
    return ExpertiseRequest.objects.filter(_written("contact_email", subject))


def focal_points_held_on(subject: models.Model) -> Iterable[ActionFocalPoint]:
    asked = _written("email", subject)
    if isinstance(subject, User):
        asked |= Q(account=subject)
    return ActionFocalPoint.objects.filter(asked)


def participants_held_on(subject: models.Model) -> Iterable[Participant]:
    return Participant.objects.filter(_written("email", subject))


def voices_held_on(subject: models.Model) -> Iterable[CommitteeVoice]:
    if not isinstance(subject, User):
        return []
    return CommitteeVoice.objects.filter(member=subject)
