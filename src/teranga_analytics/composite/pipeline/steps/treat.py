"""The step that treats outliers, in measured quantities only unless asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from teranga_analytics.composite.arrays import BoolArray, FloatArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.pipeline.contract import (
    Complaint,
    Method,
    Outcome,
    Situation,
    State,
    StepKind,
    columns_by_choice,
)
from teranga_analytics.composite.pipeline.definition import Choice, Step
from teranga_analytics.composite.treatment.fences import (
    interquartile_fence,
    median_deviation_fence,
    percentile_fence,
)
from teranga_analytics.composite.treatment.transforms import (
    box_cox,
    log_both_tails,
    log_from_one,
    log_innovation_index,
    log_shifted,
)
from teranga_analytics.composite.treatment.two_stages import (
    Transform,
    treat_in_two_stages,
)

TRANSFORMS: dict[str, Transform] = {
    "log_shifted": log_shifted,
    "log_both_tails": log_both_tails,
    "log_from_one": log_from_one,
    "log_innovation_index": log_innovation_index,
}
TransformName = Literal[
    "log_shifted", "log_both_tails", "log_from_one", "log_innovation_index", "box_cox", "none"
]


@dataclass(frozen=True, slots=True, eq=False)
class TreatmentRecord:
    """What a treatment step changed.

    Parameters
    ----------
    codes
        Indicators treated by the step.
    changed
        Shape ``(n_rows, n_codes)``; cells whose value changed.
    """

    codes: tuple[str, ...]
    changed: BoolArray


def two_stages(
    values: FloatArray,
    *,
    max_points: int | None = 5,
    skewness_limit: float = 2.0,
    kurtosis_limit: float = 3.5,
    transform: TransformName = "log_shifted",
    exponent: float = 0.5,
    combine: bool = False,
    force: bool = False,
) -> FloatArray:
    """Winsorise indicators of unusual shape, then transform those it did not mend.

    Parameters
    ----------
    values
        Shape ``(n_units, n_indicators)``.
    max_points, skewness_limit, kurtosis_limit, combine, force
        See `treat_in_two_stages`.
    transform
        Second stage.
    exponent
        Exponent of the second stage ``"box_cox"``.

    Returns
    -------
    ndarray
        Shape ``(n_units, n_indicators)``.
    """
    chosen: Transform | None = TRANSFORMS.get(transform)
    if transform == "box_cox":
        chosen = partial(box_cox, exponent=exponent)
    return treat_in_two_stages(
        values,
        max_points=max_points,
        skewness_limit=skewness_limit,
        kurtosis_limit=kurtosis_limit,
        transform=chosen,
        combine=combine,
        force=force,
    ).values


def leave_untreated(values: FloatArray) -> FloatArray:
    """Leave some indicators as they are."""
    return values


def run(
    state: State,
    step: Step,
    *,
    scope: Literal["wave", "all"] = "wave",
    coded: bool = False,
) -> Outcome:
    """Treat outliers.

    Parameters
    ----------
    state
        Data before normalisation.
    step
        Methods by indicator.
    scope
        In a panel, treat each wave on its own or all rows together.
    coded
        Treat coded items too; by default a code is never an outlier.

    Returns
    -------
    Outcome
        With a `TreatmentRecord` as details.
    """
    dataset = state.dataset
    codes = treated_codes(dataset, coded=coded)
    values = dataset.values.copy()
    for choice, chosen in columns_by_choice(step, codes):
        method = METHODS[choice.method]
        columns = np.array([dataset.column[code] for code in chosen])
        for rows in dataset.waves if scope == "wave" else (np.arange(len(dataset.units)),):
            cells = np.ix_(rows, columns)
            values[cells] = method.function(dataset.values[cells], **choice.parameters)
    treated = [dataset.column[code] for code in codes]
    before, after = dataset.values[:, treated], values[:, treated]
    changed = (before != after) & ~np.isnan(before)
    record = TreatmentRecord(tuple(codes), changed)
    note = f"{changed.any(axis=0).sum()} of {len(codes)} indicators treated."
    return Outcome(state.with_dataset(dataset.with_values(values)), (note,), record)


def treated_codes(dataset: Dataset, *, coded: bool) -> list[str]:
    """Codes of the indicators a treatment applies to."""
    return [meta.code for meta in dataset.indicators if coded or not meta.is_coded]


def check(step: Step, situation: Situation) -> Iterator[Complaint]:
    """Refuse impossible limits, and a treatment that no indicator would receive."""
    for place, choice in _choices(step).items():
        parameters = choice.parameters
        limit = parameters.get("max_points", 5)
        if isinstance(limit, int) and limit < 0:
            yield f"{place}parameters.max_points", repr(limit), "a whole number from 0, or null"
        if parameters.get("force") is True and limit is None:
            wanted = "a limit in max_points beside force"
            yield f"{place}parameters.force", "force without a limit", wanted
    for code in step.by_code:
        column = situation.dataset.column.get(code)
        is_coded = column is not None and situation.dataset.indicators[column].is_coded
        if is_coded and step.options.get("coded") is not True:
            wanted = "a measured indicator, or the option coded set to true"
            yield f"by_code.{code}", f"the coded item {code}", wanted


def _choices(step: Step) -> Mapping[str, Choice]:
    return {"": step.choice} | {f"by_code.{code}.": c for code, c in step.by_code.items()}


METHODS: dict[str, Method] = {
    "two_stages": Method(two_stages),
    "log_shifted": Method(log_shifted),
    "log_both_tails": Method(log_both_tails),
    "log_from_one": Method(log_from_one),
    "log_innovation_index": Method(log_innovation_index),
    "box_cox": Method(box_cox),
    "interquartile_fence": Method(interquartile_fence),
    "median_deviation_fence": Method(median_deviation_fence),
    "percentile_fence": Method(percentile_fence),
    "none": Method(leave_untreated),
}

TREAT = StepKind(methods=METHODS, run=run, check=check, codes="indicators")
