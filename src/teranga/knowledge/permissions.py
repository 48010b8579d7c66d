"""Who may do what with knowledge; the verbs of each role are in `accounts/access_matrix.yaml`."""

from teranga.core.models import Publishable
from teranga.core.viewer import viewer_of
from teranga.knowledge.models import (
    CriteriaSet,
    Deliverable,
    Lesson,
    Practice,
    PracticeReview,
    Reuse,
)


def _may(user: object, verb: str, noun: str, thing: Publishable) -> bool:
    return viewer_of(user).may(verb, noun, **thing.scope())  # type: ignore[arg-type]


def can_create_practices(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "practice")


def can_create_practice(user: object, practice: Practice) -> bool:
    return _may(user, "create", "practice", practice)


def can_change_practice(user: object, practice: Practice) -> bool:
    """Say whether someone wrote it, or may change what others wrote."""
    viewer = viewer_of(user)
    is_author = viewer.is_known and practice.owner_id == viewer.user_id
    return is_author or _may(user, "change", "practice", practice)


def can_review_practice(user: object, practice: Practice) -> bool:
    """Nobody judges what they wrote."""
    viewer = viewer_of(user)
    is_author = viewer.is_known and practice.owner_id == viewer.user_id
    return not is_author and _may(user, "create", "practice_review", practice)


def can_decide_practice(user: object, practice: Practice) -> bool:
    return _may(user, "manage", "practice", practice)


def can_read_reviews(user: object, practice: Practice) -> bool:
    return can_change_practice(user, practice) or can_decide_practice(user, practice)


def is_reviewer(user: object, review: PracticeReview) -> bool:
    return viewer_of(user).is_known and review.owner_id == viewer_of(user).user_id


def can_create_deliverables(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "deliverable")


def can_create_deliverable(user: object, deliverable: Deliverable) -> bool:
    return _may(user, "create", "deliverable", deliverable)


def can_change_deliverable(user: object, deliverable: Deliverable) -> bool:
    return _may(user, "change", "deliverable", deliverable)


def can_create_lessons(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "lesson")


def can_create_lesson(user: object, lesson: Lesson) -> bool:
    return _may(user, "create", "lesson", lesson)


def can_create_reuses(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "reuse")


def can_create_reuse(user: object, reuse: Reuse) -> bool:
    return _may(user, "create", "reuse", reuse)


def can_create_criteria_sets(user: object) -> bool:
    return viewer_of(user).may_somewhere("create", "criteria_set")


def can_create_criteria_set(user: object, criteria_set: CriteriaSet) -> bool:
    return _may(user, "create", "criteria_set", criteria_set)
