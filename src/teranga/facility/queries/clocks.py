"""The clocks of a request: two for the three months, one for the step that runs.

The source says that an Action is ready within three months, and not from which day: both
are shown, from receipt and from approval.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from teranga.facility.enums import ActionState, Holder, RequestState
from teranga.facility.models import Action, ExpertiseRequest, RequestDesk


class Pace(StrEnum):
    DONE = "done"
    STOPPED = "stopped"
    ON_TIME = "on_time"
    SOON = "soon"
    LATE = "late"


BADGES = {
    Pace.DONE: "good",
    Pace.STOPPED: "neutral",
    Pace.ON_TIME: "progress",
    Pace.SOON: "attention",
    Pace.LATE: "late",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """Days from a start to a due day; `ended_on` when it was met, `is_stopped` when given up."""

    label: StrOrPromise
    starts_on: dt.date
    due_on: dt.date
    today: dt.date
    warned_days: int = 7
    ended_on: dt.date | None = None
    is_stopped: bool = False

    @property
    def n_elapsed(self) -> int:
        return ((self.ended_on or self.today) - self.starts_on).days

    @property
    def n_total(self) -> int:
        return max((self.due_on - self.starts_on).days, 1)

    @property
    def n_shown(self) -> int:
        """Days to draw on a bar that is full at the due day."""
        return max(0, min(self.n_elapsed, self.n_total))

    @property
    def n_left(self) -> int:
        """Days to the due day; below zero when it has passed."""
        return (self.due_on - (self.ended_on or self.today)).days

    @property
    def n_late(self) -> int:
        return max(0, -self.n_left)

    @property
    def pace(self) -> Pace:
        if self.is_stopped:
            return Pace.STOPPED
        if self.ended_on is not None:
            return Pace.DONE if self.n_left >= 0 else Pace.LATE
        if self.n_left < 0:
            return Pace.LATE
        return Pace.SOON if self.n_left <= self.warned_days else Pace.ON_TIME

    @property
    def badge(self) -> str:
        return BADGES[self.pace]

    @property
    def due_words(self) -> str:
        """Say in a few words how long is left, or how late it is."""
        if self.n_late:
            return ngettext("%(n)s day late", "%(n)s days late", self.n_late) % {"n": self.n_late}
        return ngettext("%(n)s day left", "%(n)s days left", self.n_left) % {"n": self.n_left}


@dataclass(frozen=True)
class RequestClocks:
    """Every clock of one request, with whose turn it is."""

    expertise_request: ExpertiseRequest
    action: Action | None
    desk: RequestDesk
    today: dt.date

    @cached_property
    def receipt(self) -> Clock:
        return self._three_months(_("since receipt"), self.expertise_request.received_on)

    @cached_property
    def approval(self) -> Clock | None:
        approved_on = self.expertise_request.approved_on
        return None if approved_on is None else self._three_months(_("since approval"), approved_on)

    @cached_property
    def step(self) -> Clock | None:
        """Return the clock of the step that runs, if it has a due day."""
        row = self._running
        if row.step_since is None or row.step_due_on is None:
            return None
        label = row.get_state_display()
        return Clock(
            label, row.step_since, row.step_due_on, self.today, self.desk.days_warned_before
        )

    @property
    def holder(self) -> str:
        return str(Holder(self._running.holder).label)

    @property
    def state_label(self) -> str:
        return self._running.get_state_display()

    @property
    def worst(self) -> Pace:
        """The most pressing of all clocks: what the line is sorted and marked by."""
        order = [Pace.LATE, Pace.SOON, Pace.ON_TIME, Pace.DONE, Pace.STOPPED]
        clocks = (self.receipt, self.approval, self.step)
        paces = {clock.pace for clock in clocks if clock is not None}
        return next(pace for pace in order if pace in paces)

    @property
    def badge(self) -> str:
        return BADGES[self.worst]

    @property
    def _running(self) -> Action | ExpertiseRequest:
        return self.action if self.action is not None else self.expertise_request

    def _three_months(self, label: StrOrPromise, starts_on: dt.date) -> Clock:
        return Clock(
            label,
            starts_on,
            add_months(starts_on, self.desk.months_to_ready),
            self.today,
            # Three months end slowly: the warning comes a month before, not a week.
            max(self.desk.days_warned_before, 30),
            ended_on=self.action.ready_on if self.action else None,
            is_stopped=self._is_given_up,
        )

    @property
    def _is_given_up(self) -> bool:
        if self.action is not None:
            return self.action.state == ActionState.CANCELLED
        gone = {RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.ON_HOLD}
        return self.expertise_request.state in gone


@lru_cache(maxsize=8192)
def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or its last day when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))


def request_due_on(desk: RequestDesk, state: str, on: dt.date) -> dt.date | None:
    """Return by when the step that begins on that day should end; `None` for those that wait."""
    days = {
        RequestState.RECEIVED: desk.days_to_screen,
        RequestState.SCREENING: desk.days_to_screen,
        RequestState.INCOMPLETE: desk.days_to_answer,
        RequestState.COMMITTEE: desk.days_to_decide,
        # Once approved, an Action is opened and its sheet begun.
        RequestState.APPROVED: desk.days_to_screen,
    }
    wanted = days.get(RequestState(state))
    return None if wanted is None else on + dt.timedelta(days=wanted)


def action_due_on(desk: RequestDesk, action: Action, state: str, on: dt.date) -> dt.date | None:
    if state in {ActionState.DESIGN, ActionState.ADJUSTED}:
        return on + dt.timedelta(days=desk.days_to_review)
    if state == ActionState.READY:
        return action.planned_starts_on
    return action.planned_ends_on if state == ActionState.UNDER_WAY else None
