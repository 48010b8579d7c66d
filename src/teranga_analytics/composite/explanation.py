"""Explain a built index: its audit, where a score or a change comes from, what each node does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.aggregation.by_node import aggregate
from teranga_analytics.composite.arrays import FloatArray, IntArray
from teranga_analytics.composite.audit import Audit, audit
from teranga_analytics.composite.comparison import Removal, remove_each
from teranga_analytics.composite.decomposition import (
    Aggregation,
    Decomposition,
    PowerMean,
    decompose_change,
    decompose_score,
)
from teranga_analytics.composite.findings import AuditLimits
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.definition import Step
from teranga_analytics.composite.pipeline.running import IndexResult
from teranga_analytics.composite.pipeline.steps.aggregate import choice_by_node, operators
from teranga_analytics.composite.statistics import column_means
from teranga_analytics.composite.weights import rescale_weights

_FIXED_EXPONENTS = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}


@dataclass(frozen=True)
class Explanation:
    """A decomposition with the names of its rows and columns.

    Attributes
    ----------
    units
        Code of each row.
    codes
        Code of each column: the nodes below the one explained, and itself.
    parts
        The exact parts, shapes ``(n_units, n_codes)``.
    """

    units: tuple[str, ...]
    codes: tuple[str, ...]
    parts: Decomposition


@dataclass(frozen=True)
class NodeRemoval:
    """What removing each of some nodes does to a score.

    Attributes
    ----------
    units
        Code of each row.
    codes
        Node removed, for each column.
    impact
        Scores and rank shifts without it.
    """

    units: tuple[str, ...]
    codes: tuple[str, ...]
    impact: Removal


def audit_index(result: IndexResult, wave: int = -1, limits: AuditLimits | None = None) -> Audit:
    """Audit one wave of a built index.

    Parameters
    ----------
    result
        The index.
    wave
        Position of the wave; the last one by default (the only one without panel).
    limits
        Limits of the findings; the usual ones when None.

    Returns
    -------
    Audit

    Raises
    ------
    ValueError
        If the wave does not exist.
    """
    rows = _rows(result, wave)
    return audit(result.framework, result.scores[rows], result.weights, limits=limits)


def explain_change(
    result: IndexResult, before: int = -2, after: int = -1, code: str | None = None
) -> Explanation:
    """Share out the change of a score between two waves among indicators.

    Parameters
    ----------
    result
        A panel index.
    before, after
        Positions of the waves.
    code
        Aggregate explained; the top when None.

    Returns
    -------
    Explanation
        For the units present in both waves, in the order of the first.

    Raises
    ------
    ValueError
        If a wave or the aggregate does not exist, or a node compares units with each other.
    """
    first = {result.units[row]: row for row in _rows(result, before)}
    second = {result.units[row]: row for row in _rows(result, after)}
    units = tuple(unit for unit in first if unit in second)
    nodes, parents = _below(result.framework, _aggregate(result.framework, code))
    scores = _states(result)
    parts = decompose_change(
        scores[[first[unit] for unit in units]][:, nodes],
        scores[[second[unit] for unit in units]][:, nodes],
        parents,
        result.weights[nodes],
        _operators(result, nodes),
    )
    return Explanation(units, tuple(result.framework.codes[node] for node in nodes), parts)


def explain_score(
    result: IndexResult,
    wave: int = -1,
    code: str | None = None,
    reference: npt.ArrayLike | None = None,
) -> Explanation:
    """Share out the distance of a score to a reference profile among indicators.

    Parameters
    ----------
    result
        The index.
    wave
        Position of the wave.
    code
        Aggregate explained; the top when None.
    reference
        Profile scores are measured from, in normalised units: one number, or shape
        ``(n_indicators,)``; the mean of the units of the wave when None.

    Returns
    -------
    Explanation
        ``parts.before`` is the score of the reference, over the indicators the unit has.

    Raises
    ------
    ValueError
        As `explain_change`, or if the reference has another shape.
    """
    rows = _rows(result, wave)
    framework = result.framework
    n_indicators = len(framework.indicators)
    nodes, parents = _below(framework, _aggregate(framework, code))
    profile = np.ones(len(framework.codes))
    profile[:n_indicators] = (
        column_means(result.scores[rows, :n_indicators]) if reference is None else reference
    )
    parts = decompose_score(
        _states(result)[rows][:, nodes],
        parents,
        result.weights[nodes],
        _operators(result, nodes),
        reference=profile[nodes],
    )
    units = tuple(result.units[row] for row in rows)
    return Explanation(units, tuple(framework.codes[node] for node in nodes), parts)


def remove_nodes(
    result: IndexResult,
    codes: Sequence[str] | None = None,
    wave: int = -1,
    code: str | None = None,
) -> NodeRemoval:
    """Aggregate again without each of some nodes in turn.

    Normalised scores stay as they are; the weights of the remaining siblings are rescaled.

    Parameters
    ----------
    result
        The index.
    codes
        Nodes to remove, indicators or aggregates; all indicators below `code` when None.
    wave
        Position of the wave.
    code
        Aggregate whose score is watched; the top when None.

    Returns
    -------
    NodeRemoval

    Raises
    ------
    ValueError
        If a node or the wave does not exist, nothing would be left, or a function cannot do
        without one of its children (rule tables).
    """
    framework = result.framework
    watched = _aggregate(framework, code)
    removed = tuple(framework.indicators_below(watched) if codes is None else codes)
    rows = _rows(result, wave)
    values = result.scores[rows]
    applicable = result.dataset.columns(framework.indicators).applicable[rows]
    step = _aggregation(result)

    def score(element: int | None) -> FloatArray:
        smaller = framework if element is None else framework.without([removed[element]])
        if watched not in smaller.position:
            raise ValueError(f"codes: nothing is left of {watched} without {removed[element or 0]}")
        kept = [framework.position[node] for node in smaller.codes]
        columns = kept[: len(smaller.indicators)]
        scores = aggregate(
            values[:, columns],
            smaller,
            rescale_weights(smaller, result.weights[kept]),
            operators(step, smaller, step.options.get("minimum_share", 0.0)),
            applicable=applicable[:, columns],
        )
        watched_scores: FloatArray = scores[:, smaller.aggregates.index(watched)]
        return watched_scores

    units = tuple(result.units[row] for row in rows)
    return NodeRemoval(units, removed, remove_each(len(removed), score))


def _rows(result: IndexResult, wave: int) -> IntArray:
    waves = result.dataset.waves
    if not -len(waves) <= wave < len(waves):
        raise ValueError(f"wave: wanted the position of one of {len(waves)} waves, saw {wave}")
    return waves[wave]


def _aggregate(framework: Framework, code: str | None) -> str:
    if code is not None and code not in framework.children:
        raise ValueError(f"code: wanted an aggregate of the framework, saw {code!r}")
    if code is None and len(framework.roots) > 1:
        raise ValueError(f"code: wanted one of the tops {framework.roots}, saw None")
    return code or framework.roots[0]


def _below(framework: Framework, code: str) -> tuple[IntArray, IntArray]:
    """Return positions of a node and all below it, and their parents among these positions."""
    nodes = np.array(
        [
            position
            for position, node in enumerate(framework.codes)
            if node == code or code in framework.ancestors(node)
        ]
    )
    place = {int(node): number for number, node in enumerate(nodes)}
    return nodes, np.array([place.get(int(framework.parents[node]), -1) for node in nodes])


def _states(result: IndexResult) -> FloatArray:
    """Return scores, emptied below each aggregate that lacks the data it asks for."""
    framework = result.framework
    scores = result.scores.copy()
    for code in reversed(framework.aggregates):
        below = [framework.position[indicator] for indicator in framework.indicators_below(code)]
        unscored = np.isnan(result.scores[:, framework.position[code]])
        scores[np.ix_(np.flatnonzero(unscored), np.array(below))] = np.nan
    return scores


def _aggregation(result: IndexResult) -> Step:
    steps = [step for step in result.pipeline.steps if step.step == "aggregate"]
    if not steps:
        raise ValueError("result: wanted an index with a step aggregate, saw none")
    return steps[-1]


def _operators(result: IndexResult, nodes: IntArray) -> dict[int, PowerMean | Aggregation]:
    """Translate the choices of the pipeline, by position among `nodes`."""
    framework, step = result.framework, _aggregation(result)
    choices = choice_by_node(step, framework)
    compiled = operators(step, framework)
    translated: dict[int, PowerMean | Aggregation] = {}
    for place, node in enumerate(nodes):
        code = framework.codes[node]
        if code not in choices:
            continue
        if code in compiled.across_units:
            raise ValueError(
                f"code: {code} is aggregated by {choices[code].method}, which compares units; "
                "its score cannot be shared out unit by unit"
            )
        method, parameters = choices[code].method, choices[code].parameters
        if method in _FIXED_EXPONENTS or method == "generalised":
            fixed = _FIXED_EXPONENTS.get(method)
            exponent = float(parameters["exponent"]) if fixed is None else fixed
            translated[place] = PowerMean(exponent, parameters.get("floor"))
        else:
            translated[place] = compiled.by_node[code]
    return translated
