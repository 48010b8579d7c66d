"""The two tables of transitions: what may happen, from where, to where, by whom.

Nothing else decides what state a request or an Action is in; `services.lifecycle` applies
these tables, pages offer what they allow, and a property test walks them at random.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from teranga.facility import permissions
from teranga.facility.enums import (
    ActionEvent,
    ActionState,
    Holder,
    RequestEvent,
    RequestState,
)

# In which part someone acts, and the question that says whether they may.
Part = tuple[Holder, Callable[[Any, Any], bool]]

TEAM_ON_REQUEST: Part = (Holder.TEAM, permissions.can_change_request)
HEAD_ON_REQUEST: Part = (Holder.TEAM, permissions.can_manage_request)
REQUESTER: Part = (Holder.REQUESTER, permissions.can_follow_request)
COMMITTEE: Part = (Holder.COMMITTEE, permissions.can_decide_request)
TEAM_ON_ACTION: Part = (Holder.TEAM, permissions.can_change_action)
HEAD_ON_ACTION: Part = (Holder.TEAM, permissions.can_archive_action)


@dataclass(frozen=True, slots=True)
class Transition:
    sources: frozenset[str]
    target: str
    parts: tuple[Part, ...]
    order: StrOrPromise
    needs_reason: bool = False

    def part_of(self, by: object, thing: object) -> Holder | None:
        """Return the part in which someone may give this order on that thing."""
        return next((holder for holder, may in self.parts if may(by, thing)), None)


def _on(
    sources: set[str], target: str, *parts: Part, order: StrOrPromise, reason: bool = False
) -> Transition:
    return Transition(frozenset(sources), target, parts, order, reason)


_R, _A = RequestState, ActionState
OPEN_STATES: set[str] = {_R.RECEIVED, _R.SCREENING, _R.INCOMPLETE, _R.COMMITTEE, _R.ON_HOLD}

REQUEST_TRANSITIONS: Mapping[RequestEvent, Transition] = {
    RequestEvent.SCREEN: _on(
        {_R.RECEIVED}, _R.SCREENING, TEAM_ON_REQUEST, order=_("Start screening")
    ),
    RequestEvent.ASK: _on(
        {_R.SCREENING},
        _R.INCOMPLETE,
        TEAM_ON_REQUEST,
        order=_("Ask the requester a question"),
        reason=True,
    ),
    RequestEvent.ANSWER: _on(
        {_R.INCOMPLETE},
        _R.SCREENING,
        REQUESTER,
        TEAM_ON_REQUEST,
        order=_("Answer the question"),
        reason=True,
    ),
    RequestEvent.SUBMIT: _on(
        {_R.SCREENING},
        _R.COMMITTEE,
        (Holder.TEAM, permissions.can_submit_request),
        order=_("Put to the committee"),
    ),
    RequestEvent.RECALL: _on(
        {_R.COMMITTEE},
        _R.SCREENING,
        TEAM_ON_REQUEST,
        order=_("Take back from the committee"),
        reason=True,
    ),
    RequestEvent.APPROVE: _on({_R.COMMITTEE}, _R.APPROVED, COMMITTEE, order=_("Approve")),
    RequestEvent.HOLD: _on(
        {_R.COMMITTEE}, _R.ON_HOLD, COMMITTEE, order=_("Put on hold"), reason=True
    ),
    RequestEvent.DECLINE: _on(
        {_R.COMMITTEE}, _R.DECLINED, COMMITTEE, order=_("Decline"), reason=True
    ),
    RequestEvent.REFUSE: _on(
        {_R.SCREENING},
        _R.DECLINED,
        HEAD_ON_REQUEST,
        order=_("Answer that it is not eligible"),
        reason=True,
    ),
    RequestEvent.RESUME: _on({_R.ON_HOLD}, _R.SCREENING, TEAM_ON_REQUEST, order=_("Take up again")),
    RequestEvent.WITHDRAW: _on(
        OPEN_STATES,
        _R.WITHDRAWN,
        REQUESTER,
        TEAM_ON_REQUEST,
        order=_("Withdraw the request"),
        reason=True,
    ),
    RequestEvent.REOPEN: _on(
        {_R.DECLINED, _R.WITHDRAWN},
        _R.SCREENING,
        HEAD_ON_REQUEST,
        order=_("Open the request again"),
        reason=True,
    ),
}

ACTION_TRANSITIONS: Mapping[ActionEvent, Transition] = {
    ActionEvent.DECLARE_READY: _on(
        {_A.DESIGN}, _A.READY, TEAM_ON_ACTION, order=_("Declare ready to start")
    ),
    ActionEvent.REVISE: _on(
        {_A.READY}, _A.DESIGN, TEAM_ON_ACTION, order=_("Take the sheet up again"), reason=True
    ),
    ActionEvent.START: _on({_A.READY}, _A.UNDER_WAY, TEAM_ON_ACTION, order=_("Start the Action")),
    ActionEvent.ADJUST: _on(
        {_A.UNDER_WAY},
        _A.ADJUSTED,
        TEAM_ON_ACTION,
        order=_("Open an adjustment"),
        reason=True,
    ),
    ActionEvent.SETTLE: _on(
        {_A.ADJUSTED}, _A.UNDER_WAY, TEAM_ON_ACTION, order=_("Settle the adjustment")
    ),
    ActionEvent.CLOSE: _on(
        {_A.UNDER_WAY, _A.ADJUSTED}, _A.CLOSED, TEAM_ON_ACTION, order=_("Close the Action")
    ),
    ActionEvent.REOPEN: _on(
        {_A.CLOSED}, _A.UNDER_WAY, HEAD_ON_ACTION, order=_("Open the Action again"), reason=True
    ),
    ActionEvent.EVALUATE: _on(
        {_A.CLOSED}, _A.EVALUATED, TEAM_ON_ACTION, order=_("Record that it is evaluated")
    ),
    ActionEvent.CANCEL: _on(
        {_A.DESIGN, _A.READY},
        _A.CANCELLED,
        HEAD_ON_ACTION,
        order=_("Cancel the Action"),
        reason=True,
    ),
}

# Whose turn it is in each state.
REQUEST_HOLDERS: Mapping[str, Holder] = {
    _R.RECEIVED: Holder.TEAM,
    _R.SCREENING: Holder.TEAM,
    _R.INCOMPLETE: Holder.REQUESTER,
    _R.COMMITTEE: Holder.COMMITTEE,
    _R.ON_HOLD: Holder.COMMITTEE,
    _R.APPROVED: Holder.TEAM,
    _R.DECLINED: Holder.NOBODY,
    _R.WITHDRAWN: Holder.NOBODY,
}
