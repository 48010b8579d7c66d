"""Questionnaires put to the participants of an activity, and what they answered.

A questionnaire is linked to an activity by the personal links that are about it: one that the
room shares, and one for each participant whose address is known.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from teranga.core.translated import Translated
from teranga.facility.models import Activity
from teranga.facility.permissions import can_change_activity
from teranga.facility.permissions.feedback import can_ask_feedback
from teranga.facility.queries.evaluations import SMALLEST_BASE
from teranga.surveys.enums import SubmissionState
from teranga.surveys.models import PersonalLink, Questionnaire, QuestionnaireVersion, Submission
from teranga.surveys.queries.questionnaires import questionnaires_visible_to

ABOUT = "facility.activity"
_CHOICES = {"select_one", "select_multiple"}
_NUMBERS = {"integer", "decimal", "range"}
_MOST_VALUES = 11


@dataclass(frozen=True, slots=True)
class AnswerCount:
    label: str
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """How often each answer was given; a mean of numbers only from five answers on."""

    label: str
    n_answers: int
    counts: Sequence[AnswerCount]
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """One questionnaire put to the participants, and what came back."""

    questionnaire: Questionnaire
    # The link the room shares; none once it is closed.
    link: PersonalLink | None
    n_written: int
    n_answers: int
    results: Sequence[QuestionResult]
    may_change: bool
    is_fictitious: bool = False

    @property
    def is_small(self) -> bool:
        return 0 < self.n_answers < SMALLEST_BASE


def links_about(activity: Activity) -> QuerySet[PersonalLink]:
    rows: QuerySet[PersonalLink] = PersonalLink.objects.current().filter(
        about_model=ABOUT, about_id=str(activity.pk)
    )
    return rows


def shared_links(activity: Activity) -> QuerySet[PersonalLink]:
    """Return the links in force that a whole room shares: those without an address."""
    return links_about(activity).filter(email="", revoked_at__isnull=True)


def questionnaires_to_ask(user: object, activity: Activity) -> list[Questionnaire]:
    """Return what may be put to the participants: in use, open to links, kept by this team."""
    rows = questionnaires_visible_to(user).filter(is_open_to_invited=True)
    return [row for row in rows if row.is_open and can_ask_feedback(user, activity, row)]


def feedback_of_activity(user: object, activity: Activity) -> list[Feedback]:
    """Return what was asked and answered, for the team of the activity."""
    if not can_change_activity(user, activity):
        return []
    links = list(links_about(activity))
    asked = {link.questionnaire_id for link in links}
    rows = Questionnaire.objects.visible_to(user).filter(pk__in=asked).order_by("form_id")
    return [
        _feedback(
            activity,
            questionnaire,
            [link for link in links if link.questionnaire_id == questionnaire.pk],
            may_change=can_ask_feedback(user, activity, questionnaire),
        )
        for questionnaire in rows
    ]


def _feedback(
    activity: Activity,
    questionnaire: Questionnaire,
    links: Sequence[PersonalLink],
    *,
    may_change: bool,
) -> Feedback:
    received = list(
        Submission.objects.filter(
            link__in=[link.pk for link in links],
            questionnaire=questionnaire,
            replaced_by__isnull=True,
            archived_at__isnull=True,
        )
        .exclude(state=SubmissionState.REJECTED)
        .values_list("answers", "is_fictitious")
    )
    answers = [given for given, _is_fictitious in received]
    version = questionnaire.published_version
    open_links = [link for link in links if not link.email and link.revoked_at is None]
    return Feedback(
        questionnaire=questionnaire,
        link=open_links[0] if open_links else None,
        n_written=sum(bool(link.email) for link in links),
        n_answers=len(answers),
        results=list(results_of_answers(version, answers)) if version and answers else [],
        may_change=may_change,
        is_fictitious=any(is_fictitious for _given, is_fictitious in received),
    )


def results_of_answers(
    version: QuestionnaireVersion, answers: Sequence[Mapping[str, Any]]
) -> Iterable[QuestionResult]:
    """Yield what closed questions and numbers say; words are read one by one, not here."""
    for question in version.questions:
        given = [row[question["path"]] for row in answers if row.get(question["path"]) is not None]
        if not given:
            continue
        label = str(Translated(question["label"] or {})) or question["name"]
        if question["type"] in _CHOICES:
            yield _of_choices(label, given, version.choices.get(question["list"], []))
        elif question["type"] in _NUMBERS:
            yield _of_numbers(label, given)


def _of_choices(
    label: str, given: Sequence[Any], options: Sequence[Mapping[str, Any]]
) -> QuestionResult:
    chosen = Counter(
        name for answer in given for name in (answer if isinstance(answer, list) else [answer])
    )
    longest = max(chosen.values())
    counts = [
        AnswerCount(
            str(Translated(option["label"])) or option["name"],
            chosen[option["name"]],
            chosen[option["name"]] / longest,
        )
        for option in options
    ]
    return QuestionResult(label, len(given), counts)


def _of_numbers(label: str, given: Sequence[Any]) -> QuestionResult:
    numbers = [value for value in given if isinstance(value, int | float)]
    values = Counter(numbers)
    longest = max(values.values(), default=1)
    is_short = len(values) <= _MOST_VALUES
    counts = [
        AnswerCount(f"{value:g}", n, n / longest)
        for value, n in sorted(values.items(), reverse=True)
        if is_short
    ]
    mean = sum(numbers) / len(numbers) if len(numbers) >= SMALLEST_BASE else None
    return QuestionResult(label, len(numbers), counts, mean)
