"""Reading questionnaires: those a person may know of, and what a page of one shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from teranga.core.translated import Translated
from teranga.surveys.models import FormMedia, Questionnaire, QuestionnaireVersion
from teranga.surveys.queries.audiences import audiences_of


def questionnaires_visible_to(user: object) -> QuerySet[Questionnaire]:
    rows: QuerySet[Questionnaire] = (
        Questionnaire.objects.visible_to(user)
        .annotate(
            n_answers=Count(
                "submissions",
                filter=Q(submissions__replaced_by__isnull=True),
                distinct=True,
            )
        )
        .order_by("form_id")
    )
    return rows


def find_questionnaire(user: object, pk: UUID) -> Questionnaire | None:
    found: Questionnaire | None = Questionnaire.objects.visible_to(user).filter(pk=pk).first()
    return found


def versions_of(questionnaire: Questionnaire) -> list[QuestionnaireVersion]:
    """Return the versions, the newest first, without their bytes."""
    rows = questionnaire.versions.defer("source", "xform").prefetch_related("media")
    return list(rows.annotate(n_answers=Count("submissions")).order_by("-created_at"))


def find_version(user: object, pk: UUID) -> QuestionnaireVersion | None:
    """Return a version whose questionnaire the door opens."""
    version: QuestionnaireVersion | None = (
        QuestionnaireVersion.objects.select_related("questionnaire").filter(pk=pk).first()
    )
    if version is None or find_questionnaire(user, version.questionnaire_id) is None:
        return None
    return version


def find_media(user: object, pk: UUID) -> FormMedia | None:
    media: FormMedia | None = (
        FormMedia.objects.select_related("form_version__questionnaire").filter(pk=pk).first()
    )
    if media is None or find_questionnaire(user, media.form_version.questionnaire_id) is None:
        return None
    return media


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One line of a form as it will be asked, in the reader's language."""

    path: str
    kind: str
    label: Translated
    depth: int
    is_required: bool
    audience: str
    choices: tuple[str, ...]
    n_more: int

    @property
    def is_heading(self) -> bool:
        return self.kind in {"group", "repeat"}


N_CHOICES_SHOWN = 12
_UNSEEN = {"start", "end", "today", "deviceid", "calculate", "username", "phonenumber", "email"}


def question_lines(version: QuestionnaireVersion) -> Iterator[QuestionLine]:
    """Yield what people will see of a form, in order."""
    for question in version.questions:
        if question["type"] in _UNSEEN:
            continue
        options = version.choices.get(question["list"], [])
        words = [str(Translated(option["label"])) or option["name"] for option in options]
        yield QuestionLine(
            path=question["path"],
            kind=question["type"],
            label=Translated(question["label"] or {"fr": question["name"]}),
            depth=question["path"].count("/"),
            is_required=question["required"],
            audience=question["audience"],
            choices=tuple(words[:N_CHOICES_SHOWN]),
            n_more=max(0, len(words) - N_CHOICES_SHOWN),
        )


def questions_for_api(questionnaire: Questionnaire) -> list[dict[str, object]]:
    """Return the questions of the version in use, with their choices and audiences."""
    version = questionnaire.published_version
    if version is None:
        return []
    audiences = audiences_of(version)
    return [
        {
            "path": question["path"],
            "type": question["type"],
            "label": question["label"],
            "repeat": question["repeat"],
            "required": question["required"],
            "audience": audiences[question["path"]],
            "choices": version.choices.get(question["list"], []),
        }
        for question in version.questions
        if question["type"] != "group"
    ]
