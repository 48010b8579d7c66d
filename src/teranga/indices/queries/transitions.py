"""The life of a cell: one table of events, from which states, to which, with a reason or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError
from teranga.indices.enums import CellState as S


class CellEvent(StrEnum):
    CODE = "code"
    FIND_AGREED = "find_agreed"
    FIND_DISPUTED = "find_disputed"
    REOPEN = "reopen"
    SETTLE = "settle"
    VALIDATE = "validate"
    CONTEST = "contest"
    REVISE = "revise"


@dataclass(frozen=True, slots=True)
class Transition:
    """`noun` is the kind of thing one needs the right to create; None: the coders' own work."""

    origins: frozenset[S]
    target: S
    noun: str | None
    needs_reason: bool = False


_COMPARED = frozenset({S.CODED, S.AGREED, S.DISPUTED})
TRANSITIONS: Mapping[CellEvent, Transition] = {
    CellEvent.CODE: Transition(frozenset({S.EMPTY, S.CODED}), S.CODED, "policy_code"),
    CellEvent.FIND_AGREED: Transition(_COMPARED, S.AGREED, None),
    CellEvent.FIND_DISPUTED: Transition(_COMPARED, S.DISPUTED, None),
    CellEvent.REOPEN: Transition(_COMPARED, S.CODED, "coding_round", needs_reason=True),
    CellEvent.SETTLE: Transition(
        frozenset({S.AGREED, S.DISPUTED}), S.SETTLED, "adjudication", needs_reason=True
    ),
    CellEvent.VALIDATE: Transition(frozenset({S.SETTLED}), S.VALIDATED, "policy_validation"),
    CellEvent.CONTEST: Transition(
        frozenset({S.SETTLED}), S.DISPUTED, "policy_validation", needs_reason=True
    ),
    CellEvent.REVISE: Transition(
        frozenset({S.SETTLED, S.VALIDATED}), S.DISPUTED, "adjudication", needs_reason=True
    ),
}


def state_after(state: str, event: CellEvent) -> S:
    """Return where an event leads; raise when the cell is not where the event needs it."""
    transition = TRANSITIONS[event]
    if state not in transition.origins:
        message = _("This cell is “%(state)s”: that cannot be done now.")
        raise InvalidTransitionError(message % {"state": S(state).label})
    return transition.target
