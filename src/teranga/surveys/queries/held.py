"""What questionnaires hold on one account or person, for whoever asks to see or erase it."""

from collections.abc import Iterable

from django.db.models import Model, Q

from teranga.surveys.models import (
    FieldKey,
    Filling,
    PersonalLink,
    QuarantinedPost,
    ReviewEvent,
    Submission,
    SubmissionFile,
)


def _addresses(subject: Model) -> list[str]:
    email = str(getattr(subject, "email", "") or "")
    return [email] if email else []


def _links(subject: Model) -> Q:
    condition = Q(pk=None)
    for email in _addresses(subject):
        condition |= Q(email__iexact=email)
    return condition


def links_held_on(subject: Model) -> Iterable[PersonalLink]:
    return PersonalLink.objects.filter(_links(subject))


def keys_held_on(subject: Model) -> Iterable[FieldKey]:
    return FieldKey.objects.filter(holder_id=subject.pk)


def _answers(subject: Model) -> Q:
    """Answers sent from an account, or through a link written to its address."""
    links = PersonalLink.objects.filter(_links(subject))
    return Q(owner_id=subject.pk) | Q(link__in=links)


def submissions_held_on(subject: Model) -> Iterable[Submission]:
    return Submission.objects.filter(_answers(subject)).select_related("questionnaire")


def files_held_on(subject: Model) -> Iterable[SubmissionFile]:
    answers = Submission.objects.filter(_answers(subject))
    return SubmissionFile.objects.filter(submission__in=answers)


def quarantined_held_on(subject: Model) -> Iterable[QuarantinedPost]:
    links = PersonalLink.objects.filter(_links(subject))
    condition = Q(owner_id=subject.pk) | Q(link__in=links) | Q(key__holder_id=subject.pk)
    return QuarantinedPost.objects.filter(condition)


def events_held_on(subject: Model) -> Iterable[ReviewEvent]:
    return ReviewEvent.objects.filter(by_id=subject.pk)


def fillings_held_on(subject: Model) -> Iterable[Filling]:
    links = PersonalLink.objects.filter(_links(subject))
    return Filling.objects.filter(link__in=links)
