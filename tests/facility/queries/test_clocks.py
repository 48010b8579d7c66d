"""Two clocks run, from receipt and from approval; a third says whose turn it is and until when."""

import datetime as dt

import pytest
from django.urls import reverse

from teranga.facility.queries.clocks import RequestClocks, add_months
from teranga.facility.queries.desks import desk_of
from teranga.facility.services.requests import order_request_step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

RECEIVED = dt.date(2026, 3, 2)  # as the factory files a request
APPROVED = dt.date(2026, 3, 12)  # as the conftest approves it


def clocks_on(row, today, action=None):
    return RequestClocks(row, action, desk_of(row.programme_id), today)


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (dt.date(2026, 3, 2), 3, dt.date(2026, 6, 2)),
        (dt.date(2026, 11, 30), 3, dt.date(2027, 2, 28)),
        (dt.date(2027, 12, 31), 2, dt.date(2028, 2, 29)),
    ],
)
def test_three_months_end_on_a_real_day(day, months, wanted):
    assert add_months(day, months) == wanted


def test_both_clocks_run_and_neither_stands_for_the_other(facility):
    clocks = clocks_on(facility.approved(), dt.date(2026, 6, 5))

    assert (clocks.receipt.due_on, clocks.receipt.pace) == (dt.date(2026, 6, 2), "late")
    assert (clocks.approval.due_on, clocks.approval.pace) == (dt.date(2026, 6, 12), "soon")
    assert clocks.receipt.due_words == "3 days late"
    assert clocks.worst == "late"


@pytest.mark.parametrize(
    ("today", "pace"),
    [
        (dt.date(2026, 5, 2), "on_time"),
        (dt.date(2026, 5, 3), "soon"),
        (dt.date(2026, 6, 2), "soon"),
        (dt.date(2026, 6, 3), "late"),
    ],
)
def test_lateness_is_seen_a_month_before(facility, today, pace):
    assert clocks_on(facility.request(), today).receipt.pace == pace


def test_step_says_who_holds_it_and_until_when(facility):
    row = facility.request()
    order_request_step(row, event="screen", by=facility.officer, on=dt.date(2026, 3, 3))
    order_request_step(
        row, event="ask", by=facility.officer, on=dt.date(2026, 3, 4), reason="Which border?"
    )
    row.refresh_from_db()
    desk = desk_of(row.programme_id)

    clocks = clocks_on(row, dt.date(2026, 3, 5))

    assert clocks.holder == "the requester"
    assert clocks.step.due_on == dt.date(2026, 3, 4) + dt.timedelta(days=desk.days_to_answer)


def test_both_clocks_end_when_the_action_is_ready(facility):
    action = facility.action()
    action.ready_on = dt.date(2026, 6, 8)

    clocks = clocks_on(action.expertise_request, dt.date(2026, 9, 1), action)

    # Late by one reading of the source, in time by the other: both are told.
    assert (clocks.receipt.pace, clocks.receipt.n_late) == ("late", 6)
    assert (clocks.approval.pace, clocks.approval.n_elapsed) == ("done", 88)


def test_clock_of_a_withdrawn_request_stands_still(facility):
    row = facility.request()
    order_request_step(
        row, event="withdraw", by=facility.officer, on=dt.date(2026, 3, 5), reason="Elections."
    )
    row.refresh_from_db()

    assert clocks_on(row, dt.date(2027, 1, 1)).receipt.pace == "stopped"


def test_queue_shows_who_holds_each_request(client, facility):
    facility.request(title="Guide for seasonal workers")
    client.force_login(facility.officer)
    client.cookies["language"] = "en"

    page = client.get(reverse("facility:request-list")).content.decode()

    assert "Guide for seasonal workers" in page
    assert "the team" in page
    assert "since receipt" in page
