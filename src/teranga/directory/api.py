"""Organisations, seats of focal points and committees.

No name of a person, no address, no telephone leaves by the API: those are read on screen,
where each reading is recorded.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from teranga.core.api.listing import Page, ScopedListing, one_of, page_of, with_visible
from teranga.core.api.schemas import (
    Code,
    FactOut,
    Localised,
    PartialDateText,
    Words,
    identity_of,
)
from teranga.core.search.words import fold
from teranga.directory.enums import (
    CommitteeKind,
    HolderKnowledge,
    OrganisationKind,
    OrganisationLevel,
    SeatKind,
)
from teranga.directory.models import Committee, CommitteeMembership, FocalPointSeat, Organisation
from teranga.directory.queries.focal_points import seat_views

router = Router(tags=["Directory"])


class OrganisationListing(ScopedListing):
    kind: OrganisationKind | None = None
    level: OrganisationLevel | None = None
    theme: Code | None = None
    name: Words | None = Field(None, description="Part of a name, acronym, spelling or town.")
    order: Literal["name", "-name", "updated_at", "-updated_at"] = "name"

    filters: ClassVar = {"kind": "kind", "level": "level", "theme": "themes"}
    orders: ClassVar = {
        "name": ("folded_name", "pk"),
        "-name": ("-folded_name", "pk"),
        "updated_at": ("updated_at", "pk"),
        "-updated_at": ("-updated_at", "pk"),
    }

    def narrow(self, rows: QuerySet[Any], user: object) -> QuerySet[Any]:
        rows = super().narrow(rows, user)
        return rows if self.name is None else rows.filter(search_text__contains=fold(self.name))


class SeatListing(ScopedListing):
    kind: SeatKind | None = None

    filters: ClassVar = {"kind": "kind"}


class CommitteeListing(ScopedListing):
    kind: CommitteeKind | None = None

    filters: ClassVar = {"kind": "kind"}


class OrganisationOut(FactOut):
    name: str
    acronym: str
    other_names: str
    kind: OrganisationKind
    level: OrganisationLevel
    parent: UUID | None = Field(description="The organisation it is part of.")
    city: str
    themes: list[str] = Field(description="Codes of themes.")
    description: Localised
    founded_on: PartialDateText
    website: str

    @staticmethod
    def resolve_parent(row: Organisation) -> UUID | None:
        return identity_of(row, "parent")

    @staticmethod
    def resolve_themes(row: Organisation) -> list[str]:
        return sorted(theme.pk for theme in row.themes.all())


class SeatOut(FactOut):
    kind: SeatKind
    institution: UUID | None = Field(description="The organisation that fills the seat.")
    theme: str | None
    opened_on: PartialDateText
    is_vacant: bool
    held_since: dt.date | None
    when_empty: HolderKnowledge = Field(description="What an empty seat means here.")
    note: Localised

    @staticmethod
    def resolve_institution(row: FocalPointSeat) -> UUID | None:
        return identity_of(row, "institution")

    @staticmethod
    def resolve_theme(row: FocalPointSeat) -> str | None:
        return row.theme_id


class CommitteeMemberOut(Schema):
    organisation: UUID
    name: str
    is_chair: bool
    starts_on: dt.date | None
    ends_on: dt.date | None


class CommitteeOut(FactOut):
    kind: CommitteeKind
    name: Localised
    note: Localised
    members: list[CommitteeMemberOut]

    @staticmethod
    def resolve_members(row: Committee) -> list[dict[str, Any]]:
        return [
            {
                "organisation": member.organisation.pk,
                "name": member.organisation.name,
                "is_chair": member.is_chair,
                "starts_on": member.starts_on,
                "ends_on": member.ends_on,
            }
            for member in row.memberships.all()
            if identity_of(member, "organisation")
        ]


def _organisations(user: object) -> QuerySet[Organisation]:
    rows = Organisation.objects.visible_to(user).select_related("source")
    return with_visible(rows.prefetch_related("themes"), user, "parent")


def _seats(user: object) -> QuerySet[FocalPointSeat]:
    rows = FocalPointSeat.objects.visible_to(user).filter(closed_on__isnull=True)
    return with_visible(rows.select_related("source"), user, "institution")


def _committees(user: object) -> QuerySet[Committee]:
    members = with_visible(CommitteeMembership.objects.visible_to(user), user, "organisation")
    rows = Committee.objects.visible_to(user).select_related("source")
    return with_visible(rows.prefetch_related(Prefetch("memberships", members)), user)


def _with_holders(user: object, seats: Iterable[FocalPointSeat]) -> list[FocalPointSeat]:
    """Say of each seat what the pages say of it, in the same words of the same query."""
    views = seat_views(user, list(seats))
    for view in views:
        since = view.holder.focal_point.starts_on if view.holder else None
        vars(view.seat).update(is_vacant=view.is_vacant, held_since=since)
    return [view.seat for view in views]


@router.get("/organisations", response=Page[OrganisationOut], summary="Organisations")
def organisation_list(request: HttpRequest, query: Query[OrganisationListing]) -> dict[str, Any]:
    return page_of(request, _organisations(request.user), query)


@router.get("/organisations/{uuid:pk}", response=OrganisationOut, summary="One organisation")
def organisation_detail(request: HttpRequest, pk: UUID) -> Organisation:
    rows = _organisations(request.user)
    return one_of(rows, pk)  # type: ignore[no-any-return]


@router.get("/seats", response=Page[SeatOut], summary="Seats of focal points")
def seat_list(request: HttpRequest, query: Query[SeatListing]) -> dict[str, Any]:
    """Say which seats exist and which are vacant; who holds them is not given."""
    page = page_of(request, _seats(request.user), query)
    return page | {"items": _with_holders(request.user, page["items"])}


@router.get("/seats/{uuid:pk}", response=SeatOut, summary="One seat")
def seat_detail(request: HttpRequest, pk: UUID) -> FocalPointSeat:
    return _with_holders(request.user, [one_of(_seats(request.user), pk)])[0]


@router.get("/committees", response=Page[CommitteeOut], summary="Committees and their members")
def committee_list(request: HttpRequest, query: Query[CommitteeListing]) -> dict[str, Any]:
    return page_of(request, _committees(request.user), query)


@router.get("/committees/{uuid:pk}", response=CommitteeOut, summary="One committee")
def committee_detail(request: HttpRequest, pk: UUID) -> Committee:
    return one_of(_committees(request.user), pk)  # type: ignore[no-any-return]
