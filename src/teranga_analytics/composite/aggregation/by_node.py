"""Aggregation of a whole framework, each node by its own method."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from teranga_analytics.composite.aggregation.means import arithmetic
from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray
from teranga_analytics.composite.framework import Framework, Group

NodeFunction = Callable[[FloatArray, FloatArray], FloatArray]


@dataclass(frozen=True, slots=True)
class Operators:
    """Which function aggregates which node.

    Parameters
    ----------
    default
        Function of every node not named below.
    by_node
        Functions of some nodes, by code. A function takes values ``(..., n_units, n_children)``
        and weights ``(..., n_children)`` and gives ``(..., n_units)``.
    across_units
        Codes of the nodes whose function compares units with each other; in a panel it is
        applied wave by wave.
    minimum_share
        Share of the applicable children that must be present, by code of the node; 0 elsewhere.
    """

    default: NodeFunction = arithmetic
    by_node: Mapping[str, NodeFunction] = field(default_factory=dict)
    across_units: frozenset[str] = frozenset()
    minimum_share: Mapping[str, float] = field(default_factory=dict)


def aggregate(
    values: FloatArray,
    framework: Framework,
    weights: FloatArray | None = None,
    operators: Operators | None = None,
    *,
    applicable: BoolArray | None = None,
    waves: tuple[IntArray, ...] | None = None,
    nodes: Sequence[str] | None = None,
) -> FloatArray:
    """Aggregate normalised indicators up a framework.

    Parameters
    ----------
    values
        Shape ``(..., n_units, n_indicators)`` in the order of `Framework.indicators`; NaN where
        missing. Leading axes are replications.
    framework
        The tree.
    weights
        Shape ``(..., n_nodes)`` in the order of `Framework.codes`, rescaled to sum to one per
        group (see `rescale_weights`); those of the framework by default. Leading axes broadcast
        with those of the values: one table with a thousand weight sets costs one matrix product
        per node.
    operators
        Function of each node and minimum data shares; arithmetic means by default.
    applicable
        Shape ``(n_units, n_indicators)``; cells that count in the minimum data share. All by
        default.
    waves
        Rows of each wave of a panel, for nodes that compare units.
    nodes
        Codes of the aggregates wanted; all by default.

    Returns
    -------
    ndarray
        Shape ``(..., n_units, n_aggregates)`` in the order of `Framework.aggregates`, or that of
        `nodes`.

    Raises
    ------
    ValueError
        If a shape disagrees with the framework or an operator refuses its values.
    """
    n_indicators = len(framework.indicators)
    if values.shape[-1] != n_indicators:
        wanted = f"(..., n_units, {n_indicators})"
        raise ValueError(f"values: wanted shape {wanted}, saw {values.shape}")
    if weights is None:
        weights = framework.rescaled_weights
    elif weights.shape[-1] != len(framework.codes):
        wanted = f"(..., {len(framework.codes)})"
        raise ValueError(f"weights: wanted shape {wanted}, saw {weights.shape}")
    operators = operators or Operators()
    needed = _applicable_nodes(framework, operators, applicable)
    scores: dict[int, FloatArray] = {}
    wanted_nodes = framework.aggregates if nodes is None else tuple(nodes)
    for group in _groups_for(wanted_nodes, framework):
        children = _children(values, scores, group, n_indicators)
        function = operators.by_node.get(group.code, operators.default)
        rows = waves if group.code in operators.across_units else None
        result = _by_wave(function, children, _once(weights[..., group.children]), rows)
        share = operators.minimum_share.get(group.code, 0.0)
        if share > 0:
            enough = share_present(children, None if needed is None else needed[group.node])
            result = np.where(enough >= share, result, np.nan)
        scores[group.node] = result
    leading = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    shape = (*leading, values.shape[-2])
    columns = [scores[framework.position[code]] for code in wanted_nodes]
    return np.stack([np.broadcast_to(column, shape) for column in columns], axis=-1)


def _groups_for(nodes: Sequence[str], framework: Framework) -> list[Group]:
    """Return the groups at and below some nodes, from the bottom up."""
    wanted = set(nodes)
    for group in reversed(framework.groups):
        if group.code in wanted:
            wanted.update(framework.children[group.code])
    return [group for group in framework.groups if group.code in wanted]


def _once(weights: FloatArray) -> FloatArray:
    """Drop the replications of a group whose weights are the same in all: it is scored once."""
    if weights.ndim == 2 and len(weights) and (weights == weights[0]).all():
        weights = weights[0]
    return weights


def share_present(children: FloatArray, applicable: BoolArray | None = None) -> FloatArray:
    """Share of the applicable children that are present; 1 when none is applicable.

    Parameters
    ----------
    children
        Shape ``(..., n_units, n_children)``.
    applicable
        Shape ``(n_units, n_children)``; all by default.

    Returns
    -------
    ndarray
        Shape ``(..., n_units)``, from 0 to 1.
    """
    present = ~np.isnan(children)
    if applicable is None:
        shares: FloatArray = present.sum(axis=-1) / children.shape[-1]
        return shares
    wanted = applicable.sum(axis=-1)
    found = (present & applicable).sum(axis=-1)
    return np.where(wanted > 0, found / np.maximum(wanted, 1), 1.0)


def _children(
    values: FloatArray, scores: Mapping[int, FloatArray], group: Group, n_indicators: int
) -> FloatArray:
    first, last = int(group.children[0]), int(group.children[-1])
    if group.children.max() < n_indicators:
        if last - first + 1 == len(group.children) and (np.diff(group.children) == 1).all():
            return values[..., first : last + 1]  # a view: replications are not copied
        return values[..., group.children]
    columns = [
        values[..., child] if child < n_indicators else scores[int(child)]
        for child in group.children
    ]
    return np.stack(np.broadcast_arrays(*columns), axis=-1)


def _by_wave(
    function: NodeFunction,
    children: FloatArray,
    weights: FloatArray,
    waves: tuple[IntArray, ...] | None,
) -> FloatArray:
    if waves is None or len(waves) == 1:
        return function(children, weights)
    parts = [function(children[..., rows, :], weights) for rows in waves]
    result = np.empty((*parts[0].shape[:-1], children.shape[-2]))
    for rows, part in zip(waves, parts, strict=True):
        result[..., rows] = part
    return result


def _applicable_nodes(
    framework: Framework, operators: Operators, applicable: BoolArray | None
) -> dict[int, BoolArray] | None:
    """Applicability of the children of each group; an aggregate applies if a child does."""
    if applicable is None or applicable.all() or not operators.minimum_share:
        return None
    nodes = [applicable[:, column] for column in range(applicable.shape[1])]
    by_group: dict[int, BoolArray] = {}
    for group in framework.groups:
        below = np.stack([nodes[child] for child in group.children], axis=-1)
        by_group[group.node] = below
        nodes.append(np.asarray(below.any(axis=-1)))
    return by_group


def imputed_shares(
    imputed: BoolArray, framework: Framework, weights: FloatArray | None = None
) -> FloatArray:
    """Share of the stated weight of each node that rests on imputed cells.

    Parameters
    ----------
    imputed
        Shape ``(n_units, n_indicators)``; True where a value was filled in.
    framework
        The tree.
    weights
        Shape ``(n_nodes,)``, rescaled; those of the framework by default.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_aggregates)``, from 0 to 1.
    """
    return aggregate(imputed.astype(np.float64), framework, weights)
