"""Committees and the organisations that sit in them."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Basis, Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country, Source
from teranga.core.services.locking import lock_current, owner_of
from teranga.core.translated import Translated
from teranga.directory.enums import CommitteeKind
from teranga.directory.models import Committee, CommitteeMembership, Organisation, Person
from teranga.directory.permissions import (
    can_change_committee,
    can_change_committee_membership,
    can_create_committee,
)
from teranga.programmes.models import Component, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeDetails:
    kind: CommitteeKind
    name: Translated
    note: Translated
    programme: Programme | None = None
    component: Component | None = None
    country: Country | None = None
    visibility: Visibility = Visibility.PUBLIC
    source: Source | None = None
    source_page: str = ""
    basis: Basis = Basis.EXPLICIT


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipDetails:
    organisation: Organisation
    represented_by: Organisation | None = None
    person: Person | None = None
    is_chair: bool = False
    starts_on: dt.date | None = None


@transaction.atomic
def create_committee(*, details: CommitteeDetails, by: object) -> Committee:
    committee = Committee(owner_id=owner_of(by))
    for name in CommitteeDetails.__slots__:
        setattr(committee, name, getattr(details, name))
    if not can_create_committee(by, committee):
        raise PermissionDenied
    committee.full_clean()
    committee.save()
    return committee


@transaction.atomic
def add_committee_member(
    committee: Committee, *, details: MembershipDetails, by: object
) -> CommitteeMembership:
    """Give an organisation a seat; it is as visible as the committee, with the same source."""
    locked = lock_current(committee)
    if not can_change_committee(by, locked):
        raise PermissionDenied
    membership = CommitteeMembership(
        committee=locked,
        visibility=locked.visibility,
        owner_id=owner_of(by),
        source=locked.source,
        source_page=locked.source_page,
        **locked.scope(),
    )
    for name in MembershipDetails.__slots__:
        setattr(membership, name, getattr(details, name))
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def end_committee_membership(
    membership: CommitteeMembership, *, ends_on: dt.date, by: object
) -> CommitteeMembership:
    locked = lock_current(membership)
    if not can_change_committee_membership(by, locked):
        raise PermissionDenied
    if locked.ends_on is not None:
        raise InvalidTransitionError(_("This organisation has already left the committee."))
    locked.ends_on = ends_on
    locked.full_clean()
    locked.save(update_fields=["ends_on"])
    return locked
