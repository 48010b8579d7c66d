"""The life of a practice: written, reviewed, published."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country, Source, Theme
from teranga.core.search.index import index_rows
from teranga.core.services.locking import lock_current, lock_version, owner_of
from teranga.core.translated import Translated
from teranga.knowledge.enums import PracticeState, ReviewerKind
from teranga.knowledge.models import (
    CriteriaSet,
    Criterion,
    CriterionRating,
    Practice,
    PracticeReview,
)
from teranga.knowledge.permissions import (
    can_change_practice,
    can_create_practice,
    can_decide_practice,
    can_review_practice,
)
from teranga.knowledge.queries.practices import review_summary
from teranga.programmes.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeDetails:
    title: Translated
    description: Translated
    result: Translated
    conditions: Translated
    kind: str = ""
    institution: str = ""
    origin_code: str = ""
    programme: Programme | None = None
    country: Country | None = None
    source: Source | None = None
    source_page: str = ""


# event → (from, to); everything else is refused.
TRANSITIONS: Mapping[str, tuple[frozenset[PracticeState], PracticeState]] = {
    "submit": (
        frozenset({PracticeState.DRAFT, PracticeState.RETURNED}),
        PracticeState.SUBMITTED,
    ),
    "return": (frozenset({PracticeState.SUBMITTED}), PracticeState.RETURNED),
    "publish": (frozenset({PracticeState.SUBMITTED}), PracticeState.PUBLISHED),
    "decline": (frozenset({PracticeState.SUBMITTED}), PracticeState.DECLINED),
}
# Reviewers come from the whole network: what is under review is open to it, no further.
_OPEN_TO: Mapping[PracticeState, Visibility] = {
    PracticeState.SUBMITTED: Visibility.NETWORK,
    PracticeState.RETURNED: Visibility.PRIVATE,
    PracticeState.DECLINED: Visibility.PRIVATE,
    PracticeState.PUBLISHED: Visibility.PUBLIC,
}
_OPEN_TO_AUTHOR = {PracticeState.DRAFT, PracticeState.RETURNED}


@transaction.atomic
def create_practice(*, details: PracticeDetails, themes: list[Theme], by: object) -> Practice:
    """Open a draft that only its author and the programme team see."""
    practice = Practice(owner_id=owner_of(by), visibility=Visibility.PRIVATE)
    _write(practice, details)
    if not can_create_practice(by, practice):
        raise PermissionDenied
    practice.full_clean()
    practice.save()
    _link(practice, themes)
    return practice


@transaction.atomic
def change_practice(
    practice: Practice, *, details: PracticeDetails, themes: list[Theme], version: int, by: object
) -> Practice:
    locked: Practice = lock_version(practice, version)
    if not can_change_practice(by, locked):
        raise PermissionDenied
    if locked.state not in _OPEN_TO_AUTHOR and not can_decide_practice(by, locked):
        raise InvalidTransitionError(
            _("This practice is being reviewed or is published: ask the programme team.")
        )
    _write(locked, details)
    locked.full_clean()
    locked.save()
    _link(locked, themes)
    return locked


@transaction.atomic
def submit_practice(practice: Practice, *, by: object) -> Practice:
    """Hand the practice to reviewers; it must say what is done, not only what came of it."""
    locked: Practice = lock_current(practice)
    if not can_change_practice(by, locked):
        raise PermissionDenied
    if not str(locked.description).strip():
        raise InvalidTransitionError(
            _("Describe what is done and how: reviewers cannot judge a result alone.")
        )
    return _move(locked, "submit")


@transaction.atomic
def review_practice(
    practice: Practice,
    *,
    criteria_set: CriteriaSet,
    marks: Mapping[Criterion, int],
    remarks: str,
    reviewer_kind: ReviewerKind,
    by: object,
) -> PracticeReview:
    """Record one reviewer's marks; the same reviewer does not review twice."""
    locked: Practice = lock_current(practice)
    if not can_review_practice(by, locked):
        raise PermissionDenied
    if locked.state != PracticeState.SUBMITTED:
        raise InvalidTransitionError(_("This practice is not under review."))
    outside = [mark for mark in marks.values() if mark not in criteria_set.marks]
    if outside or not marks:
        raise ValidationError(_("Give at least one mark, within the scale of the set."))
    review = PracticeReview(
        practice=locked,
        criteria_set=criteria_set,
        reviewer_kind=reviewer_kind,
        remarks=remarks,
        visibility=Visibility.COMMITTEE if locked.programme_id else Visibility.PRIVATE,
        owner_id=owner_of(by),
        **locked.scope(),
    )
    review.full_clean()
    review.save()
    CriterionRating.objects.bulk_create(
        CriterionRating(review=review, criterion=criterion, mark=mark)
        for criterion, mark in marks.items()
    )
    return review


@transaction.atomic
def publish_practice(practice: Practice, *, by: object) -> Practice:
    """Publish what enough reviewers have judged; when they disagree, one more is needed."""
    locked: Practice = lock_current(practice)
    if not can_decide_practice(by, locked):
        raise PermissionDenied
    if locked.state == PracticeState.SUBMITTED:
        missing = review_summary(by, locked).missing
        if missing:
            raise InvalidTransitionError(missing)
    moved = _move(locked, "publish")
    PracticeReview.objects.filter(practice=moved).update(visibility=Visibility.PUBLIC)
    return moved


@transaction.atomic
def return_practice(practice: Practice, *, reason: str, by: object) -> Practice:
    return _decide(practice, "return", reason=reason, by=by)


@transaction.atomic
def decline_practice(practice: Practice, *, reason: str, by: object) -> Practice:
    return _decide(practice, "decline", reason=reason, by=by)


def _decide(practice: Practice, event: str, *, reason: str, by: object) -> Practice:
    locked: Practice = lock_current(practice)
    if not can_decide_practice(by, locked):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why: the author reads it."))
    locked.state_reason = reason.strip()
    return _move(locked, event)


def _move(locked: Practice, event: str) -> Practice:
    origins, target = TRANSITIONS[event]
    if locked.state not in origins:
        raise InvalidTransitionError(
            _("This practice is “%(state)s”: that step is not open.")
            % {"state": locked.get_state_display()}
        )
    locked.state = target
    locked.visibility = _OPEN_TO[target]
    if event in ("submit", "publish"):
        locked.state_reason = ""
    locked.full_clean()
    locked.save()
    return locked


def _write(practice: Practice, details: PracticeDetails) -> None:
    for name in PracticeDetails.__slots__:
        setattr(practice, name, getattr(details, name))


def _link(practice: Practice, themes: list[Theme]) -> None:
    practice.themes.set(themes)
    practice.countries.set([practice.country] if practice.country else [])
    index_rows([practice])
