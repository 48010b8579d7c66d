"""Practices, deliverables, lessons, case studies and reuse."""

from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from teranga.core.api.listing import Page, ScopedListing, one_of, page_of, with_visible
from teranga.core.api.schemas import Code, FactOut, Localised, PartialDateText
from teranga.knowledge.enums import DeliverableKind, DeliverableStage
from teranga.knowledge.models import CaseStudy, Deliverable, Lesson, Practice, Reuse

router = Router(tags=["Knowledge"])

_BY_CODE = {
    "code": ("origin_code", "pk"),
    "-code": ("-origin_code", "pk"),
}


class KnowledgeListing(ScopedListing):
    theme: Code | None = None
    action: Code | None = Field(None, description="Code of the Action it comes from.")
    order: Literal["code", "-code"] = "code"

    filters: ClassVar = {"theme": "themes", "action": "origin_code"}
    orders: ClassVar = _BY_CODE


class PracticeListing(KnowledgeListing):
    country_path: ClassVar = "countries"


class DeliverableListing(KnowledgeListing):
    kind: DeliverableKind | None = None
    stage: DeliverableStage | None = None

    filters: ClassVar = {**KnowledgeListing.filters, "kind": "kind", "stage": "steps__stage"}


class CaseStudyListing(ScopedListing):
    theme: Code | None = None
    order: Literal["code", "-code"] = "code"

    filters: ClassVar = {"theme": "themes"}
    orders: ClassVar = {"code": ("code", "pk"), "-code": ("-code", "pk")}
    country_path: ClassVar = "countries"


class ReuseListing(ScopedListing):
    order: Literal["created"] = "created"

    orders: ClassVar = {"created": ("created_at", "pk")}


class PracticeOut(FactOut):
    title: Localised
    description: Localised
    result: Localised
    conditions: Localised
    kind: str
    state: str
    institution: str
    origin_code: str = Field(description="Code of the Action it comes from.")
    countries: list[str] = Field(description="ISO 3166-1 alpha-3 codes.")
    themes: list[str] = Field(description="Codes of themes.")

    @staticmethod
    def resolve_countries(row: Practice) -> list[str]:
        return sorted(country.pk for country in row.countries.all())

    @staticmethod
    def resolve_themes(row: Practice) -> list[str]:
        return sorted(theme.pk for theme in row.themes.all())


class StepOut(Schema):
    stage: str
    reached_on: PartialDateText
    note: str


class DeliverableOut(FactOut):
    title: Localised
    kind: str
    is_operational: bool
    regional_body: str
    origin_code: str
    themes: list[str]
    stages: list[StepOut] = Field(description="Stages reached, in no necessary order.")

    @staticmethod
    def resolve_themes(row: Deliverable) -> list[str]:
        return sorted(theme.pk for theme in row.themes.all())

    @staticmethod
    def resolve_stages(row: Deliverable) -> list[Any]:
        return list(row.steps.all())


class LessonOut(FactOut):
    title: Localised
    challenge: Localised = Field(description="One thing a line.")
    practice: Localised
    impact: Localised
    lesson: Localised
    origin_code: str
    themes: list[str]

    @staticmethod
    def resolve_themes(row: Lesson) -> list[str]:
        return sorted(theme.pk for theme in row.themes.all())


class CaseStudyOut(FactOut):
    code: str
    title: Localised
    context: Localised
    origin_codes: list[str]
    regional_body: str
    countries: list[str]
    criteria_met: list[str] = Field(description="Codes of criteria.")

    @staticmethod
    def resolve_origin_codes(row: CaseStudy) -> list[str]:
        return [str(code) for code in row.origin_codes or []]

    @staticmethod
    def resolve_countries(row: CaseStudy) -> list[str]:
        return sorted(country.pk for country in row.countries.all())

    @staticmethod
    def resolve_criteria_met(row: CaseStudy) -> list[str]:
        return [criterion.code for criterion in row.criteria_met.all()]


class ReuseOut(FactOut):
    subject: Localised
    from_country: str | None
    from_body: str
    from_code: str
    to_code: str

    @staticmethod
    def resolve_from_country(row: Reuse) -> str | None:
        return row.from_country_id


def _practices(user: object) -> QuerySet[Practice]:
    rows = Practice.objects.visible_to(user).select_related("source")
    return with_visible(rows.prefetch_related("countries", "themes"), user).distinct()


def _deliverables(user: object) -> QuerySet[Deliverable]:
    rows = Deliverable.objects.visible_to(user).select_related("source")
    return with_visible(rows.prefetch_related("steps", "themes"), user).distinct()


def _lessons(user: object) -> QuerySet[Lesson]:
    rows = Lesson.objects.visible_to(user).select_related("source")
    return with_visible(rows.prefetch_related("themes"), user)


def _case_studies(user: object) -> QuerySet[CaseStudy]:
    rows = CaseStudy.objects.visible_to(user).select_related("source")
    return with_visible(rows.prefetch_related("countries", "criteria_met"), user).distinct()


def _reuses(user: object) -> QuerySet[Reuse]:
    return with_visible(Reuse.objects.visible_to(user).select_related("source"), user)


@router.get("/practices", response=Page[PracticeOut], summary="Practices")
def practice_list(request: HttpRequest, query: Query[PracticeListing]) -> dict[str, Any]:
    return page_of(request, _practices(request.user), query)


@router.get("/practices/{uuid:pk}", response=PracticeOut, summary="One practice")
def practice_detail(request: HttpRequest, pk: UUID) -> Practice:
    return one_of(_practices(request.user), pk)  # type: ignore[no-any-return]


@router.get("/deliverables", response=Page[DeliverableOut], summary="Documents left by Actions")
def deliverable_list(request: HttpRequest, query: Query[DeliverableListing]) -> dict[str, Any]:
    return page_of(request, _deliverables(request.user), query)


@router.get("/deliverables/{uuid:pk}", response=DeliverableOut, summary="One document")
def deliverable_detail(request: HttpRequest, pk: UUID) -> Deliverable:
    return one_of(_deliverables(request.user), pk)  # type: ignore[no-any-return]


@router.get("/lessons", response=Page[LessonOut], summary="Lessons")
def lesson_list(request: HttpRequest, query: Query[KnowledgeListing]) -> dict[str, Any]:
    return page_of(request, _lessons(request.user), query)


@router.get("/case-studies", response=Page[CaseStudyOut], summary="Case studies")
def case_study_list(request: HttpRequest, query: Query[CaseStudyListing]) -> dict[str, Any]:
    return page_of(request, _case_studies(request.user), query)


@router.get("/reuses", response=Page[ReuseOut], summary="Who took over what from whom")
def reuse_list(request: HttpRequest, query: Query[ReuseListing]) -> dict[str, Any]:
    return page_of(request, _reuses(request.user), query)
