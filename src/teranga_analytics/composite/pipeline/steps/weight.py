"""The step that sets weights: stated by people, or drawn from the normalised data.

Statistical methods are imported where they are used: SciPy takes a second or more to load and most
indices have stated weights.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from teranga_analytics.composite.aggregation.means import arithmetic
from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.contract import (
    Complaint,
    Method,
    Outcome,
    Situation,
    State,
    StepKind,
)
from teranga_analytics.composite.pipeline.definition import Step
from teranga_analytics.composite.weighting.budget import budget_allocation
from teranga_analytics.composite.weighting.contract import Weights, shares
from teranga_analytics.composite.weighting.entropy import entropy_weights
from teranga_analytics.composite.weighting.hierarchy import analytic_hierarchy
from teranga_analytics.composite.weights import rescale_weights


@dataclass(frozen=True, slots=True, eq=False)
class Siblings:
    """The children of one aggregate, as a weighting method sees them.

    Parameters
    ----------
    codes
        Codes of the children.
    values
        Shape ``(n_rows, n_children)``: normalised indicators or scores below.
    stated
        Shape ``(n_children,)``: weights stated in the framework.
    n_indicators
        Shape ``(n_children,)``: number of indicators under each child.
    """

    codes: tuple[str, ...]
    values: FloatArray
    stated: FloatArray
    n_indicators: FloatArray


def stated(siblings: Siblings) -> Weights:
    """Keep the weights stated in the framework."""
    return Weights(values=shares(siblings.stated, "weights"), method="stated")


def equal(siblings: Siblings) -> Weights:
    """Give every child of a node the same weight."""
    return Weights(values=shares(np.ones(len(siblings.codes)), "weights"), method="equal")


def equal_per_indicator(siblings: Siblings) -> Weights:
    """Weigh children by the number of indicators they hold."""
    return Weights(values=shares(siblings.n_indicators, "weights"), method="equal per indicator")


def given(siblings: Siblings, *, weights: Mapping[str, float]) -> Weights:
    """Take the weights listed, and those of the framework for the nodes not listed."""
    listed = [
        weights.get(code, own) for code, own in zip(siblings.codes, siblings.stated, strict=True)
    ]
    return Weights(values=shares(listed, "weights"), method="given")


def budget(siblings: Siblings, *, points: Sequence[Mapping[str, float]]) -> Weights:
    """Average the points that each expert gave to the children; a child not named has none."""
    return budget_allocation([[one.get(code, 0.0) for code in siblings.codes] for one in points])


def hierarchy(_siblings: Siblings, *, judgements: Sequence[Sequence[Sequence[float]]]) -> Weights:
    """Turn pairwise judgements into weights: one matrix per judge, children in tree order."""
    return analytic_hierarchy(judgements)


def entropy(siblings: Siblings) -> Weights:
    """Weigh children by the information in their distribution."""
    return entropy_weights(siblings.values)


def critic(siblings: Siblings) -> Weights:
    """Weigh children by contrast and conflict; an only child weighs all."""
    from teranga_analytics.composite.weighting import critic as method  # noqa: PLC0415

    if len(siblings.codes) == 1:
        return equal(siblings)
    return method.critic_weights(siblings.values)


def first_component(siblings: Siblings) -> Weights:
    """Weigh children by their squared loading on the first principal component."""
    from teranga_analytics.composite.weighting import components as method  # noqa: PLC0415

    if len(siblings.codes) == 1:
        return equal(siblings)
    return method.first_component_weights(siblings.values)


def factor(siblings: Siblings) -> Weights:
    """Weigh children by the rotated factor that explains them best."""
    from teranga_analytics.composite.weighting import components as method  # noqa: PLC0415

    if len(siblings.codes) == 1:
        return equal(siblings)
    return method.factor_weights(siblings.values)


def correlation_optimised(
    siblings: Siblings,
    *,
    objective: Literal["balance", "information"] = "balance",
    targets: Mapping[str, float] | None = None,
) -> Weights:
    """Find non-negative weights for which children correlate with the node as wanted."""
    from teranga_analytics.composite.weighting import optimised as method  # noqa: PLC0415

    if len(siblings.codes) == 1:
        return equal(siblings)
    wanted = None if targets is None else [targets.get(code, 1.0) for code in siblings.codes]
    return method.correlation_optimised_weights(siblings.values, wanted, objective)


def run(state: State, step: Step) -> Outcome:
    """Set the weights of every group, from the bottom up.

    Parameters
    ----------
    state
        Normalised data. Where a method looks at values above the indicators, these are
        arithmetic means with the weights just found.
    step
        Methods by node: the node whose children are weighed.

    Returns
    -------
    Outcome
        With the `Weights` of each node as details.
    """
    framework = state.framework
    weights = np.ones(len(framework.codes))
    columns = dict(enumerate(state.dataset.columns(framework.indicators).values.T))
    found = {}
    for group in framework.groups:
        choice = step.by_code.get(group.code, step.choice)
        codes = framework.children[group.code]
        values = np.stack([columns[child] for child in group.children], axis=-1)
        siblings = Siblings(
            codes=codes,
            values=values,
            stated=framework.weights[group.children],
            n_indicators=np.array([len(framework.indicators_below(code)) for code in codes], float),
        )
        result: Weights = METHODS[choice.method].function(siblings, **choice.parameters)
        weights[group.children] = result.values
        columns[group.node] = arithmetic(values, result.values)
        found[group.code] = result
    notes = tuple(
        f"{code}: {caution}" for code, result in found.items() for caution in result.cautions
    )
    rescaled = rescale_weights(framework, weights)
    return Outcome(replace(state, weights=rescaled), notes, found)


def check(step: Step, situation: Situation) -> Iterator[Complaint]:
    """Refuse methods that look at data not yet normalised, unknown codes and wrong sizes."""
    framework = situation.framework
    for code in framework.aggregates:
        choice = step.by_code.get(code, step.choice)
        place = f"by_code.{code}." if code in step.by_code else ""
        if choice.method in FROM_DATA and situation.normalised_by is None:
            yield f"{place}method", f"{choice.method} before normalise", "weight after normalise"
        if choice.method == "analytic_hierarchy":
            yield from _sizes(place, len(framework.children[code]), choice.parameters)
    for place, choice in {"": step.choice, **step.by_code}.items():
        prefix = f"by_code.{place}." if place else ""
        for name in ("weights", "targets"):
            for code, value in (choice.parameters.get(name) or {}).items():
                if code not in framework.position or value < 0:
                    wanted = "the code of a node, and a number from 0"
                    yield f"{prefix}parameters.{name}.{code}", f"{code!r}: {value!r}", wanted
    yield from _weightless(step, framework)


def _sizes(place: str, wanted: int, parameters: Mapping[str, object]) -> Iterator[Complaint]:
    judgements = parameters.get("judgements")
    if isinstance(judgements, list):
        sizes = {len(row) for matrix in judgements for row in [matrix, *matrix]}
        if sizes != {wanted}:
            seen = f"sizes {sorted(sizes)}"
            yield f"{place}parameters.judgements", seen, f"{wanted} by {wanted} matrices"


def _weightless(step: Step, framework: Framework) -> Iterator[Complaint]:
    for code in framework.aggregates:
        choice = step.by_code.get(code, step.choice)
        listed = choice.parameters.get("weights")
        if choice.method == "given" and isinstance(listed, Mapping):
            children = framework.children[code]
            if all(listed.get(c, framework.by_code[c].weight) == 0 for c in children):
                yield "parameters.weights", f"only zeros under {code}", "one weight above 0"


METHODS: dict[str, Method] = {
    "stated": Method(stated),
    "equal": Method(equal),
    "equal_per_indicator": Method(equal_per_indicator),
    "given": Method(given),
    "budget_allocation": Method(budget),
    "analytic_hierarchy": Method(hierarchy),
    "entropy": Method(entropy),
    "critic": Method(critic),
    "first_component": Method(first_component),
    "factor": Method(factor),
    "correlation_optimised": Method(correlation_optimised),
}
FROM_DATA = frozenset({"entropy", "critic", "first_component", "factor", "correlation_optimised"})

WEIGHT = StepKind(methods=METHODS, run=run, check=check, codes="nodes")
