"""What varies when the command line names no study, and reading the study it names."""

import json
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from teranga_analytics.composite.command.sources import Source, read_text
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.problems import InvalidInputError, Problem
from teranga_analytics.composite.uncertainty.checking import study_problems
from teranga_analytics.composite.uncertainty.declaration import (
    OpenChoice,
    Removal,
    Study,
    Variation,
    WeightNoise,
)

WEIGHT_NOISE = 0.25
_IMPUTATIONS = ("mean", "median")
_BOUNDED = {"min_max", "coded_scale", "goalposts"}
_FLOOR_SHARE = 0.01


def read_study(arguments: Namespace, source: Source) -> Study:
    """Return the study the command line names, or a sensible one for the index.

    Parameters
    ----------
    arguments
        With ``study`` and ``seed``, and ``replications`` where the command has it.
    source
        The index.

    Returns
    -------
    Study

    Raises
    ------
    InvalidInputError
        With every problem of form; whether it fits the index is checked when it runs.
    """
    if arguments.study:
        path = Path(arguments.study)
        try:
            study = Study.from_json(read_text(path))
        except InvalidInputError as error:
            raise InvalidInputError(
                [_named(problem, path) for problem in error.problems]
            ) from error
    else:
        study = default_study(source.pipeline, source.input.dataset, source.input.framework)
    stated = {
        name: getattr(arguments, name)
        for name in ("seed", "replications")
        if getattr(arguments, name, None) is not None
    }
    return replace(study, **stated)


def default_study(pipeline: Pipeline, dataset: Dataset, framework: Framework) -> Study:
    """Choose what varies: weights by a quarter, one indicator left out, the mean at the top.

    Imputation by mean or median where the pipeline imputes by one of them; at the top level the
    arithmetic mean or the geometric one over a floor of a hundredth of the scale, where scores
    have a scale; in a panel, the change from the wave before the last to the last.

    Parameters
    ----------
    pipeline
        The pipeline as it stands.
    dataset
        Units by indicators.
    framework
        The tree.

    Returns
    -------
    Study
    """
    variations: list[Variation] = [WeightNoise(WEIGHT_NOISE, name="weights")]
    steps = {step.step: step for step in pipeline.steps}
    if "impute" in steps and steps["impute"].method in _IMPUTATIONS:
        variations.append(OpenChoice("impute.method", _IMPUTATIONS, name="imputation"))
    means = _other_mean(pipeline, framework)
    if means and not _refused(means, pipeline, dataset, framework):
        variations.append(means)
    removal = Removal(framework.indicators, name="indicator left out")
    if not _refused(removal, pipeline, dataset, framework):
        variations.append(removal)
    times = sorted({float(time) for time in dataset.row_times})
    changes = (tuple(times[-2:]),) if len(times) > 1 else ()
    return Study(tuple(variations), changes=changes, name="weights, means, one indicator less")


def _other_mean(pipeline: Pipeline, framework: Framework) -> OpenChoice | None:
    steps = {step.step: step for step in pipeline.steps}
    if "aggregate" not in steps or "normalise" not in steps:
        return None
    normalised, aggregated = steps["normalise"], steps["aggregate"]
    if aggregated.method != "arithmetic" or normalised.method not in _BOUNDED:
        return None
    own = aggregated.as_json().get("by_level", {})
    floor = _FLOOR_SHARE * float(normalised.parameters.get("upper", 100))
    geometric = {"method": "geometric", "parameters": {"floor": floor}}
    other = {**own, str(max(framework.levels.values())): geometric}
    return OpenChoice("aggregate.by_level", (own, other), name="aggregation")


def varied(study: Study) -> list[str]:
    """Say in words what varies, one line per factor."""
    lines = []
    for factor, variation in zip(study.factors, study.as_json()["variations"], strict=True):
        stated = {key: value for key, value in variation.items() if key not in {"vary", "name"}}
        text = json.dumps(stated, ensure_ascii=False)
        short = text if len(text) <= 90 else text[:89] + "…"
        lines.append(f"  {factor}: {variation['vary']} {short}")
    return lines


def _refused(
    variation: Variation, pipeline: Pipeline, dataset: Dataset, framework: Framework
) -> bool:
    return bool(study_problems(Study((variation,)), pipeline, dataset, framework))


def _named(problem: Problem, path: Path) -> Problem:
    return replace(problem, file=path.name)
