import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from teranga.core.exceptions import InvalidTransitionError
from teranga.core.translated import Translated
from teranga.directory.models import FocalPoint, FocalPointSeat
from teranga.directory.services.focal_points import (
    SeatDetails,
    appoint_focal_point,
    close_seat,
    end_focal_point,
    open_seat,
    reopen_seat,
)
from tests.factories.directory import make_person

pytestmark = pytest.mark.django_db

DAY = dt.date(2023, 1, 15)


@pytest.fixture
def seat(crpm, countries, officer):
    return open_seat(
        details=SeatDetails(
            kind="national", programme=crpm, country=countries["SEN"], note=Translated()
        ),
        by=officer,
    )


def test_open_seat_needs_the_right(crpm, focal_point_of_senegal):
    with pytest.raises(PermissionDenied):
        open_seat(
            details=SeatDetails(kind="national", programme=crpm, note=Translated()),
            by=focal_point_of_senegal,
        )

    assert not FocalPointSeat.objects.exists()


def test_appoint_focal_point_fills_a_seat_once(seat, officer):
    appoint_focal_point(seat, person=make_person(), starts_on=DAY, by=officer)

    with pytest.raises(InvalidTransitionError, match="already held"):
        appoint_focal_point(seat, person=make_person(), starts_on=DAY, by=officer)
    assert FocalPoint.objects.count() == 1


def test_end_focal_point_keeps_the_history(seat, officer):
    first = appoint_focal_point(seat, person=make_person(), starts_on=DAY, by=officer)
    end_focal_point(first, ends_on=dt.date(2023, 6, 30), by=officer)

    appoint_focal_point(seat, person=make_person(), starts_on=dt.date(2023, 7, 1), by=officer)

    assert list(seat.holders.values_list("ends_on", flat=True)) == [None, dt.date(2023, 6, 30)]
    with pytest.raises(InvalidTransitionError):
        end_focal_point(first, ends_on=DAY, by=officer)


def test_end_focal_point_is_not_before_the_start(seat, officer):
    held = appoint_focal_point(seat, person=make_person(), starts_on=DAY, by=officer)

    with pytest.raises(ValidationError):
        end_focal_point(held, ends_on=dt.date(2022, 1, 1), by=officer)


def test_appoint_focal_point_does_not_overlap_the_one_before(seat, officer):
    first = appoint_focal_point(seat, person=make_person(), starts_on=DAY, by=officer)
    end_focal_point(first, ends_on=dt.date(2023, 6, 30), by=officer)

    with pytest.raises(ValidationError, match="still held"):
        appoint_focal_point(seat, person=make_person(), starts_on=dt.date(2023, 3, 1), by=officer)


def test_close_seat_waits_until_it_is_empty_and_opens_again(seat, officer, reader):
    held = appoint_focal_point(seat, person=make_person(), starts_on=DAY, by=officer)
    with pytest.raises(InvalidTransitionError, match="holds this seat"):
        close_seat(seat, closed_on=DAY, by=officer)
    end_focal_point(held, ends_on=DAY, by=officer)

    with pytest.raises(PermissionDenied):
        close_seat(seat, closed_on=DAY, by=reader)
    assert close_seat(seat, closed_on=DAY, by=officer).closed_on == DAY
    with pytest.raises(InvalidTransitionError):
        appoint_focal_point(seat, person=make_person(), starts_on=DAY, by=officer)
    assert reopen_seat(seat, by=officer).closed_on is None
    with pytest.raises(InvalidTransitionError):
        reopen_seat(seat, by=officer)
