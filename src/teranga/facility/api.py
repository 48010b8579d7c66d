"""Requests, Actions and activities of an expertise facility, policies written with its support."""

from datetime import date
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from teranga.core.api.listing import (
    Page,
    ScopedListing,
    one_of,
    page_of,
    refuse_unknown_parameters,
    with_visible,
)
from teranga.core.api.schemas import Code, FactOut, Localised, PartialDateText, identity_of
from teranga.facility.enums import (
    ActionDetail,
    ActivityKind,
    ActivityState,
    Holder,
    RequesterKind,
    RequestReach,
    RequestState,
)
from teranga.facility.models import Action, Activity, ExpertiseRequest, SupportedPolicy
from teranga.facility.queries.figures_page import every_figure

router = Router(tags=["Expertise facility"])


class ActionListing(ScopedListing):
    theme: Code | None = None
    order: Literal["code", "-code", "starts_on", "-starts_on"] = "code"

    filters: ClassVar = {"theme": "themes"}
    orders: ClassVar = {
        "code": ("code", "pk"),
        "-code": ("-code", "pk"),
        "starts_on": ("starts_on", "pk"),
        "-starts_on": ("-starts_on", "pk"),
    }
    # An Action may cover several countries: any of them answers.
    country_path: ClassVar = "countries"


class PolicyListing(ScopedListing):
    action: UUID | None = None

    filters: ClassVar = {"action": "action"}


class ActivityListing(ScopedListing):
    action: UUID | None = None
    state: ActivityState | None = None
    order: Literal["starts_on", "-starts_on"] = "starts_on"

    filters: ClassVar = {"action": "action", "state": "state"}
    orders: ClassVar = {"starts_on": ("starts_on", "pk"), "-starts_on": ("-starts_on", "pk")}
    # Where its Action takes place, whichever country hosts this activity.
    country_path: ClassVar = "action__countries"


class RequestListing(ScopedListing):
    state: RequestState | None = None
    holder: Holder | None = Field(None, description="Who has to act.")
    theme: Code | None = None
    order: Literal["received_on", "-received_on", "step_due_on", "-step_due_on"] = "-received_on"

    filters: ClassVar = {"state": "state", "holder": "holder", "theme": "themes"}
    orders: ClassVar = {
        "received_on": ("received_on", "pk"),
        "-received_on": ("-received_on", "pk"),
        "step_due_on": ("step_due_on", "pk"),
        "-step_due_on": ("-step_due_on", "pk"),
    }
    # A request may come from several countries: any of them answers.
    country_path: ClassVar = "countries"


class AuthorityOut(Schema):
    name: str
    part: str


class ActionOut(FactOut):
    code: str
    reference: str
    title: Localised
    summary: Localised
    countries: list[str] = Field(description="ISO 3166-1 alpha-3 codes.")
    themes: list[str] = Field(description="Codes of themes.")
    region: str
    starts_on: PartialDateText
    ends_on: PartialDateText
    detail: ActionDetail
    authorities: list[AuthorityOut]

    @staticmethod
    def resolve_countries(row: Action) -> list[str]:
        return sorted(country.pk for country in row.countries.all())

    @staticmethod
    def resolve_themes(row: Action) -> list[str]:
        return sorted(theme.pk for theme in row.themes.all())


class PolicyOut(FactOut):
    title: Localised
    kind: str
    state: str
    dated_on: PartialDateText
    action: UUID | None

    @staticmethod
    def resolve_action(row: SupportedPolicy) -> UUID | None:
        return identity_of(row, "action")


class ActivityOut(FactOut):
    """What is public of an activity: neither its people nor its report."""

    action: UUID | None
    number: int
    kind: ActivityKind
    title: str
    state: ActivityState
    starts_on: date | None
    ends_on: date | None
    is_remote: bool
    place: str
    held_in: str | None = Field(None, description="ISO 3166-1 alpha-3 code.")
    languages: str
    summary: str

    @staticmethod
    def resolve_action(row: Activity) -> UUID | None:
        return identity_of(row, "action")

    @staticmethod
    def resolve_held_in(row: Activity) -> str | None:
        return row.held_in_id


class RequestOut(FactOut):
    """What the queue tells of a request: neither who writes, nor what is written inside."""

    number: str
    title: str
    requester_kind: RequesterKind
    authority_name: str
    reach: RequestReach
    countries: list[str] = Field(description="ISO 3166-1 alpha-3 codes.")
    regional_body: str
    themes: list[str] = Field(description="Codes of themes.")
    state: RequestState
    holder: Holder
    received_on: date
    approved_on: date | None
    step_due_on: date | None = Field(description="By when the present step should end.")
    action: UUID | None = Field(None, description="The Action that came of it.")

    @staticmethod
    def resolve_countries(row: ExpertiseRequest) -> list[str]:
        return sorted(country.pk for country in row.countries.all())

    @staticmethod
    def resolve_themes(row: ExpertiseRequest) -> list[str]:
        return sorted(theme.pk for theme in row.themes.all())

    @staticmethod
    def resolve_action(row: ExpertiseRequest) -> UUID | None:
        # An Action hidden from the caller reads as none.
        return row.action_pk  # type: ignore[attr-defined, no-any-return]


def _requests(user: object) -> QuerySet[ExpertiseRequest]:
    rows = ExpertiseRequest.objects.visible_to(user).select_related("source")
    opened = Action.objects.visible_to(user)
    rows = rows.prefetch_related("countries", "themes").annotate(
        action_pk=Subquery(opened.filter(expertise_request=OuterRef("pk")).values("pk")[:1])
    )
    return with_visible(rows, user)


def _actions(user: object) -> QuerySet[Action]:
    rows = Action.objects.visible_to(user).select_related("source")
    return with_visible(rows.prefetch_related("countries", "themes", "authorities"), user)


def _policies(user: object) -> QuerySet[SupportedPolicy]:
    rows = SupportedPolicy.objects.visible_to(user).select_related("source")
    return with_visible(rows, user, "action")


def _activities(user: object) -> QuerySet[Activity]:
    rows = Activity.objects.visible_to(user).select_related("source")
    return with_visible(rows, user, "action")


@router.get("/actions", response=Page[ActionOut], summary="Actions")
def action_list(request: HttpRequest, query: Query[ActionListing]) -> dict[str, Any]:
    return page_of(request, _actions(request.user), query)


@router.get("/actions/{uuid:pk}", response=ActionOut, summary="One Action")
def action_detail(request: HttpRequest, pk: UUID) -> Action:
    return one_of(_actions(request.user), pk)  # type: ignore[no-any-return]


@router.get(
    "/expertise-requests", response=Page[RequestOut], summary="Requests to an expertise facility"
)
def request_list(request: HttpRequest, query: Query[RequestListing]) -> dict[str, Any]:
    return page_of(request, _requests(request.user), query)


@router.get("/expertise-requests/{uuid:pk}", response=RequestOut, summary="One request")
def request_detail(request: HttpRequest, pk: UUID) -> ExpertiseRequest:
    return one_of(_requests(request.user), pk)  # type: ignore[no-any-return]


@router.get("/activities", response=Page[ActivityOut], summary="Activities of Actions")
def activity_list(request: HttpRequest, query: Query[ActivityListing]) -> dict[str, Any]:
    return page_of(request, _activities(request.user), query)


@router.get("/activities/{uuid:pk}", response=ActivityOut, summary="One activity")
def activity_detail(request: HttpRequest, pk: UUID) -> Activity:
    return one_of(_activities(request.user), pk)  # type: ignore[no-any-return]


@router.get("/policies", response=Page[PolicyOut], summary="Policies written with support")
def policy_list(request: HttpRequest, query: Query[PolicyListing]) -> dict[str, Any]:
    return page_of(request, _policies(request.user), query)


@router.get("/policies/{uuid:pk}", response=PolicyOut, summary="One supported policy")
def policy_detail(request: HttpRequest, pk: UUID) -> SupportedPolicy:
    return one_of(_policies(request.user), pk)  # type: ignore[no-any-return]


class CountedLineOut(Schema):
    label: str
    value: float | None = Field(description="Null where a small number is hidden.")


class CountedFigureOut(Schema):
    code: str
    title: str
    counts: str = Field(description="What is counted, and of how many.")
    notes: list[str]
    is_fictitious: bool
    lines: list[CountedLineOut]


@router.get("/facility-figures", response=list[CountedFigureOut], summary="The facility in figures")
def facility_figure_list(request: HttpRequest) -> list[dict[str, Any]]:
    """Words come in the language the caller asks for (Accept-Language)."""
    refuse_unknown_parameters(request, Schema())
    return [
        {
            "code": figure.code,
            "title": figure.title,
            "counts": figure.subtitle,
            "notes": list(figure.notes),
            "is_fictitious": figure.is_fictitious,
            "lines": [{"label": row.label, "value": row.value} for row in figure.rows],
        }
        for figure in every_figure(request.user, timezone.localdate())
    ]
