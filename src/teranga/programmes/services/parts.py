"""Writing the parts of a programme: components, phases, and who pays."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Basis, Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Publishable, Source
from teranga.core.partial_dates import PartialDate
from teranga.core.services.locking import lock, lock_current, lock_version, owner_of
from teranga.core.translated import Translated
from teranga.programmes.models import Component, Donor, Funding, Phase, Programme
from teranga.programmes.permissions import (
    can_archive_part,
    can_change_component,
    can_change_funding,
    can_change_phase,
    can_create_component,
    can_create_funding,
    can_create_phase,
)
from teranga.programmes.services.periods import check_period

P = TypeVar("P", bound=Publishable)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentDetails:
    code: str
    name: Translated
    summary: Translated
    lead: str = ""
    starts_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    visibility: Visibility = Visibility.PROGRAMME
    source: Source | None = None
    source_page: str = ""
    basis: Basis = Basis.EXPLICIT


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDetails:
    number: int
    name: Translated
    note: Translated
    starts_on: PartialDate | None = None
    ends_on: PartialDate | None = None
    visibility: Visibility = Visibility.PROGRAMME
    source: Source | None = None
    source_page: str = ""
    basis: Basis = Basis.EXPLICIT


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingDetails:
    """A donor already known, or the name of a new one."""

    donor: Donor | None = None
    donor_name: str = ""
    amount: Decimal | None = None
    currency: str = ""
    visibility: Visibility = Visibility.PROGRAMME
    source: Source | None = None
    source_page: str = ""
    basis: Basis = Basis.EXPLICIT


@transaction.atomic
def create_component(programme: Programme, *, details: ComponentDetails, by: object) -> Component:
    held = lock_current(programme)
    if not can_create_component(by, held):
        raise PermissionDenied
    return _save_dated(Component(programme=held, owner_id=owner_of(by)), details)


@transaction.atomic
def update_component(
    component: Component, *, details: ComponentDetails, version: int, by: object
) -> Component:
    locked = lock_version(component, version)
    if not can_change_component(by, locked):
        raise PermissionDenied
    return _save_dated(locked, details)


@transaction.atomic
def create_phase(programme: Programme, *, details: PhaseDetails, by: object) -> Phase:
    held = lock_current(programme)
    if not can_create_phase(by, held):
        raise PermissionDenied
    return _save_dated(Phase(programme=held, owner_id=owner_of(by)), details)


@transaction.atomic
def update_phase(phase: Phase, *, details: PhaseDetails, version: int, by: object) -> Phase:
    locked = lock_version(phase, version)
    if not can_change_phase(by, locked):
        raise PermissionDenied
    return _save_dated(locked, details)


@transaction.atomic
def create_funding(programme: Programme, *, details: FundingDetails, by: object) -> Funding:
    held = lock_current(programme)
    if not can_create_funding(by, held):
        raise PermissionDenied
    return _save_funding(Funding(programme=held, owner_id=owner_of(by)), details)


@transaction.atomic
def update_funding(
    funding: Funding, *, details: FundingDetails, version: int, by: object
) -> Funding:
    locked = lock_version(funding, version)
    if not can_change_funding(by, locked):
        raise PermissionDenied
    return _save_funding(locked, details)


@transaction.atomic
def archive_part(part: P, *, by: object) -> P:
    """Put a component, a phase or a donor away; what was kept under it stays where it is."""
    locked = lock_current(part)
    if not can_archive_part(by, locked):
        raise PermissionDenied
    locked.archive()
    return locked


@transaction.atomic
def restore_part(part: P, *, by: object) -> P:
    locked = lock(part)
    if not can_archive_part(by, locked):
        raise PermissionDenied
    if not locked.is_archived:
        raise InvalidTransitionError(_("This entry is not put away."))
    locked.restore()
    return locked


def _fill(row: P, details: Any, *, but: tuple[str, ...] = ()) -> P:
    for name in details.__slots__:
        if name not in but:
            setattr(row, name, getattr(details, name))
    return row


def _save_dated(row: P, details: ComponentDetails | PhaseDetails) -> P:
    _fill(row, details)
    # The scope of a component is itself: saving ties it.
    row.full_clean(exclude=["component"])
    check_period(details.starts_on, details.ends_on)
    row.save()
    return row


def _save_funding(funding: Funding, details: FundingDetails) -> Funding:
    _fill(funding, details, but=("donor", "donor_name"))
    funding.donor = details.donor or _donor_named(details.donor_name, funding)
    funding.full_clean()
    funding.save()
    return funding


def _donor_named(name: str, funding: Funding) -> Donor:
    """Return the public donor of that name, new if need be; what it gives keeps its own door."""
    known: Donor | None = (
        Donor.objects.current().filter(name__iexact=name, visibility=Visibility.PUBLIC).first()
    )
    if known is not None:
        return known
    donor = Donor(
        name=name,
        visibility=Visibility.PUBLIC,
        owner_id=funding.owner_id,
        source=funding.source,
        source_page=funding.source_page,
    )
    donor.full_clean()
    donor.save()
    return donor
