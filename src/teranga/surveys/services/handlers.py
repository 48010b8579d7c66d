"""What an approved answer becomes: apps above register it here; this app names none of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django_stubs_ext import StrOrPromise

from teranga.surveys.models import Questionnaire, Submission


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be what the answer is about, and why."""

    pk: str
    label: str
    score: float
    reasons: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answer became."""

    model: str
    pk: str
    label: str
    url: str = ""


class Approve(Protocol):
    def __call__(self, submission: Submission, *, chosen: str | None, by: Any) -> Outcome: ...


class Withdraw(Protocol):
    def __call__(self, submission: Submission, *, by: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class SubmissionHandler:
    """`approve` runs inside the approving transaction: what it raises refuses the approval."""

    code: str
    label: StrOrPromise
    candidates: Callable[[Submission], Sequence[Candidate]]
    approve: Approve
    withdraw: Withdraw
    describe: Callable[[Submission, Any], Outcome | None]


_handlers: dict[str, SubmissionHandler] = {}


def register_handler(handler: SubmissionHandler) -> SubmissionHandler:
    _handlers[handler.code] = handler
    return handler


def handlers() -> list[SubmissionHandler]:
    return list(_handlers.values())


def handler_of(questionnaire: Questionnaire) -> SubmissionHandler | None:
    return _handlers.get(questionnaire.handler)
