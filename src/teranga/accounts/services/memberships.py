"""Giving, changing and ending a role; a past role stays in the history."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.accounts.enums import Role
from teranga.accounts.models import Membership, User
from teranga.accounts.permissions import can_change_membership, can_create_membership
from teranga.core.exceptions import InvalidTransitionError, StaleEditError


@dataclass(frozen=True, slots=True)
class Scope:
    """The three axes of a role; `None` means no limit."""

    programme_id: UUID | None = None
    component_id: UUID | None = None
    country_id: str | None = None


def scope_of(membership: Membership) -> Scope:
    return Scope(membership.programme_id, membership.component_id, membership.country_id)


@transaction.atomic
def create_membership(
    user: User, *, role: Role, scope: Scope, granted_by: User | None, starts_on: dt.date
) -> Membership:
    """Give a role; `granted_by=None` is the installation itself (first administrator, demo)."""
    if granted_by is not None and not can_create_membership(granted_by, role, scope):
        raise PermissionDenied
    membership = Membership(
        user=user,
        role=role,
        programme_id=scope.programme_id,
        component_id=scope.component_id,
        country_id=scope.country_id,
        starts_on=starts_on,
    )
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def change_membership_role(
    membership: Membership, *, role: Role, changed_by: User, changed_on: dt.date, version: int
) -> Membership:
    """End the present role and open another in the same scope: the history keeps both."""
    locked = end_membership(membership, ended_by=changed_by, ended_on=changed_on, version=version)
    return create_membership(
        locked.user,
        role=role,
        scope=scope_of(locked),
        granted_by=changed_by,
        starts_on=changed_on,
    )


@transaction.atomic
def end_membership(
    membership: Membership, *, ended_by: User, ended_on: dt.date, version: int
) -> Membership:
    """Close a role from now on. The last administrator of the network cannot leave."""
    locked: Membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if not can_change_membership(ended_by, locked):
        raise PermissionDenied
    if locked.version != version:
        raise StaleEditError(_("This membership was changed elsewhere in the meantime."))
    if locked.is_archived:
        raise InvalidTransitionError(_("This membership has already ended."))
    if _is_last_administrator(locked, ended_on):
        raise InvalidTransitionError(
            _("The network needs at least one administrator: name another one first.")
        )
    # Archived at once: a right that ends today must not work until midnight.
    locked.ends_on = max(ended_on, locked.starts_on or ended_on)
    locked.save(update_fields=["ends_on"])
    locked.archive()
    return locked


def _is_last_administrator(membership: Membership, on: dt.date) -> bool:
    if membership.role != Role.ADMINISTRATOR or membership.programme_id or membership.country_id:
        return False
    others = Membership.objects.in_force(on).filter(
        role=Role.ADMINISTRATOR,
        programme__isnull=True,
        country__isnull=True,
        user__is_active=True,
    )
    return not others.exclude(user_id=membership.user_id).exists()
