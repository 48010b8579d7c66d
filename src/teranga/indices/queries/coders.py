"""Who can be given a domain to code."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from teranga.accounts.access import access_matrix
from teranga.accounts.models import Membership, User
from teranga.core.enums import Visibility
from teranga.indices.models import Assignment, CodingRound


def coders_for(coding_round: CodingRound, *, on: dt.date) -> Sequence[User]:
    """Return the accounts that hold the right to code somewhere in the round's programme."""
    roles = [role for role, grant in access_matrix().items() if "policy_code" in grant.may]
    within = Q(programme__isnull=True) | Q(programme_id=coding_round.programme_id)
    members = Membership.objects.in_force(on).filter(within, role__in=roles)
    return list(
        User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name", "pk")
    )


def can_code(coder: User, assignment: Assignment) -> bool:
    return coder.viewer.may("create", "policy_code", **assignment.scope())  # type: ignore[arg-type]


def reads_what_others_code(coder: User, assignment: Assignment) -> bool:
    """Say whether a role of this person opens the private codes of the other coder."""
    return any(
        Visibility.PRIVATE in grant.reads and grant.covers(**assignment.scope())  # type: ignore[arg-type]
        for grant in coder.viewer.grants
    )
