"""The logical framework of a component: objectives, results, planned activities."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router

from teranga.core.api.listing import Page, ScopedListing, page_of, with_visible
from teranga.core.api.schemas import FactOut, Localised, identity_of
from teranga.monitoring.models import (
    GeneralObjective,
    PlannedActivity,
    Result,
    SpecificObjective,
)

router = Router(tags=["Monitoring"])


class ChildListing(ScopedListing):
    """Rows under one parent: `parent` is its identity."""

    parent: UUID | None = None


class SpecificObjectiveListing(ChildListing):
    filters: ClassVar = {"parent": "general_objective"}


class ResultListing(ChildListing):
    filters: ClassVar = {"parent": "specific_objective"}


class PlannedActivityListing(ChildListing):
    filters: ClassVar = {"parent": "result"}


class LogframeRowOut(FactOut):
    code: str = Field(description="The programme's own code.", examples=["OS1"])
    label: Localised = Field(description="Empty when the source prints the code alone.")
    note: Localised


class LogframeChildOut(LogframeRowOut):
    parent: UUID | None


class SpecificObjectiveOut(LogframeChildOut):
    @staticmethod
    def resolve_parent(row: SpecificObjective) -> UUID | None:
        return identity_of(row, "general_objective")


class ResultOut(LogframeChildOut):
    @staticmethod
    def resolve_parent(row: Result) -> UUID | None:
        return identity_of(row, "specific_objective")


class PlannedActivityOut(LogframeChildOut):
    quantity: int | None
    unit: Localised
    audience: Localised

    @staticmethod
    def resolve_parent(row: PlannedActivity) -> UUID | None:
        return identity_of(row, "result")


def _rows(model: Any, user: object, *parents: str) -> QuerySet[Any]:
    return with_visible(model.objects.visible_to(user).select_related("source"), user, *parents)


@router.get(
    "/logframe/general-objectives",
    response=Page[LogframeRowOut],
    summary="General objectives (OG)",
)
def general_objective_list(request: HttpRequest, query: Query[ScopedListing]) -> dict[str, Any]:
    return page_of(request, _rows(GeneralObjective, request.user), query)


@router.get(
    "/logframe/specific-objectives",
    response=Page[SpecificObjectiveOut],
    summary="Specific objectives (OS)",
)
def specific_objective_list(
    request: HttpRequest, query: Query[SpecificObjectiveListing]
) -> dict[str, Any]:
    rows = _rows(SpecificObjective, request.user, "general_objective")
    return page_of(request, rows, query)


@router.get("/logframe/results", response=Page[ResultOut], summary="Results (R)")
def result_list(request: HttpRequest, query: Query[ResultListing]) -> dict[str, Any]:
    return page_of(request, _rows(Result, request.user, "specific_objective"), query)


@router.get(
    "/logframe/activities",
    response=Page[PlannedActivityOut],
    summary="Planned activities (A)",
)
def planned_activity_list(
    request: HttpRequest, query: Query[PlannedActivityListing]
) -> dict[str, Any]:
    return page_of(request, _rows(PlannedActivity, request.user, "result"), query)
