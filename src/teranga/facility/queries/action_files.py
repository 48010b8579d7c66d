"""What the team part of an Action shows."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from teranga.core.models import Country
from teranga.facility.enums import ActionRegion
from teranga.facility.models import Action, ActionFocalPoint, ActionStep, Activity, ExpertiseRequest
from teranga.facility.permissions.transitions import ACTION_TRANSITIONS
from teranga.facility.queries.clocks import RequestClocks
from teranga.facility.queries.desks import desk_of
from teranga.facility.queries.requests import Order

# The regions the facility draws are groups of countries of the reference tables.
_GROUPS = {
    "mieux-west-africa": ActionRegion.WEST_AFRICA,
    "mieux-central-east-southern-africa": ActionRegion.CENTRAL_EAST_SOUTHERN_AFRICA,
    "mieux-asia": ActionRegion.ASIA,
    "mieux-neighbourhood": ActionRegion.NEIGHBOURHOOD,
    "mieux-latin-america-caribbean": ActionRegion.LATIN_AMERICA,
}


def find_action(user: object, pk: UUID | str) -> Action | None:
    action: Action | None = (
        Action.objects.visible_to(user)
        .filter(pk=pk)
        .select_related("programme", "officer", "source", "country")
        .prefetch_related("countries", "themes")
        .first()
    )
    return action


def focal_point_by_link(digest: str) -> ActionFocalPoint | None:
    """Return the focal point a private link names, and through it one Action."""
    point: ActionFocalPoint | None = (
        ActionFocalPoint.objects.current()
        .filter(link_digest=digest, action__archived_at__isnull=True)
        .exclude(link_digest="")
        .select_related("action__programme")
        .first()
    )
    return point


def action_clocks(user: object, action: Action, today: dt.date) -> RequestClocks | None:
    """Return the clocks of the request an Action answers, if the visitor may see the request."""
    expertise_request = (
        ExpertiseRequest.objects.visible_to(user).filter(pk=action.expertise_request_id).first()
    )
    if expertise_request is None:
        return None
    return RequestClocks(expertise_request, action, desk_of(action.programme_id), today)


def steps_of_action(action: Action) -> list[ActionStep]:
    return list(action.steps.select_related("by"))


def activities_of(user: object, action: Action) -> QuerySet[Activity]:
    rows: QuerySet[Activity] = (
        Activity.objects.visible_to(user).filter(action=action).select_related("held_in")
    )
    return rows


def orders_for_action(user: object, action: Action) -> list[Order]:
    return [
        Order(event.value, transition.order)
        for event, transition in ACTION_TRANSITIONS.items()
        if action.state in transition.sources and transition.part_of(user, action) is not None
    ]


def region_of_request(expertise_request: ExpertiseRequest) -> str:
    """Propose the facility's region from the countries that ask."""
    countries: Any = expertise_request.countries.all()
    rows = Country.objects.filter(pk__in=countries, groups__in=_GROUPS)
    group = rows.values_list("groups", flat=True).filter(groups__in=_GROUPS).first()
    return _GROUPS.get(str(group), ActionRegion.WEST_AFRICA)
