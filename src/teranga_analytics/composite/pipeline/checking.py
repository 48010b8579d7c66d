"""The check of a pipeline against its data, before anything runs."""

from collections.abc import Iterator
from dataclasses import replace

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.contract import (
    Complaint,
    Situation,
    StepKind,
    choice_complaints,
)
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.pipeline.parameters import parameter_complaints
from teranga_analytics.composite.pipeline.steps.aggregate import AGGREGATE
from teranga_analytics.composite.pipeline.steps.denominate import DENOMINATE
from teranga_analytics.composite.pipeline.steps.impute import IMPUTE
from teranga_analytics.composite.pipeline.steps.normalise import NORMALISE
from teranga_analytics.composite.pipeline.steps.screen import SCREEN
from teranga_analytics.composite.pipeline.steps.treat import TREAT
from teranga_analytics.composite.pipeline.steps.weight import WEIGHT
from teranga_analytics.composite.problems import Problem

STEP_KINDS: dict[str, StepKind] = {
    "denominate": DENOMINATE,
    "screen": SCREEN,
    "impute": IMPUTE,
    "treat": TREAT,
    "normalise": NORMALISE,
    "weight": WEIGHT,
    "aggregate": AGGREGATE,
}


def pipeline_problems(
    pipeline: Pipeline, dataset: Dataset, framework: Framework
) -> tuple[Problem, ...]:
    """List what prevents a pipeline from running on some data.

    Unknown steps, methods, parameters, options and codes; values of the wrong type or out of
    range; choices that exclude each other, naming both; reference points that the data lack.

    Parameters
    ----------
    pipeline
        The pipeline.
    dataset
        The data it would start from.
    framework
        The tree.

    Returns
    -------
    tuple of Problem
        Empty when the pipeline may run. The row of a problem is the number of its step.
    """
    problems = []
    absent = [code for code in framework.indicators if code not in dataset.column]
    if absent:
        wanted = "data for every indicator of the framework"
        problems.append(Problem("data", None, None, f"none for {', '.join(absent)}", wanted))
    if not pipeline.steps:
        problems.append(Problem("pipeline", None, "steps", "no step", "at least one step"))
    elif all(step.step != "aggregate" for step in pipeline.steps):
        problems.append(Problem("pipeline", None, "steps", "no aggregate", "aggregate at the end"))
    situation = Situation(dataset, framework)
    for number, step in enumerate(pipeline.steps, start=1):
        complaints = list(step_complaints(step, situation))
        problems.extend(
            Problem("pipeline", number, f"{step.step}: {place}", seen, wanted)
            for place, seen, wanted in dict.fromkeys(complaints)
        )
        kind = STEP_KINDS.get(step.step)
        if kind is not None and not complaints:
            situation = kind.after(step, situation)
        if step.step == "normalise" and situation.normalised_by is None:
            # A faulty normalisation is one problem, not the cause of others further down.
            situation = replace(situation, normalised_by=step)
        if step.step == "aggregate":
            situation = replace(situation, is_aggregated=True)
    return tuple(problems)


def step_complaints(step: Step, situation: Situation) -> Iterator[Complaint]:
    """Say what is wrong with one step; its own check runs only once names and types are right."""
    kind = STEP_KINDS.get(step.step)
    if kind is None:
        yield "step", repr(step.step), f"one of {', '.join(STEP_KINDS)}"
        return
    if situation.is_aggregated:
        yield "step", f"{step.step} after aggregate", "aggregate as the last step"
    plain = list(_name_and_type_complaints(step, kind, situation))
    yield from plain
    if not plain:
        yield from kind.check(step, situation)


def _name_and_type_complaints(
    step: Step, kind: StepKind, situation: Situation
) -> Iterator[Complaint]:
    if kind.methods:
        yield from choice_complaints("", step.choice, kind.methods)
    elif step.method or step.parameters:
        yield "method", repr(step.method or step.parameters), "options only"
    for name, seen, wanted in parameter_complaints(kind.options, step.options):
        yield f"options.{name}", seen, wanted
    codes = {
        "indicators": situation.dataset.codes,
        "nodes": situation.framework.aggregates,
        "nothing": (),
    }[kind.codes]
    for code, choice in step.by_code.items():
        if code not in codes:
            yield f"by_code.{code}", repr(code), f"one of the {kind.codes} of the data"
        yield from choice_complaints(f"by_code.{code}.", choice, kind.methods)
    if step.by_level and step.step != "aggregate":
        yield "by_level", "choices by level", "by_level in the step aggregate only"
    for level, choice in step.by_level.items():
        yield from choice_complaints(f"by_level.{level}.", choice, kind.methods)
