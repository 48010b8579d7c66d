"""What every kind of step offers: its methods, a check of the choices made, and the work."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.definition import Choice, Step
from teranga_analytics.composite.pipeline.parameters import (
    JsonValue,
    Parameter,
    keyword_parameters,
    parameter_complaints,
)

Function = Callable[..., Any]  # each kind of step calls its own methods in its own way
Complaint = tuple[str, str, str]  # field, what was seen, what was wanted
Prepare = Callable[[Dataset, Framework, Mapping[str, JsonValue]], Mapping[str, object]]


def nothing_to_prepare(
    _dataset: Dataset, _framework: Framework, parameters: Mapping[str, JsonValue]
) -> Mapping[str, object]:
    """Pass the stated parameters to the function as they are."""
    return parameters


def no_complaint(
    _dataset: Dataset, _framework: Framework, _parameters: Mapping[str, JsonValue]
) -> Iterator[Complaint]:
    """Find nothing wrong."""
    return iter(())


@dataclass(frozen=True, eq=False)
class Method:
    """A declared method: a pure function and what the engine must know to call it.

    Parameters
    ----------
    function
        The function that does the work; its keyword-only parameters are those a pipeline may
        state.
    given
        Keyword parameters that `prepare` supplies and a pipeline may not state.
    extra
        Parameters that a pipeline states and `prepare` turns into others.
    prepare
        Turns stated parameters into arguments of the function.
    fits
        Says what is wrong with using the method on some indicators.
    lowest
        Lowest score that a normalisation is sure to give, from its parameters; None if unknown.
    needs_positive
        Whether an aggregation refuses values of zero and below, from its parameters.
    across_units
        Whether an aggregation compares units with each other.
    is_panel
        Whether an imputation needs times.
    is_directed
        Whether a normalisation wants values turned so that more is better.
    is_relative
        Whether the score a normalisation gives to a unit depends on other units.
    """

    function: Function
    given: Collection[str] = ()
    extra: Sequence[Parameter] = ()
    prepare: Prepare = nothing_to_prepare
    fits: Callable[[Dataset, Framework, Mapping[str, JsonValue]], Iterator[Complaint]] = (
        no_complaint
    )
    lowest: Callable[[Mapping[str, JsonValue]], float | None] = lambda _: None
    needs_positive: Callable[[Mapping[str, JsonValue]], bool] = lambda _: False
    across_units: bool = False
    is_panel: bool = False
    is_directed: bool = True
    is_relative: bool = True

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """Parameters that a pipeline may state, by name."""
        stated = {parameter.name: parameter for parameter in self.extra}
        return stated | keyword_parameters(self.function, self.given)

    def with_defaults(self, parameters: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """Return all parameters of the method, the stated values over the defaults."""
        defaults = {
            name: parameter.default
            for name, parameter in self.parameters.items()
            if not parameter.is_required
        }
        return {**defaults, **parameters}


@dataclass(frozen=True)
class State:
    """What a step receives and hands on.

    Parameters
    ----------
    dataset
        Data as the steps before left them.
    framework
        The tree.
    weights
        Shape ``(n_nodes,)``, not rescaled.
    is_normalised
        Whether the values are scores with more meaning better.
    scores
        Shape ``(n_rows, n_aggregates)`` once aggregated.
    """

    dataset: Dataset
    framework: Framework
    weights: FloatArray
    is_normalised: bool = False
    scores: FloatArray | None = None

    def with_dataset(self, dataset: Dataset) -> "State":
        """Return the state with other data."""
        return replace(self, dataset=dataset)


@dataclass(frozen=True)
class Outcome:
    """What a step gives.

    Parameters
    ----------
    state
        State handed on.
    notes
        Plain sentences for the reader of the results.
    details
        Record of how it came about, when the step keeps one.
    """

    state: State
    notes: tuple[str, ...] = ()
    details: object = None


@dataclass(frozen=True)
class Situation:
    """What is known of the data at a step before anything has run.

    Parameters
    ----------
    dataset
        The data at the start.
    framework
        The tree.
    normalised_by
        Step that last normalised the data.
    lowest
        For each indicator, the lowest score that normalisation is sure to give; None if unknown.
    is_aggregated
        Whether a step aggregated already.
    """

    dataset: Dataset
    framework: Framework
    normalised_by: Step | None = None
    lowest: Mapping[str, float | None] = field(default_factory=dict)
    is_aggregated: bool = False


@dataclass(frozen=True)
class StepKind:
    """A kind of step.

    Parameters
    ----------
    methods
        Declared methods by name; empty when the step has no method.
    run
        Does the work; its keyword-only parameters are the options of the step.
    check
        Says what is wrong with a step in its situation, beyond names and types.
    codes
        What `by_code` may name: ``"indicators"``, ``"nodes"`` or ``"nothing"``.
    after
        Situation after the step.
    """

    methods: Mapping[str, Method]
    run: Callable[..., Outcome]
    check: Callable[[Step, Situation], Iterator[Complaint]]
    codes: str = "nothing"
    after: Callable[[Step, Situation], Situation] = lambda _, situation: situation

    @cached_property
    def options(self) -> dict[str, Parameter]:
        """Options of the step, by name."""
        return keyword_parameters(self.run)


def choice_complaints(
    place: str, choice: Choice, methods: Mapping[str, Method]
) -> Iterator[Complaint]:
    """Say what is wrong with the name and the parameters of a choice."""
    method = methods.get(choice.method)
    if method is None:
        seen = repr(choice.method) if choice.method else "nothing"
        yield f"{place}method", seen, f"one of {', '.join(methods)}"
        return
    for name, seen, wanted in parameter_complaints(method.parameters, choice.parameters):
        yield f"{place}parameters.{name}", seen, f"{wanted} ({choice.method})"


def columns_by_choice(
    step: Step, codes: Sequence[str], others: Mapping[str, Choice] | None = None
) -> list[tuple[Choice, list[str]]]:
    """Group indicators by the choice that applies to them.

    Parameters
    ----------
    step
        The step.
    codes
        Indicators it applies to.
    others
        Choices that stand before the main one but after `by_code`.

    Returns
    -------
    list of tuple
        Each choice with the codes it applies to, in column order.
    """
    main, others = step.choice, others or {}
    if codes and not step.by_code and not others:
        return [(main, list(codes))]
    grouped: list[tuple[Choice, list[str]]] = []
    for code in codes:
        choice = step.by_code.get(code) or others.get(code) or main
        for known, members in grouped:
            if known is choice or known == choice:
                members.append(code)
                break
        else:
            grouped.append((choice, [code]))
    return grouped
