"""The framework of an index: a tree of any shape over indicators, compiled for array work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from teranga_analytics.composite.arrays import FloatArray, IntArray
from teranga_analytics.composite.problems import Problem, refuse_if_any


@dataclass(frozen=True, slots=True)
class Node:
    """One element of a framework: an indicator when nothing hangs from it, else an aggregate.

    Parameters
    ----------
    code
        Identifier, unique in the framework.
    parent
        Code of the aggregate it belongs to; None at the top.
    weight
        Relative weight among its siblings, not negative; rescaled to sum to one per parent.
    name_fr, name_en
        Names shown to people.
    """

    code: str
    parent: str | None = None
    weight: float = 1.0
    name_fr: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """An aggregate and its children as positions in `Framework.codes`.

    Parameters
    ----------
    code
        Code of the aggregate.
    node
        Position of the aggregate.
    children
        Shape ``(n_children,)``. Positions of the children, in order of declaration.
    """

    code: str
    node: int
    children: IntArray


@dataclass(frozen=True)
class Framework:
    """An immutable tree (or several trees side by side) over indicators.

    Branches may have different depths and an indicator may hang from any aggregate. Two trees
    over the same indicators are two frameworks used with one `Dataset`.

    Parameters
    ----------
    nodes
        All nodes, in any order; that order is kept among siblings.

    Raises
    ------
    InvalidInputError
        With every duplicate code, unknown parent, circle, negative weight, and group whose
        weights are all zero.

    Examples
    --------
    >>> tree = Framework((Node("a", "I"), Node("b", "I", weight=3), Node("I")))
    >>> tree.indicators, tree.aggregates, tree.rescaled_weights.tolist()
    (('a', 'b'), ('I',), [0.25, 0.75, 1.0])
    """

    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        refuse_if_any(framework_problems(self.nodes))

    @cached_property
    def by_code(self) -> Mapping[str, Node]:
        """Nodes by code."""
        return {node.code: node for node in self.nodes}

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the children of each aggregate, in order of declaration."""
        children: dict[str, list[str]] = {}
        for node in self.nodes:
            if node.parent is not None:
                children.setdefault(node.parent, []).append(node.code)
        return {code: tuple(codes) for code, codes in children.items()}

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Level of each node: 1 for an indicator, one above the highest child for the others."""
        levels: dict[str, int] = {}

        def level(code: str) -> int:
            if code not in levels:
                below = (level(child) for child in self.children.get(code, ()))
                levels[code] = 1 + max(below, default=0)
            return levels[code]

        for node in self.nodes:
            level(node.code)
        return levels

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators, in order of declaration."""
        return tuple(node.code for node in self.nodes if node.code not in self.children)

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """Codes of the aggregates from the bottom up: each comes after all its children."""
        codes = [node.code for node in self.nodes if node.code in self.children]
        return tuple(sorted(codes, key=self.levels.__getitem__))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of all nodes: indicators first, then aggregates from the bottom up."""
        return self.indicators + self.aggregates

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """Codes of the nodes without parent."""
        return tuple(code for code in self.codes if self.by_code[code].parent is None)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Position of each code in `codes`."""
        return {code: index for index, code in enumerate(self.codes)}

    @cached_property
    def parents(self) -> IntArray:
        """Shape ``(n_nodes,)``: position of the parent of each node, -1 at the top."""
        parents = (self.by_code[code].parent for code in self.codes)
        return np.array([-1 if code is None else self.position[code] for code in parents])

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """One group per aggregate, in the order of `aggregates`."""
        return tuple(
            Group(
                code=code,
                node=self.position[code],
                children=np.array([self.position[child] for child in self.children[code]]),
            )
            for code in self.aggregates
        )

    @cached_property
    def weights(self) -> FloatArray:
        """Shape ``(n_nodes,)``: stated weights, in the order of `codes`."""
        return np.array([self.by_code[code].weight for code in self.codes], dtype=np.float64)

    @cached_property
    def rescaled_weights(self) -> FloatArray:
        """Shape ``(n_nodes,)``: stated weights summing to one in each group; 1 at the top."""
        total = np.zeros(len(self.codes) + 1)
        np.add.at(total, self.parents, self.weights)
        rescaled: FloatArray = np.where(self.parents < 0, 1.0, self.weights / total[self.parents])
        return rescaled

    def indicators_below(self, code: str) -> tuple[str, ...]:
        """Codes of the indicators at any depth below a node (itself for an indicator)."""
        if code not in self.children:
            return (code,)
        return tuple(
            indicator for child in self.children[code] for indicator in self.indicators_below(child)
        )

    def ancestor_at(self, code: str, level: int) -> str | None:
        """Code of the node at or below `level` that is highest above `code` (or itself)."""
        if self.levels[code] > level:
            return None
        parent = self.by_code[code].parent
        above = None if parent is None else self.ancestor_at(parent, level)
        return code if above is None else above

    def without(self, codes: Iterable[str]) -> "Framework":
        """Return the framework without some nodes, what hangs from them, and emptied groups."""
        removed = set(codes)
        unknown = removed - set(self.codes)
        if unknown:
            raise ValueError(f"codes: wanted nodes of the framework, saw {sorted(unknown)}")
        kept: set[str] = set()
        for indicator in self.indicators:
            path = [indicator, *self.ancestors(indicator)]
            if removed.isdisjoint(path):
                kept.update(path)
        return Framework(tuple(node for node in self.nodes if node.code in kept))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Codes above a node, from its parent to the top."""
        parent = self.by_code[code].parent
        return () if parent is None else (parent, *self.ancestors(parent))


def framework_problems(nodes: Iterable[Node], file: str = "framework") -> tuple[Problem, ...]:
    """List what prevents nodes from being a framework.

    Parameters
    ----------
    nodes
        The nodes, in file order: problems name the row as 2 for the first (1 is the header).
    file
        Name used in the problems.

    Returns
    -------
    tuple of Problem
        Empty when the nodes are a framework.
    """
    listed = tuple(nodes)
    parents = {node.code: node.parent for node in listed}
    problems = []
    if not listed:
        problems.append(Problem(file, None, None, "no node", "at least one node"))
    first_row: dict[str, int] = {}
    for row, node in enumerate(listed, start=2):
        if node.code in first_row:
            seen = f"{node.code!r} again (first on row {first_row[node.code]})"
            problems.append(Problem(file, row, "code", seen, "a code used once"))
        first_row.setdefault(node.code, row)
        if node.parent is not None and node.parent not in parents:
            wanted = "the code of a node of the framework"
            problems.append(Problem(file, row, "parent", repr(node.parent), wanted))
        if not (np.isfinite(node.weight) and node.weight >= 0):
            problems.append(Problem(file, row, "weight", str(node.weight), "a number from 0"))
        if _runs_in_a_circle(node.code, parents):
            seen = f"{node.code!r} among its own ancestors"
            problems.append(Problem(file, row, "parent", seen, "a path that ends at the top"))
    problems.extend(_weightless_groups(listed, file, first_row))
    return tuple(problems)


def _runs_in_a_circle(code: str, parents: Mapping[str, str | None]) -> bool:
    passed = set()
    current: str | None = code
    while current is not None and current not in passed:
        passed.add(current)
        current = parents.get(current)
    return current == code


def _weightless_groups(
    nodes: tuple[Node, ...], file: str, rows: Mapping[str, int]
) -> list[Problem]:
    weighs: dict[str, bool] = {}
    for node in nodes:
        if node.parent is not None:
            weighs[node.parent] = weighs.get(node.parent, False) or node.weight != 0
    return [
        Problem(file, rows.get(parent), "weight", f"only zero weights under {parent!r}", "one > 0")
        for parent, has_weight in weighs.items()
        if not has_weight
    ]
