"""Who holds which role, and which invitations are under way."""

import datetime as dt
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from teranga.accounts.access import access_matrix, duties
from teranga.accounts.enums import Role
from teranga.accounts.models import Invitation, Membership
from teranga.accounts.models.membership import MembershipQuerySet
from teranga.core.models import PublishableQuerySet
from teranga.core.viewer import Grant, viewer_of
from teranga.programmes.models import Programme


def manageable_memberships(user: object, *, programme_id: UUID | None) -> MembershipQuerySet:
    """Return the memberships inside what `user` may manage, past ones too, by name."""
    reaches = [
        Q(**_limits(grant))
        for grant in viewer_of(user).grants
        if "change" in grant.may.get("membership", frozenset())
    ]
    # An empty Q vanishes from an "or": a grant without limits reaches everything.
    condition = Q() if Q() in reaches else reduce(or_, reaches, Q(pk=None))
    rows = Membership.objects.filter(condition).select_related(
        "user", "programme", "component__programme", "country"
    )
    rows = rows.prefetch_related("user__memberships")
    if programme_id is not None:
        rows = rows.filter(programme_id=programme_id)
    return rows.order_by("archived_at", "user__name", "role")


def manageable_programmes(user: object) -> PublishableQuerySet:
    """Return the programmes in which `user` may give a role."""
    condition = Q(pk=None)
    for grant in viewer_of(user).grants:
        if "create" in grant.may.get("membership", frozenset()):
            if grant.programme_id is None:
                return Programme.objects.visible_to(user)
            condition |= Q(pk=grant.programme_id)
    return Programme.objects.visible_to(user).filter(condition)


def open_invitations(user: object, *, programme_id: UUID | None) -> PublishableQuerySet:
    """Return the invitations not yet accepted, expired ones too, latest first."""
    rows = Invitation.objects.visible_to(user).filter(accepted_at__isnull=True)
    if programme_id is not None:
        rows = rows.filter(programme_id=programme_id)
    return rows.select_related("programme", "component__programme", "country")


def invitation_by_digest(digest: str, *, now: dt.datetime) -> Invitation | None:
    """Return the invitation a link opens, if it still does."""
    invitation: Invitation | None = (
        Invitation.objects.current()
        .filter(digest=digest, accepted_at__isnull=True, expires_at__gt=now)
        .first()
    )
    return invitation


def _limits(grant: Grant) -> dict[str, object]:
    axes = {
        "programme_id": grant.programme_id,
        "component_id": grant.component_id,
        "country_id": grant.country_id,
    }
    return {axis: value for axis, value in axes.items() if value is not None}


def grantable_roles(user: object) -> list[Role]:
    """Return the roles `user` may give somewhere; where exactly is asked when it is given."""
    matrix = access_matrix()
    return [
        role
        for role in Role
        if any(
            "create" in grant.may.get("membership", frozenset())
            and matrix[role].reads <= grant.reads
            and all(
                verbs <= grant.may.get(noun, frozenset())
                for noun, verbs in matrix[role].may.items()
                if noun not in duties()
            )
            for grant in viewer_of(user).grants
        )
    ]
