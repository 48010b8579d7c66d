"""Parts of the page of an Action and of an activity, which other files of the app add.

Each part says what it shows to whom: its `context` returns `None` to be left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django_stubs_ext import StrOrPromise

from teranga.core.contributions import Shelf


@dataclass(frozen=True, slots=True)
class PagePart:
    """`for_team` parts are drawn only for those who may read the file of the Action."""

    code: str
    title: StrOrPromise
    template: str
    context: Callable[[Any, object], Mapping[str, Any] | None]
    for_team: bool = True


@dataclass(frozen=True, slots=True)
class DrawnPart:
    part: PagePart
    context: Mapping[str, Any]


action_parts: Shelf[PagePart] = Shelf()
activity_parts: Shelf[PagePart] = Shelf()


def drawn_parts(
    parts: Iterable[PagePart], thing: object, user: object, *, for_team: bool
) -> list[DrawnPart]:
    told = [(part, part.context(thing, user)) for part in parts if part.for_team == for_team]
    return [DrawnPart(part, context) for part, context in told if context is not None]
