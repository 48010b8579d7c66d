"""The step that aggregates scores up the framework."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from teranga_analytics.composite.aggregation.by_node import Operators, aggregate
from teranga_analytics.composite.aggregation.frontier import benefit
from teranga_analytics.composite.aggregation.mazziotta_pareto import mazziotta_pareto
from teranga_analytics.composite.aggregation.means import (
    arithmetic,
    generalised,
    geometric,
    harmonic,
)
from teranga_analytics.composite.aggregation.order_statistics import (
    maximum,
    median,
    minimum,
    ordered_weighted,
)
from teranga_analytics.composite.aggregation.outranking import borda, copeland
from teranga_analytics.composite.aggregation.rule_tables import rule_table
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.contract import (
    Complaint,
    Method,
    Outcome,
    Situation,
    State,
    StepKind,
)
from teranga_analytics.composite.pipeline.definition import Choice, Step
from teranga_analytics.composite.pipeline.parameters import JsonValue
from teranga_analytics.composite.weights import rescale_weights

Shares = float | Mapping[str, float]


def run(state: State, step: Step, *, minimum_share: Shares = 0.0) -> Outcome:
    """Aggregate.

    Parameters
    ----------
    state
        Normalised data.
    step
        Methods by node; a node named in `by_code` comes before its level in `by_level`.
    minimum_share
        Share of the applicable children that must be present for a node to have a score: one
        for all nodes, or by node.

    Returns
    -------
    Outcome
    """
    framework, dataset = state.framework, state.dataset.columns(state.framework.indicators)
    scores = aggregate(
        dataset.values,
        framework,
        rescale_weights(framework, state.weights),
        operators(step, framework, minimum_share),
        applicable=dataset.applicable,
        waves=dataset.waves,
    )
    return Outcome(replace(state, scores=scores))


def operators(step: Step, framework: Framework, minimum_share: Shares = 0.0) -> Operators:
    """Compile the choices of a step to a function per node.

    Parameters
    ----------
    step
        A checked step of the kind aggregate.
    framework
        The tree.
    minimum_share
        See `run`.

    Returns
    -------
    Operators
    """
    choices = choice_by_node(step, framework)
    nodes = framework.aggregates
    share = (
        minimum_share if isinstance(minimum_share, Mapping) else dict.fromkeys(nodes, minimum_share)
    )
    return Operators(
        by_node={
            code: partial(METHODS[choice.method].function, **choice.parameters)
            for code, choice in choices.items()
        },
        across_units=frozenset(
            code for code, choice in choices.items() if METHODS[choice.method].across_units
        ),
        minimum_share={code: value for code, value in share.items() if value > 0},
    )


def choice_by_node(step: Step, framework: Framework) -> dict[str, Choice]:
    """Return the choice that applies to each aggregate."""
    return {
        code: step.by_code.get(code)
        or step.by_level.get(str(framework.levels[code]))
        or step.choice
        for code in framework.aggregates
    }


def check(step: Step, situation: Situation) -> Iterator[Complaint]:
    """Refuse methods that cannot work on the scores they would receive."""
    framework = situation.framework
    if situation.normalised_by is None:
        yield "step", "aggregate before normalise", "normalise first (as_measured keeps values)"
    highest = max(framework.levels.values())
    for level in step.by_level:
        if level not in {str(number) for number in range(2, highest + 1)}:
            yield f"by_level.{level}", repr(level), f"a level from 2 to {highest}"
    for code, choice in choice_by_node(step, framework).items():
        yield from _impossible(code, choice, situation)
    yield from _shares(step.options.get("minimum_share", 0.0), framework)


def _impossible(code: str, choice: Choice, situation: Situation) -> Iterator[Complaint]:
    method = METHODS[choice.method]
    parameters = method.with_defaults(choice.parameters)
    children = situation.framework.children[code]
    if method.needs_positive(parameters) and situation.normalised_by is not None:
        low = [child for child in children if _goes_to_zero(child, situation)]
        if low:
            before = situation.normalised_by.method
            seen = f"{choice.method} for {code} after {before}, which gives 0 or less"
            yield "method", seen, "normalise to a lower bound above 0, or a floor"
    if choice.method == "generalised" and parameters.get("exponent") == 0:
        yield "parameters.exponent", "0", "another exponent, or the method geometric"
    floor = parameters.get("floor")
    if floor is not None and floor <= 0:
        yield "parameters.floor", repr(floor), "a number above 0"
    if choice.method == "rule_table":
        lengths = {len(rule) for rule in parameters.get("rules", ())}
        if lengths != {len(children) + 1}:
            wanted = f"{len(children) + 1} entries per rule: {', '.join(children)}, score"
            yield f"by_code.{code}.parameters.rules", f"lengths {sorted(lengths)}", wanted


def _goes_to_zero(code: str, situation: Situation) -> bool:
    lowest = situation.lowest.get(code)
    return lowest is not None and lowest <= 0


def _shares(stated: object, framework: Framework) -> Iterator[Complaint]:
    shares = stated if isinstance(stated, Mapping) else {"": stated}
    for code, share in shares.items():
        if code and code not in framework.children:
            yield f"options.minimum_share.{code}", repr(code), "the code of an aggregate"
        if isinstance(share, int | float) and not 0 <= share <= 1:
            yield "options.minimum_share", repr(share), "a share in [0, 1]"


def _without_floor(parameters: Mapping[str, JsonValue]) -> bool:
    return parameters.get("floor") is None


def _negative_without_floor(parameters: Mapping[str, JsonValue]) -> bool:
    return bool(parameters.get("exponent", 1) < 0) and _without_floor(parameters)


METHODS: dict[str, Method] = {
    "arithmetic": Method(arithmetic),
    "geometric": Method(geometric, needs_positive=_without_floor),
    "harmonic": Method(harmonic, needs_positive=_without_floor),
    "generalised": Method(generalised, needs_positive=_negative_without_floor),
    "median": Method(median),
    "minimum": Method(minimum),
    "maximum": Method(maximum),
    "ordered_weighted": Method(ordered_weighted),
    "mazziotta_pareto": Method(mazziotta_pareto),
    "copeland": Method(copeland, across_units=True),
    "borda": Method(borda, across_units=True),
    "benefit_of_the_doubt": Method(benefit, across_units=True),
    "rule_table": Method(rule_table),
}

AGGREGATE = StepKind(methods=METHODS, run=run, check=check, codes="nodes")
