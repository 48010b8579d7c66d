"""Seats of focal points: opened, filled, left, closed. The history is never rewritten."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from teranga.core.enums import Basis, Visibility
from teranga.core.exceptions import InvalidTransitionError
from teranga.core.models import Country, Source, Theme
from teranga.core.partial_dates import PartialDate
from teranga.core.services.locking import lock_current, owner_of
from teranga.core.translated import Translated
from teranga.directory.enums import HolderKnowledge, SeatKind
from teranga.directory.models import FocalPoint, FocalPointSeat, Organisation, Person
from teranga.directory.permissions import can_change_seat, can_create_seat
from teranga.programmes.models import Component, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatDetails:
    kind: SeatKind
    programme: Programme | None = None
    component: Component | None = None
    country: Country | None = None
    institution: Organisation | None = None
    theme: Theme | None = None
    opened_on: PartialDate | None = None
    when_empty: HolderKnowledge = HolderKnowledge.VACANT
    note: Translated
    visibility: Visibility = Visibility.PUBLIC
    source: Source | None = None
    source_page: str = ""
    basis: Basis = Basis.EXPLICIT


@transaction.atomic
def open_seat(*, details: SeatDetails, by: object) -> FocalPointSeat:
    seat = FocalPointSeat(owner_id=owner_of(by))
    for name in SeatDetails.__slots__:
        setattr(seat, name, getattr(details, name))
    if not can_create_seat(by, seat):
        raise PermissionDenied
    seat.full_clean()
    seat.save()
    return seat


@transaction.atomic
def close_seat(seat: FocalPointSeat, *, closed_on: dt.date, by: object) -> FocalPointSeat:
    locked = _lock_seat(seat, by=by)
    if locked.closed_on is not None:
        raise InvalidTransitionError(_("This seat is already closed."))
    if _holder_of(locked) is not None:
        raise InvalidTransitionError(_("Someone holds this seat: end their time in it first."))
    locked.closed_on = closed_on
    locked.full_clean()
    locked.save(update_fields=["closed_on"])
    return locked


@transaction.atomic
def reopen_seat(seat: FocalPointSeat, *, by: object) -> FocalPointSeat:
    locked = _lock_seat(seat, by=by)
    if locked.closed_on is None:
        raise InvalidTransitionError(_("This seat is open."))
    locked.closed_on = None
    locked.full_clean()
    locked.save(update_fields=["closed_on"])
    return locked


@transaction.atomic
def appoint_focal_point(
    seat: FocalPointSeat, *, person: Person, starts_on: dt.date, by: object
) -> FocalPoint:
    """Seat someone. A seat has one holder at a time; that it is held is as visible as the seat."""
    # The seat is locked: two people may fill it at the same moment.
    locked = _lock_seat(seat, by=by)
    if locked.closed_on is not None:
        raise InvalidTransitionError(_("This seat is closed: open it again first."))
    if _holder_of(locked) is not None:
        raise InvalidTransitionError(_("This seat is already held: end the present mandate first."))
    focal_point = FocalPoint(
        seat=locked,
        person=person,
        starts_on=starts_on,
        visibility=locked.visibility,
        owner_id=owner_of(by),
        **locked.scope(),
    )
    focal_point.full_clean()
    _refuse_overlap(focal_point)
    focal_point.save()
    return focal_point


@transaction.atomic
def end_focal_point(focal_point: FocalPoint, *, ends_on: dt.date, by: object) -> FocalPoint:
    locked = lock_current(focal_point)
    if not can_change_seat(by, locked.seat):
        raise PermissionDenied
    if locked.ends_on is not None:
        raise InvalidTransitionError(_("This focal point has already left the seat."))
    locked.ends_on = ends_on
    locked.full_clean()
    locked.save(update_fields=["ends_on"])
    return locked


def _lock_seat(seat: FocalPointSeat, *, by: object) -> FocalPointSeat:
    locked = lock_current(seat)
    if not can_change_seat(by, locked):
        raise PermissionDenied
    return locked


def _holder_of(seat: FocalPointSeat) -> FocalPoint | None:
    holder: FocalPoint | None = (
        FocalPoint.objects.current().filter(seat=seat, ends_on__isnull=True).first()
    )
    return holder


def _refuse_overlap(focal_point: FocalPoint) -> None:
    later = FocalPoint.objects.current().filter(
        seat=focal_point.seat, ends_on__gt=focal_point.starts_on
    )
    if later.exists():
        raise ValidationError({"starts_on": _("Someone else still held this seat on that day.")})
