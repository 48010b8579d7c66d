"""Reviews of a quarter, a half-year or a year: what happened, added up by the database."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from teranga.core.partial_dates import PartialDate
from teranga.facility.enums import ActivityState, EvaluationState, RequestState
from teranga.facility.models import (
    Action,
    Activity,
    Evaluation,
    EvaluationAnswer,
    ExpertiseRequest,
)
from teranga.knowledge.models import Deliverable, DeliverableStep, Practice

FIRST_YEAR = 2009
_MONTHS = {
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
    "h1": (1, 6), "h2": (7, 12), "year": (1, 12),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    code: str
    year: int
    starts_on: dt.date
    ends_on: dt.date

    @property
    def label(self) -> str:
        words = {
            "q1": _("First quarter of %(year)s"),
            "q2": _("Second quarter of %(year)s"),
            "q3": _("Third quarter of %(year)s"),
            "q4": _("Fourth quarter of %(year)s"),
            "h1": _("First half of %(year)s"),
            "h2": _("Second half of %(year)s"),
            "year": _("Year %(year)s"),
        }
        return words[self.code] % {"year": self.year}

    @property
    def key(self) -> str:
        return f"{self.year}-{self.code}"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One count of the review, and the things counted when they are few enough to be named."""

    label: str
    value: int
    things: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReviewSection:
    title: str
    lines: Sequence[ReviewLine]


def find_period(key: str) -> Period | None:
    """Read `2026-q3`, `2026-h1` or `2026-year`."""
    year_text, _dash, code = key.partition("-")
    if code not in _MONTHS or not year_text.isdigit() or not FIRST_YEAR <= int(year_text) <= 2100:
        return None
    year, (first, last) = int(year_text), _MONTHS[code]
    after = dt.date(year + last // 12, last % 12 + 1, 1)
    return Period(code, year, dt.date(year, first, 1), after - dt.timedelta(days=1))


def periods_until(today: dt.date, *, n_years: int = 2) -> list[Period]:
    """Return the periods that have begun in the last years, latest first."""
    found = [
        period
        for year in range(today.year, today.year - n_years, -1)
        for code in _MONTHS
        if (period := find_period(f"{year}-{code}")) is not None and period.starts_on <= today
    ]
    return sorted(found, key=lambda period: (period.ends_on, period.starts_on), reverse=True)


def review_of(user: object, period: Period, today: dt.date) -> list[ReviewSection]:
    """Prepare the review by itself: only what `user` may see is counted and named."""
    return [
        _requests(user, period, today),
        _actions(user, period),
        _activities(user, period),
        _opinions(user, period, today),
        _products(user, period),
    ]


N_NAMED = 12


def _line(label: str, rows: QuerySet[Any]) -> ReviewLine:
    """Count and name at once; the database counts only what is too long to be named."""
    first = list(rows[: N_NAMED + 1])
    n_rows = len(first) if len(first) <= N_NAMED else rows.count()
    return ReviewLine(label, n_rows, [_named(row) for row in first[:N_NAMED]])


def _named(row: Any) -> str:
    """Name a row; what is invented says so, also in a file that leaves the platform."""
    return _("%(name)s (fictitious)") % {"name": row} if row.is_fictitious else str(row)


def _within(name: str, period: Period) -> Q:
    return Q(**{f"{name}__gte": period.starts_on, f"{name}__lte": period.ends_on})


def _requests(user: object, period: Period, today: dt.date) -> ReviewSection:
    rows = ExpertiseRequest.objects.visible_to(user).order_by("received_on")
    until = min(period.ends_on, today)
    open_states = [RequestState.RECEIVED, RequestState.SCREENING, RequestState.COMMITTEE]
    return ReviewSection(
        _("Requests"),
        [
            _line(_("received"), rows.filter(_within("received_on", period))),
            _line(_("approved"), rows.filter(_within("approved_on", period))),
            _line(
                _("past the day their step was due, at the end of the period"),
                rows.filter(state__in=open_states, step_due_on__lt=until),
            ),
        ],
    )


def _actions(user: object, period: Period) -> ReviewSection:
    rows = Action.objects.visible_to(user).order_by("code")
    return ReviewSection(
        _("Actions"),
        [
            _line(
                pgettext("Actions of a period", "ready to start"),
                rows.filter(_within("ready_on", period)),
            ),
            _line(
                pgettext("Actions of a period", "started"),
                rows.filter(_within("started_on", period)),
            ),
            _line(
                pgettext("Actions of a period", "closed"), rows.filter(_within("closed_on", period))
            ),
            _line(
                pgettext("Actions of a period", "evaluated"),
                rows.filter(_within("evaluated_on", period)),
            ),
        ],
    )


def _activities(user: object, period: Period) -> ReviewSection:
    rows = Activity.objects.visible_to(user).filter(_within("starts_on", period))
    rows = rows.order_by("starts_on")
    planned = [ActivityState.PLANNED, ActivityState.CONFIRMED]
    return ReviewSection(
        _("Activities"),
        [
            _line(_("held"), rows.filter(state=ActivityState.HELD)),
            _line(_("planned, neither held nor cancelled"), rows.filter(state__in=planned)),
            _line(_("cancelled"), rows.filter(state=ActivityState.CANCELLED)),
            _line(
                _("held without a mission report"),
                rows.filter(state=ActivityState.HELD, reported_on__isnull=True),
            ),
        ],
    )


def _opinions(user: object, period: Period, today: dt.date) -> ReviewSection:
    rows = Evaluation.objects.visible_to(user).select_related("action", "activity")
    until = min(period.ends_on, today)
    answers = EvaluationAnswer.objects.filter(
        evaluation__in=rows,
        created_at__date__gte=period.starts_on,
        created_at__date__lte=period.ends_on,
    )
    return ReviewSection(
        _("Evaluations"),
        [
            _line(_("sent"), rows.filter(_within("opened_on", period))),
            ReviewLine(_("answers received"), answers.count()),
            _line(
                _("that should have been sent"),
                rows.filter(state=EvaluationState.PLANNED, due_on__lte=until),
            ),
        ],
    )


def _products(user: object, period: Period) -> ReviewSection:
    """Stages carry partial dates: those known to the month or the day fall in a period."""
    deliverables = Deliverable.objects.visible_to(user)
    year = str(period.year)
    steps = DeliverableStep.objects.filter(
        deliverable__in=deliverables, reached_on__startswith=year
    ).select_related("deliverable")
    reached = [
        f"{_named(step.deliverable)} – {step.get_stage_display()}"
        for step in steps
        if _falls_in(step.reached_on, period)
    ]
    practices = Practice.objects.visible_to(user).filter(
        created_at__date__gte=period.starts_on, created_at__date__lte=period.ends_on
    )
    return ReviewSection(
        _("What remains"),
        [
            ReviewLine(_("stages reached by documents"), len(reached), reached[:N_NAMED]),
            _line(_("practices recorded"), practices.order_by("created_at")),
        ],
    )


def _falls_in(date: PartialDate | None, period: Period) -> bool:
    if date is None:
        return False
    if period.code != "year" and date.month is None and date.part is None:
        return False
    return period.starts_on <= date.earliest <= period.ends_on
