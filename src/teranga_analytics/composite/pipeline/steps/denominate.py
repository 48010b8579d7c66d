"""The step that divides indicators by a size."""

from collections.abc import Iterator, Mapping

import numpy as np

from teranga_analytics.composite.denomination import denominate
from teranga_analytics.composite.indicator import IndicatorMeta
from teranga_analytics.composite.pipeline.contract import (
    Complaint,
    Outcome,
    Situation,
    State,
    StepKind,
)
from teranga_analytics.composite.pipeline.definition import Step


def run(
    state: State,
    _step: Step,
    *,
    denominators: Mapping[str, str] | None = None,
    factors: Mapping[str, float] | None = None,
) -> Outcome:
    """Divide the indicators that have a denominator.

    Parameters
    ----------
    state
        Data before normalisation.
    denominators
        Denominator of each indicator to divide, by code; by default those stated with the
        indicators.
    factors
        For some of these, the number of units in which the denominator is counted.

    Returns
    -------
    Outcome
    """
    dataset = state.dataset
    divided_by = _divided_by(dataset.indicators, denominators)
    table = np.ones_like(dataset.values)
    scale = np.ones(len(dataset.codes))
    for code, denominator in divided_by.items():
        table[:, dataset.column[code]] = dataset.denominators[denominator]
        scale[dataset.column[code]] = (factors or {}).get(code, 1.0)
    values = denominate(dataset.values, table, factors=scale)
    lost = np.isnan(values) & ~np.isnan(dataset.values)
    notes = [f"{len(divided_by)} indicators divided by a denominator."]
    if lost.any():
        notes.append(f"{lost.sum()} cells lost because their denominator is missing.")
    return Outcome(state.with_dataset(dataset.with_values(values)), tuple(notes))


def check(step: Step, situation: Situation) -> Iterator[Complaint]:
    """Refuse unknown codes and sizes that are not above zero."""
    dataset = situation.dataset
    if situation.normalised_by is not None:
        yield "step", "denominate after normalise", "denominate before normalise"
    divided_by = _divided_by(dataset.indicators, step.options.get("denominators"))
    for code, denominator in divided_by.items():
        place = f"options.denominators.{code}"
        if code not in dataset.column:
            yield place, repr(code), "the code of an indicator"
        if denominator not in dataset.denominators:
            names = ", ".join(dataset.denominators) or "none in the data"
            yield place, repr(denominator), f"a denominator: {names}"
        elif (dataset.denominators[denominator] <= 0).any():
            yield place, f"{denominator} of zero or below", "denominators above 0"
    for code, factor in (step.options.get("factors") or {}).items():
        if code not in divided_by or not factor > 0:
            wanted = "a number above 0 for an indicator that is divided"
            yield f"options.factors.{code}", repr(factor), wanted


def _divided_by(
    indicators: tuple[IndicatorMeta, ...], stated: Mapping[str, str] | None
) -> Mapping[str, str]:
    if stated is not None:
        return stated
    pairs = ((meta.code, meta.denominator) for meta in indicators)
    return {code: denominator for code, denominator in pairs if denominator is not None}


DENOMINATE = StepKind(methods={}, run=run, check=check)
