"""Who may be asked to follow a request or an Action."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from teranga.accounts.enums import Role
from teranga.accounts.models import Membership, User
from teranga.facility.models import Action, ExpertiseRequest
from teranga.facility.permissions import can_change_action, can_change_request

_TEAM = [Role.COORDINATOR, Role.OFFICER]


def officers_of(thing: ExpertiseRequest | Action, *, on: dt.date) -> QuerySet[User]:
    """Return the members of the team who may act on that thing today."""
    rows = Membership.objects.in_force(on).filter(role__in=_TEAM, user__is_active=True)
    may: Any = can_change_request if isinstance(thing, ExpertiseRequest) else can_change_action
    keys = {row.user_id for row in rows.select_related("user") if may(row.user, thing)}
    accounts: QuerySet[User] = User.objects.filter(pk__in=keys).order_by("name")
    return accounts


def partner_accounts(action: Action, *, on: dt.date) -> QuerySet[User]:
    """Return the focal points of the countries of an Action who have an account."""
    rows = Membership.objects.in_force(on).filter(
        Q(programme=action.programme) | Q(programme=None),
        role=Role.FOCAL_POINT,
        user__is_active=True,
        country__in=action.countries.all(),
    )
    accounts: QuerySet[User] = User.objects.filter(pk__in=rows.values("user")).order_by("name")
    return accounts
