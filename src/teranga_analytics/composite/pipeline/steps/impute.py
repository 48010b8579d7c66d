"""The step that fills in missing cells and flags them."""

from collections.abc import Iterator, Mapping
from typing import Literal

import numpy as np

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.imputation.columns import (
    impute_constant,
    impute_group_mean,
    impute_group_median,
    impute_mean,
    impute_median,
)
from teranga_analytics.composite.imputation.expectation import impute_expectation
from teranga_analytics.composite.imputation.neighbours import impute_nearest
from teranga_analytics.composite.imputation.panel import impute_latest, impute_linear, impute_step
from teranga_analytics.composite.imputation.siblings import impute_from_siblings
from teranga_analytics.composite.pipeline.contract import (
    Complaint,
    Function,
    Method,
    Outcome,
    Situation,
    State,
    StepKind,
    columns_by_choice,
)
from teranga_analytics.composite.pipeline.definition import Choice, Step
from teranga_analytics.composite.pipeline.parameters import JsonValue, Parameter

Arguments = Mapping[str, object]
Stated = Mapping[str, JsonValue]


def run(state: State, step: Step, *, scope: Literal["wave", "all"] = "wave") -> Outcome:
    """Fill in missing cells that have an object.

    Parameters
    ----------
    state
        Any data.
    step
        Methods by indicator.
    scope
        In a panel, fill in each wave on its own or all rows together; methods that look at other
        times always see all rows.

    Returns
    -------
    Outcome
    """
    dataset = state.dataset
    filled = dataset.values.copy()
    for choice, codes in columns_by_choice(step, dataset.codes):
        part = dataset.columns(codes)
        columns = [dataset.column[code] for code in codes]
        filled[:, columns] = _impute(part, state.framework, choice, scope)
    missing = np.isnan(dataset.values) & dataset.applicable
    values = np.where(missing, filled, dataset.values)
    newly = missing & ~np.isnan(values)
    left = int((missing & np.isnan(values)).sum())
    notes = [f"{newly.sum()} cells filled in."]
    if left:
        notes.append(f"{left} cells still missing.")
    return Outcome(
        state.with_dataset(dataset.with_values(values, dataset.imputed | newly)), tuple(notes)
    )


def _impute(part: Dataset, framework: Framework, choice: Choice, scope: str) -> FloatArray:
    method = METHODS[choice.method]
    waves = part.waves if scope == "wave" and not method.is_panel else (np.arange(len(part.units)),)
    filled = np.empty_like(part.values)
    for rows in waves:
        wave = part.rows(rows)
        filled[rows] = method.function(
            wave.values, **method.prepare(wave, framework, choice.parameters)
        )
    return filled


def check(step: Step, situation: Situation) -> Iterator[Complaint]:
    """Refuse panel methods without times, and unknown groupings and levels."""
    for choice, codes in columns_by_choice(step, situation.dataset.codes):
        method = METHODS[choice.method]
        if method.is_panel and not situation.dataset.is_panel:
            wanted = "data with a time per row, or a method that needs none"
            yield "method", f"{choice.method} on data without times", wanted
        part = situation.dataset.columns(codes)
        yield from method.fits(part, situation.framework, choice.parameters)


def leave_missing(values: FloatArray) -> FloatArray:
    """Leave the missing cells of some indicators as they are."""
    return values


def _grouping(dataset: Dataset, _framework: Framework, stated: Stated) -> Arguments:
    rest = {name: value for name, value in stated.items() if name != "grouping"}
    return {**rest, "groups": dataset.groups[stated["grouping"]]}


def _grouping_exists(
    dataset: Dataset, _framework: Framework, stated: Stated
) -> Iterator[Complaint]:
    if stated.get("grouping") not in dataset.groups:
        names = ", ".join(dataset.groups) or "none in the data"
        yield "parameters.grouping", repr(stated.get("grouping")), f"a grouping: {names}"


def _siblings(dataset: Dataset, framework: Framework, stated: Stated) -> Arguments:
    """Gather the indicators under the same node of a level."""
    above: dict[str | None, list[int]] = {}
    for code, column in dataset.column.items():
        if code not in framework.position:
            continue  # an indicator of a country module has no siblings in this tree
        above.setdefault(framework.ancestor_at(code, stated.get("level", 2)), []).append(column)
    rest = {name: value for name, value in stated.items() if name != "level"}
    sets = [np.array(columns) for columns in above.values()]
    return {**rest, "directions": dataset.directions, "sets": sets}


def _level_exists(_dataset: Dataset, framework: Framework, stated: Stated) -> Iterator[Complaint]:
    highest = max(framework.levels.values())
    if not 2 <= stated.get("level", 2) <= highest:
        wanted = f"a level from 2 to {highest}"
        yield "parameters.level", repr(stated["level"]), wanted


def _panel(dataset: Dataset, _framework: Framework, stated: Stated) -> Arguments:
    return {**stated, "units": dataset.units, "times": dataset.row_times}


def _held_alone(dataset: Dataset, framework: Framework, stated: Stated) -> Arguments:
    return {**_panel(dataset, framework, stated), "single_value": True}


def _of_group(function: Function) -> Method:
    return Method(
        function,
        given=("groups",),
        extra=(Parameter("grouping", str),),
        prepare=_grouping,
        fits=_grouping_exists,
    )


METHODS: dict[str, Method] = {
    "mean": Method(impute_mean),
    "median": Method(impute_median),
    "group_mean": _of_group(impute_group_mean),
    "group_median": _of_group(impute_group_median),
    "constant": Method(impute_constant),
    "siblings": Method(
        impute_from_siblings,
        given=("directions", "sets"),
        extra=(Parameter("level", int, 2),),
        prepare=_siblings,
        fits=_level_exists,
    ),
    "nearest": Method(impute_nearest),
    "expectation": Method(impute_expectation),
    "latest": Method(impute_latest, given=("units", "times"), prepare=_panel, is_panel=True),
    "step": Method(impute_step, given=("units", "times"), prepare=_panel, is_panel=True),
    "linear": Method(
        impute_linear,
        given=("units", "times", "single_value"),
        prepare=_panel,
        is_panel=True,
    ),
    "linear_constant": Method(
        impute_linear,
        given=("units", "times", "single_value"),
        prepare=_held_alone,
        is_panel=True,
    ),
    "none": Method(leave_missing),
}

IMPUTE = StepKind(methods=METHODS, run=run, check=check, codes="indicators")
