"""Functions on nodes: where one stands, the other lists of the form, chance."""

import math
from random import Random

from elementpath.xpath_nodes import ElementNode, XPathNode

from teranga.surveys.xforms.xpath.library import Call, function
from teranga.surveys.xforms.xpath.values import Value

# The generator that every client uses to shuffle, so that one seed gives one order.
_PARK_MILLER = 16807
_MODULUS = 2147483647


class MissingListError(ValueError):
    """A list that is asked for and is not there."""


@function("current")
def current(call: Call) -> Value:
    return [call.context.subject]


@function("instance", 1)
def instance(call: Call) -> Value:
    """Give a list of the form; a list kept in a file we do not have is nobody's mistake."""
    node = call.surroundings.instances.get(call.text(0))
    if node is None:
        raise MissingListError(call.text(0))
    return [node]


@function("count", 1)
def count(call: Call) -> Value:
    return float(len(call.nodes(0)))


@function("last")
def last(call: Call) -> Value:
    return float(call.context.size or 1)


@function("position", 0, 1)
def position(call: Call) -> Value:
    """Without argument the place in a filter; with one, the place among its twins."""
    if not len(call):
        return float(call.context.position)
    nodes = call.nodes(0)
    return float(place_among_twins(nodes[0])) if nodes else math.nan


def place_among_twins(node: XPathNode) -> int:
    parent = node.parent
    if parent is None or not isinstance(node, ElementNode):
        return 1
    twins = [c for c in parent.children if isinstance(c, ElementNode) and c.name == node.name]
    return next(place for place, twin in enumerate(twins, start=1) if twin is node)


@function("once", 1)
def once(call: Call) -> Value:
    return call.context.subject.string_value or call.text(0)


@function("indexed-repeat", 3, 7)
def indexed_repeat(call: Call) -> Value:
    """Find `field` in the n-th turn of a repeat, of a repeat in that turn, and so on."""
    found = call.nodes(0)
    for argument in range(1, len(call) - 1, 2):
        turns, place = call.nodes(argument), call.number(argument + 1)
        if not 1 <= place <= len(turns):
            return []
        chosen = turns[int(place) - 1]
        found = [node for node in found if _is_inside(node, chosen)]
    return found


def _is_inside(node: XPathNode, ancestor: XPathNode) -> bool:
    climbing: XPathNode | None = node
    while climbing is not None and climbing is not ancestor:
        climbing = climbing.parent
    return climbing is ancestor


@function("name", 0, 1)
def name(call: Call) -> Value:
    return _name(call)


@function("local-name", 0, 1)
def local_name(call: Call) -> Value:
    return _name(call)


@function("namespace-uri", 0, 1)
def namespace_uri(_: Call) -> Value:
    """Answers are read without their namespaces, so none is ever named."""
    return ""


def _name(call: Call) -> str:
    nodes = call.nodes(0) if len(call) else [call.here]
    return str(nodes[0].name or "") if nodes else ""


@function("id", 1)
def by_id(_: Call) -> Value:
    return []


@function("lang", 1)
def lang(_: Call) -> Value:
    return False


@function("itext", 1)
def itext(call: Call) -> Value:
    return call.text(0)


@function("random", volatile=True)
def random(call: Call) -> Value:
    return call.surroundings.random.random()


@function("randomize", 1, 2, volatile=True)
def randomize(call: Call) -> Value:
    nodes = list(call.nodes(0))
    if len(call) == 2:
        return shuffled(nodes, int(call.number(1)))
    call.surroundings.random.shuffle(nodes)
    return nodes


def shuffled(nodes: list[XPathNode], seed: int) -> list[XPathNode]:
    chance = _ParkMiller(seed)
    for place in range(len(nodes) - 1, 0, -1):
        other = int(chance.random() * (place + 1))
        nodes[place], nodes[other] = nodes[other], nodes[place]
    return nodes


class _ParkMiller(Random):
    def __init__(self, seed: int) -> None:
        self._state = seed % _MODULUS or _MODULUS - 1
        super().__init__()

    def random(self) -> float:
        self._state = self._state * _PARK_MILLER % _MODULUS
        return (self._state - 1) / (_MODULUS - 1)
