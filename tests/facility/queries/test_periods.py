import datetime as dt

import pytest
from django.utils import translation

from teranga.facility.models import Activity
from teranga.facility.queries.periods import find_period, periods_until, review_of
from tests.factories.accounts import make_user
from tests.factories.facility import make_action
from tests.factories.knowledge import make_deliverable
from tests.factories.programmes import make_programme

TODAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _words_in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2026-q1", "2026-01-01", "2026-03-31"),
        ("2024-h2", "2024-07-01", "2024-12-31"),
        ("2026-year", "2026-01-01", "2026-12-31"),
    ],
)
def test_find_period_gives_its_days(key, first, last):
    period = find_period(key)

    assert (period.starts_on.isoformat(), period.ends_on.isoformat()) == (first, last)


@pytest.mark.parametrize("key", ["", "2026", "2026-q5", "26-q1", "1800-q1", "x-q1", "9999-year"])
def test_find_period_knows_no_other(key):
    assert find_period(key) is None


def test_periods_until_today_have_begun():
    assert all(period.starts_on <= TODAY for period in periods_until(TODAY))
    assert "2026-q3" not in [period.key for period in periods_until(TODAY)]


@pytest.mark.django_db
def test_review_prepares_itself_from_what_was_recorded(countries):
    programme = make_programme()
    officer = make_user("officer", programme=programme)
    shared = {"programme": programme, "visibility": "programme"}
    action = make_action(started_on=dt.date(2026, 4, 2), **shared)
    Activity.objects.create(
        action=action, kind="workshop", title="Atelier", state="held",
        starts_on=dt.date(2026, 5, 4), **shared,
    )  # fmt: skip
    deliverable = make_deliverable(**shared)
    deliverable.steps.create(stage="adopted", reached_on="2026-05")
    deliverable.steps.create(stage="implemented", reached_on="2026")

    sections = review_of(officer, find_period("2026-q2"), TODAY)
    counted = {
        (section.title, line.label): line.value for section in sections for line in section.lines
    }

    assert counted[("Actions", "started")] == 1
    assert counted[("Activities", "held")] == 1
    assert counted[("Activities", "held without a mission report")] == 1
    # A year alone does not say in which quarter.
    assert counted[("What remains", "stages reached by documents")] == 1


@pytest.mark.django_db
def test_review_counts_only_what_one_may_see(countries):
    make_action(started_on=dt.date(2026, 4, 2), visibility="private")

    sections = review_of(None, find_period("2026-q2"), TODAY)

    assert sum(line.value for section in sections for line in section.lines) == 0


def test_review_marks_what_is_invented(facility):
    action = facility.action()
    type(action).objects.filter(pk=action.pk).update(is_fictitious=True, ready_on=TODAY)

    sections = review_of(facility.officer, find_period("2026-year"), TODAY)

    (ready, *_others) = sections[1].lines
    assert [name.endswith("(fictitious)") for name in ready.things] == [True]
