"""Committees and who sits in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from teranga.directory.enums import CommitteeKind
from teranga.directory.models import Committee, CommitteeMembership, Organisation, Person
from teranga.directory.queries.people import names_shown_to

_RANK = [CommitteeKind.STEERING, CommitteeKind.TECHNICAL, CommitteeKind.NATIONAL]


@dataclass(frozen=True, slots=True)
class MemberView:
    membership: CommitteeMembership
    person: Person | None


@dataclass(frozen=True, slots=True)
class CommitteeView:
    committee: Committee
    members: Sequence[MemberView]
    former: Sequence[MemberView]


def committees_visible_to(user: object) -> QuerySet[Committee]:
    return Committee.objects.visible_to(user).select_related(
        "programme", "component", "country", "source"
    )


def committees_in_order(user: object) -> list[Committee]:
    """Return them programme by programme, who steers first, then in the order of countries."""

    def place(committee: Committee) -> tuple[str, int, str]:
        country = committee.country.sort_key if committee.country else ""
        return (str(committee.programme or ""), _RANK.index(CommitteeKind(committee.kind)), country)

    return sorted(committees_visible_to(user), key=place)


def committee_views(user: object, committees: Sequence[Committee]) -> list[CommitteeView]:
    organisations = Organisation.objects.visible_to(user)
    memberships = list(
        CommitteeMembership.objects.visible_to(user)
        .filter(committee__in=committees, organisation__in=organisations)
        .select_related("organisation__country")
        .prefetch_related(Prefetch("represented_by", organisations))
    )
    people = names_shown_to(user, {row.person_id for row in memberships if row.person_id})
    members: dict[UUID, list[MemberView]] = {}
    for row in memberships:
        person = people.get(row.person_id) if row.person_id else None
        members.setdefault(row.committee_id, []).append(MemberView(row, person))
    return [
        CommitteeView(
            committee,
            [m for m in members.get(committee.pk, []) if m.membership.ends_on is None],
            [m for m in members.get(committee.pk, []) if m.membership.ends_on is not None],
        )
        for committee in committees
    ]


def find_membership(user: object, pk: UUID) -> CommitteeMembership | None:
    membership: CommitteeMembership | None = (
        CommitteeMembership.objects.visible_to(user)
        .filter(pk=pk, committee__in=Committee.objects.visible_to(user))
        .select_related("committee", "organisation")
        .first()
    )
    return membership
