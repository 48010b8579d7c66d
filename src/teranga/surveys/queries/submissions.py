"""Reading answers: the queue of a reviewer, one answer with its history, its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, Value, When

from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.core.viewer import viewer_of
from teranga.surveys.enums import SubmissionState
from teranga.surveys.models import (
    QuarantinedPost,
    Questionnaire,
    QuestionnaireVersion,
    ReviewEvent,
    Submission,
)
from teranga.surveys.permissions import can_change_questionnaire, can_read_submission


def submissions_visible_to(user: object) -> QuerySet[Submission]:
    """Return the answers in force that the door opens, without their bytes."""
    rows: QuerySet[Submission] = (
        Submission.objects.visible_to(user)
        .filter(replaced_by__isnull=True)
        .select_related("questionnaire", "country", "form_version")
        .defer("raw", "answers", "form_version__xform", "form_version__source")
    )
    # A list names the questionnaire of each answer: both doors must be open.
    return rows.filter(questionnaire__in=Questionnaire.objects.visible_to(user))


def reviewable_by(user: object) -> QuerySet[Submission]:
    """Return the answers whose content `user` may read: by right, or because they sent them."""
    return submissions_visible_to(user).filter(readable_condition(user))


def waiting_first(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Put what a reviewer still has to decide before what is decided, the newest first."""
    waits = When(state__in=(SubmissionState.RECEIVED, SubmissionState.HAS_ISSUES), then=Value(0))
    return rows.order_by(Case(waits, default=Value(1)), "-created_at", "pk")


def readable_condition(user: object, *, verb: str = "read_personal") -> Q:
    """Return the condition of `can_read_submission` (or of another verb) for many rows at once."""
    viewer = viewer_of(user)
    condition = Q(pk=None)
    if viewer.is_known and verb == "read_personal":
        condition |= Q(owner_id=viewer.user_id)
    for grant in viewer.grants:
        if verb in grant.may.get("submission", frozenset()):
            limits = {
                axis: getattr(grant, axis)
                for axis in ("programme_id", "component_id", "country_id")
                if getattr(grant, axis) is not None
            }
            condition |= Q(**limits) if limits else ~Q(pk=None)
    return condition


def find_submission(user: object, pk: UUID) -> Submission | None:
    """Return one answer of any version, if `user` may read what it says."""
    row = (
        Submission.objects.visible_to(user)
        .select_related("questionnaire", "form_version", "country", "key", "link", "owner")
        .filter(pk=pk)
        .first()
    )
    return row if row is not None and can_read_submission(user, row) else None


def states_by_country(rows: QuerySet[Submission]) -> dict[str | None, dict[str, int]]:
    """Count answers by country and state."""
    counted = rows.order_by().values("country_id", "state").annotate(n=Count("pk"))
    found: dict[str | None, dict[str, int]] = {}
    for line in counted:
        found.setdefault(line["country_id"], {})[line["state"]] = line["n"]
    return found


def country_name(code: str) -> str:
    """Return the name of a country in the reader's language."""
    return str(Country.objects.get(pk=code))


def quarantined_visible_to(user: object) -> QuerySet[QuarantinedPost]:
    rows: QuerySet[QuarantinedPost] = (
        QuarantinedPost.objects.visible_to(user).select_related("questionnaire").defer("raw")
    )
    named = Questionnaire.objects.visible_to(user)
    return rows.filter(Q(questionnaire__in=named) | Q(questionnaire=None))


def events_of(submission: Submission) -> QuerySet[ReviewEvent]:
    """Return what was said and done through every version of an answer."""
    rows: QuerySet[ReviewEvent] = ReviewEvent.objects.filter(
        submission__questionnaire_id=submission.questionnaire_id,
        submission__root_id=submission.root_id,
    ).select_related("by", "submission")
    return rows


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line of an answer on a page: a heading, or a question and what was said."""

    path: str
    label: str
    kind: str
    value: str = ""
    depth: int = 0
    audience: str = ""
    file_name: str = ""
    findings: tuple[str, ...] = ()

    @property
    def is_heading(self) -> bool:
        return self.kind in {"group", "repeat"}


# What the device adds by itself; the page says when and how an answer came.
_OF_THE_DEVICE = frozenset({"start", "end", "today", "deviceid"})


class AnswerReader:
    """Says answers in words: labels of questions and of choices in the reader's language."""

    def __init__(self, version: QuestionnaireVersion) -> None:
        self._questions = version.questions
        self._by_path = {question["path"]: question for question in version.questions}
        self._labels = {
            name: {choice["name"]: choice["label"] for choice in choices}
            for name, choices in version.choices.items()
        }

    def label_of(self, path: str) -> str:
        question = self._by_path.get(path)
        words = str(Translated(question["label"])) if question else ""
        return words or path.rpartition("/")[2]

    def words_of(self, path: str, value: Any) -> str:
        """Return a value as a person reads it."""
        question = self._by_path.get(path, {"list": "", "type": ""})
        if isinstance(value, dict):
            return ", ".join(f"{value[k]:.5f}" for k in ("lat", "lon") if k in value)
        if isinstance(value, list):
            return ", ".join(self._choice(question["list"], item) for item in value)
        return self._choice(question["list"], value)

    def _choice(self, name: str, value: Any) -> str:
        label = self._labels.get(name, {}).get(str(value))
        return str(Translated(label)) or str(value) if label else str(value)

    def lines(
        self,
        answers: dict[str, Any],
        *,
        findings: dict[str, tuple[str, ...]] | None = None,
        audiences: dict[str, str] | None = None,
    ) -> Iterator[AnswerLine]:
        """Yield what was answered in the order of the form; empty groups are left out."""
        self._findings, self._audiences = findings or {}, audiences or {}
        yield from self._lines(answers, "", "", 0)

    def _lines(
        self, answers: dict[str, Any], repeat: str, within: str, depth: int
    ) -> Iterator[AnswerLine]:
        pending: list[AnswerLine] = []
        for question in self._questions:
            path = question["path"]
            if question["repeat"] != repeat:
                continue
            key = path[len(within) + 1 :] if within else path
            level = depth + key.count("/")
            label = self.label_of(path)
            if question["type"] == "group":
                pending = [line for line in pending if path.startswith(f"{line.path}/")]
                pending.append(AnswerLine(path, label, "group", depth=level))
                continue
            pending = [line for line in pending if path.startswith(f"{line.path}/")]
            value = answers.get(key)
            if value in (None, "", []) or question["type"] in _OF_THE_DEVICE:
                continue
            yield from pending
            pending = []
            if question["type"] == "repeat":
                for number, row in enumerate(value, start=1):
                    yield AnswerLine(path, f"{label} {number}", "repeat", depth=level)
                    yield from self._lines(row, path, path, level + 1)
            else:
                yield self._line(question, label, value, level)

    def _line(self, question: dict[str, Any], label: str, value: Any, depth: int) -> AnswerLine:
        path = question["path"]
        is_file = question["type"] in {"image", "audio", "video", "file"}
        return AnswerLine(
            path=path,
            label=label,
            kind=question["type"],
            value=self.words_of(path, value),
            depth=depth,
            audience=self._audiences.get(path, ""),
            file_name=str(value) if is_file else "",
            findings=self._findings.get(path, ()),
        )


def versions_for_admission(user: object, post: QuarantinedPost) -> list[QuestionnaireVersion]:
    """Return the versions an answer set aside may be read with."""
    if post.questionnaire is None or not can_change_questionnaire(user, post.questionnaire):
        return []
    rows = QuestionnaireVersion.objects.filter(questionnaire=post.questionnaire)
    return list(rows.exclude(state="draft").defer("source", "xform", "questions", "choices"))


def answers_to_export(
    user: object, questionnaire: Questionnaire, *, states: list[str]
) -> tuple[list[QuestionnaireVersion], list[Submission]]:
    """Return the versions, newest first, and the answers in force `user` may take away."""
    versions = questionnaire.versions.exclude(state="draft").defer("source", "xform")
    rows = (
        Submission.objects.visible_to(user)
        .filter(readable_condition(user, verb="export"))
        .filter(questionnaire=questionnaire, replaced_by__isnull=True, state__in=states)
        .defer("raw")
        .order_by("created_at", "pk")
    )
    by_pk = {version.pk: version for version in versions.order_by("-created_at")}
    submissions = list(rows)
    for submission in submissions:
        submission.form_version = by_pk[submission.form_version_id]
        submission.form_version.questionnaire = questionnaire
    return list(by_pk.values()), submissions
