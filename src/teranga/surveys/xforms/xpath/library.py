"""The shelf of functions an expression may call, and what a function is given."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime, tzinfo
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from elementpath import XPathContext
from elementpath.xpath_nodes import XPathNode

from teranga.surveys.xforms.xpath.values import (
    Value,
    node_text,
    simplify,
    to_number,
    to_text,
    to_truth,
)

if TYPE_CHECKING:
    from elementpath.xpath_tokens import XPathToken


@dataclass(frozen=True)
class Surroundings:
    """What an expression may ask for outside the answers themselves."""

    now: datetime
    random: Random
    instances: dict[str, XPathNode]
    tables: dict[str, list[dict[str, str]]]
    choice_label: Callable[[str, str], str | None]

    @property
    def timezone(self) -> tzinfo:
        if self.now.tzinfo is None:
            raise ValueError("the clock of a check must know its zone")
        return self.now.tzinfo


class OdkContext(XPathContext):
    """The dynamic context, with the node the whole expression is about."""

    surroundings: Surroundings
    subject: XPathNode


class Call:
    """One call of a function: its arguments are computed when they are asked for."""

    def __init__(self, token: "XPathToken", context: OdkContext) -> None:
        self.token = token
        self.context = context

    def __len__(self) -> int:
        return len(self.token)

    @property
    def surroundings(self) -> Surroundings:
        return self.context.surroundings

    @property
    def here(self) -> XPathNode:
        item = self.context.item
        return item if isinstance(item, XPathNode) else self.context.subject

    def value(self, index: int) -> Value:
        return simplify(self.token[index].evaluate(copy(self.context)))

    def values(self) -> Iterator[Value]:
        return (self.value(index) for index in range(len(self)))

    def text(self, index: int, default: str = "") -> str:
        return to_text(self.value(index)) if index < len(self) else default

    def number(self, index: int) -> float:
        return to_number(self.value(index), self.surroundings.timezone)

    def truth(self, index: int) -> bool:
        return to_truth(self.value(index))

    def nodes(self, index: int) -> list[XPathNode]:
        value = self.value(index)
        return value if isinstance(value, list) else []

    def texts(self, start: int = 0) -> list[str]:
        """All texts from an argument on: each node of a list counts."""
        return [
            text
            for index in range(start, len(self))
            for text in texts_of(self.value(index))
        ]  # fmt: skip


def texts_of(value: Value) -> list[str]:
    return [node_text(node) for node in value] if isinstance(value, list) else [to_text(value)]


Implementation: TypeAlias = Callable[[Call], Value]


@dataclass(frozen=True)
class Function:
    name: str
    at_least: int
    at_most: int | None
    implementation: Implementation
    # True when asking twice may give two answers: such a result cannot be checked again.
    is_volatile: bool


functions: dict[str, Function] = {}


def function(
    name: str, at_least: int = 0, at_most: int | None = -1, *, volatile: bool = False
) -> Callable[[Implementation], Implementation]:
    """Put a function on the shelf; `at_most=None` means any number of arguments."""
    limit = at_least if at_most == -1 else at_most

    def register(implementation: Implementation) -> Implementation:
        functions[name] = Function(name, at_least, limit, implementation, volatile)
        return implementation

    return register
