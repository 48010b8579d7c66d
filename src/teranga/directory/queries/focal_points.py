"""Seats of focal points, who holds them, and which are empty."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.text import capfirst

from teranga.core.models import Country
from teranga.directory.enums import HolderKnowledge
from teranga.directory.models import FocalPoint, FocalPointSeat, Organisation, Person
from teranga.directory.queries.people import names_shown_to
from teranga.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Holding:
    """A time in a seat; `person` is empty when this visitor may not read the name."""

    focal_point: FocalPoint
    person: Person | None

    @property
    def is_current(self) -> bool:
        return self.focal_point.ends_on is None


@dataclass(frozen=True, slots=True)
class SeatView:
    seat: FocalPointSeat
    holdings: Sequence[Holding]

    @property
    def holder(self) -> Holding | None:
        return next((holding for holding in self.holdings if holding.is_current), None)

    @property
    def past(self) -> Sequence[Holding]:
        return [holding for holding in self.holdings if not holding.is_current]

    @property
    def is_vacant(self) -> bool:
        """Say whether the seat is known to be empty, or may be: someone should look."""
        return self.holder is None and self.seat.when_empty != HolderKnowledge.UNNAMED

    @property
    def empty_words(self) -> str:
        return str(HolderKnowledge(self.seat.when_empty).label)


@dataclass(frozen=True, slots=True)
class CountrySeats:
    country: Country | None
    seats: Sequence[SeatView]


@dataclass(frozen=True, slots=True)
class SeatTable:
    """Countries down, seats across; a cell holds the seats of that kind in that country."""

    columns: Sequence[str]
    rows: Sequence[tuple[Country | None, Sequence[tuple[str, Sequence[SeatView]]]]]


@dataclass(frozen=True, slots=True)
class ProgrammeSeats:
    programme: Programme
    n_seats: int
    n_held: int


def seats_visible_to(user: object, **scope: object) -> QuerySet[FocalPointSeat]:
    seats = FocalPointSeat.objects.visible_to(user).filter(closed_on__isnull=True, **scope)
    # An institution which this visitor may not read stays unnamed.
    institutions = Prefetch("institution", Organisation.objects.visible_to(user))
    return seats.select_related(
        "country", "programme", "component__programme", "theme", "source"
    ).prefetch_related(institutions)


def seat_views(user: object, seats: Sequence[FocalPointSeat]) -> list[SeatView]:
    held: dict[UUID, list[FocalPoint]] = {}
    for focal_point in FocalPoint.objects.visible_to(user).filter(seat__in=seats):
        held.setdefault(focal_point.seat_id, []).append(focal_point)
    people = names_shown_to(user, {row.person_id for rows in held.values() for row in rows})
    return [
        SeatView(
            seat,
            [Holding(row, people.get(row.person_id)) for row in held.get(seat.pk, [])],
        )
        for seat in seats
    ]


def seats_by_country(user: object, programme: Programme) -> list[CountrySeats]:
    """Return the seats of a programme, countries in the reader's alphabetical order."""
    views = seat_views(user, list(seats_visible_to(user, programme=programme)))

    def place(view: SeatView) -> tuple[str, str]:
        country = view.seat.country
        return (country.sort_key, country.pk) if country else ("", "")

    views.sort(key=lambda view: (place(view), str(view.seat.component), view.seat.kind))
    return [
        CountrySeats(members[0].seat.country, members)
        for members in (list(group) for _, group in groupby(views, key=place))
    ]


def seat_table(groups: Sequence[CountrySeats]) -> SeatTable:
    columns = list(dict.fromkeys(_column_of(view) for group in groups for view in group.seats))
    columns.sort()
    return SeatTable(
        columns,
        [
            (
                group.country,
                [
                    (column, [view for view in group.seats if _column_of(view) == column])
                    for column in columns
                ],
            )
            for group in groups
        ],
    )


def _column_of(view: SeatView) -> str:
    kind = capfirst(view.seat.get_kind_display())
    return f"{view.seat.component.code} · {kind}" if view.seat.component else kind


def seats_of_country(user: object, country: Country) -> list[SeatView]:
    return seat_views(user, list(seats_visible_to(user, country=country)))


def programmes_with_seats(user: object) -> list[ProgrammeSeats]:
    seats = seats_visible_to(user).order_by()
    holders = FocalPoint.objects.visible_to(user).filter(seat__in=seats, ends_on__isnull=True)
    n_seats = Counter(seats.values_list("programme", flat=True))
    n_held = Counter(holders.values_list("seat__programme", flat=True))
    return [
        ProgrammeSeats(programme, n_seats[programme.pk], n_held[programme.pk])
        for programme in Programme.objects.visible_to(user).filter(pk__in=n_seats)
    ]


def find_seat(user: object, pk: UUID) -> FocalPointSeat | None:
    """Return a seat, open or closed, through the door."""
    seat: FocalPointSeat | None = (
        FocalPointSeat.objects.visible_to(user)
        .select_related("country", "programme", "component__programme", "theme", "source")
        .prefetch_related(Prefetch("institution", Organisation.objects.visible_to(user)))
        .filter(pk=pk)
        .first()
    )
    return seat


def find_focal_point(user: object, pk: UUID) -> FocalPoint | None:
    focal_point: FocalPoint | None = (
        FocalPoint.objects.visible_to(user)
        .filter(pk=pk, seat__in=FocalPointSeat.objects.visible_to(user))
        .select_related("seat__country", "seat__programme")
        .first()
    )
    return focal_point
