"""Who acts now, for the audit: set once per request, job or command."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    user_id: UUID | None = None
    label: str = "system"
    address: str = ""
    reference: str = ""


# Frozen, so that sharing it as a default is safe.
NOBODY_NAMED = Actor()
_actor: ContextVar[Actor] = ContextVar("teranga_actor", default=NOBODY_NAMED)


def current_actor() -> Actor:
    return _actor.get()


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        _actor.reset(token)
