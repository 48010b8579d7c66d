"""Lists of choices, and the two tables of what may become what."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionnaireState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    PUBLISHED = "published", _("open to answers")
    CLOSED = "closed", _("closed")


class VersionState(models.TextChoices):
    """An old version still takes the answers that devices started with it."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("in use")
    SUPERSEDED = "superseded", _("replaced")


class Audience(models.TextChoices):
    """Who may see the answer to one question, once the whole is approved."""

    PUBLIC = "public", _("everyone")
    NETWORK = "network", _("the network")
    TEAM = "team", _("the team only")


class Channel(models.TextChoices):
    """How an answer came in."""

    OPENROSA = "openrosa", _("mobile app")
    BROWSER = "browser", _("this site")
    CORRECTION = "correction", _("correction by the team")
    DEMO = "demo", _("demonstration")


class SubmissionState(models.TextChoices):
    RECEIVED = "received", _("received")
    HAS_ISSUES = "has_issues", _("has issues")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")


class ReviewOrder(models.TextChoices):
    """What a reviewer may order."""

    APPROVE = "approve", _("Approve")
    RAISE_ISSUES = "raise_issues", _("Ask for a correction")
    REJECT = "reject", _("Reject")
    REOPEN = "reopen", _("Look at it again")


class ReviewEventKind(models.TextChoices):
    STATE = "state", _("decision")
    COMMENT = "comment", _("comment")
    CORRECTION = "correction", _("correction")


class QuarantineReason(models.TextChoices):
    UNKNOWN_FORM = "unknown_form", _("unknown questionnaire")
    UNKNOWN_VERSION = "unknown_version", _("unknown version")
    CLOSED = "closed", _("closed questionnaire")
    NO_IDENTITY = "no_identity", _("answer without identity")


class QuarantineState(models.TextChoices):
    WAITING = "waiting", _("waiting for a person")
    ADMITTED = "admitted", _("taken in")
    DISMISSED = "dismissed", _("put away")


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states an order leads where, and whether it needs a reason in words."""

    sources: frozenset[str]
    target: str
    needs_reason: bool = False


REVIEW_TRANSITIONS: dict[str, Transition] = {
    ReviewOrder.APPROVE: Transition(
        frozenset({SubmissionState.RECEIVED, SubmissionState.HAS_ISSUES}), SubmissionState.APPROVED
    ),
    ReviewOrder.RAISE_ISSUES: Transition(
        frozenset({SubmissionState.RECEIVED, SubmissionState.APPROVED}),
        SubmissionState.HAS_ISSUES,
        needs_reason=True,
    ),
    ReviewOrder.REJECT: Transition(
        frozenset({SubmissionState.RECEIVED, SubmissionState.HAS_ISSUES, SubmissionState.APPROVED}),
        SubmissionState.REJECTED,
        needs_reason=True,
    ),
    ReviewOrder.REOPEN: Transition(
        frozenset({SubmissionState.REJECTED, SubmissionState.HAS_ISSUES}), SubmissionState.RECEIVED
    ),
}

QUESTIONNAIRE_TRANSITIONS: dict[str, Transition] = {
    "publish": Transition(
        frozenset({QuestionnaireState.DRAFT, QuestionnaireState.PUBLISHED}),
        QuestionnaireState.PUBLISHED,
    ),
    "close": Transition(frozenset({QuestionnaireState.PUBLISHED}), QuestionnaireState.CLOSED),
    "reopen": Transition(frozenset({QuestionnaireState.CLOSED}), QuestionnaireState.PUBLISHED),
}
