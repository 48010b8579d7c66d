"""Questionnaires, their questions, and what became of the answers; never what someone said."""

import datetime as dt
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from teranga.core.api.listing import Page, ScopedListing, one_of, page_of, with_visible
from teranga.core.api.schemas import Code, Localised, PublishableOut, identity_of
from teranga.surveys.enums import QuestionnaireState, SubmissionState
from teranga.surveys.models import Questionnaire, Submission
from teranga.surveys.queries.questionnaires import questions_for_api
from teranga.surveys.queries.submissions import reviewable_by

router = Router(tags=["Questionnaires"])


class QuestionnaireListing(ScopedListing):
    state: QuestionnaireState | None = None
    form_id: Code | None = None
    order: Literal["form_id", "-form_id"] = "form_id"

    filters: ClassVar = {"state": "state", "form_id": "form_id"}
    orders: ClassVar = {"form_id": ("form_id", "pk"), "-form_id": ("-form_id", "pk")}


class SubmissionListing(ScopedListing):
    questionnaire: UUID | None = None
    state: SubmissionState | None = None
    order: Literal["received_at", "-received_at"] = "-received_at"

    filters: ClassVar = {"questionnaire": "questionnaire", "state": "state"}
    orders: ClassVar = {
        "received_at": ("created_at", "pk"),
        "-received_at": ("-created_at", "-pk"),
    }


class QuestionnaireOut(PublishableOut):
    form_id: str
    title: Localised
    description: Localised
    state: QuestionnaireState
    is_fictitious: bool


class ChoiceOut(Schema):
    name: str
    label: Localised


class QuestionOut(Schema):
    path: str
    type: str
    label: Localised
    repeat: str = Field(description="Path of the repeat around the question, or nothing.")
    required: bool
    audience: str = Field(description="public, network or team: who may see the answers.")
    choices: list[ChoiceOut]


class QuestionnaireDetailOut(QuestionnaireOut):
    form_version: str | None = Field(description="The version in use.")
    md5: str | None
    questions: list[QuestionOut]

    @staticmethod
    def resolve_form_version(row: Questionnaire) -> str | None:
        version = row.published_version
        return version.form_version if version else None

    @staticmethod
    def resolve_md5(row: Questionnaire) -> str | None:
        version = row.published_version
        return version.md5 if version else None

    @staticmethod
    def resolve_questions(row: Questionnaire) -> list[dict[str, Any]]:
        return questions_for_api(row)


class SubmissionOut(PublishableOut):
    number: str = Field(description="The receipt.")
    questionnaire: UUID | None
    state: SubmissionState
    received_at: dt.datetime
    is_complete: bool = Field(description="Every file the answer announces has come.")
    n_findings: int = Field(description="What the check on the server flagged.")
    is_fictitious: bool

    @staticmethod
    def resolve_questionnaire(row: Submission) -> UUID | None:
        return identity_of(row, "questionnaire")

    @staticmethod
    def resolve_received_at(row: Submission) -> dt.datetime:
        return row.created_at

    @staticmethod
    def resolve_n_findings(row: Submission) -> int:
        return len(row.findings)


def _questionnaires(user: object) -> QuerySet[Questionnaire]:
    return with_visible(Questionnaire.objects.visible_to(user), user)


def _submissions(user: object) -> QuerySet[Submission]:
    rows = reviewable_by(user).select_related(None).select_related("country")
    return with_visible(rows.defer(None).defer("raw", "answers"), user, "questionnaire")


@router.get("/questionnaires", response=Page[QuestionnaireOut], summary="Questionnaires")
def questionnaire_list(request: HttpRequest, query: Query[QuestionnaireListing]) -> dict[str, Any]:
    return page_of(request, _questionnaires(request.user), query)


@router.get(
    "/questionnaires/{uuid:pk}", response=QuestionnaireDetailOut, summary="One questionnaire"
)
def questionnaire_detail(request: HttpRequest, pk: UUID) -> Questionnaire:
    """Give the questions and choices of the version in use."""
    return one_of(_questionnaires(request.user), pk)  # type: ignore[no-any-return]


@router.get("/answers", response=Page[SubmissionOut], summary="What became of answers")
def answer_list(request: HttpRequest, query: Query[SubmissionListing]) -> dict[str, Any]:
    """Give the state of answers to those who may review them, or who sent them."""
    return page_of(request, _submissions(request.user), query)
