"""The step that turns indicators into comparable scores, more meaning better."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from teranga_analytics.composite.arrays import FloatArray, IntArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.normalisation.coded import coded_scale
from teranga_analytics.composite.normalisation.linear import (
    distance_to_maximum,
    fraction_of_maximum,
    min_max,
    scaled,
    z_score,
)
from teranga_analytics.composite.normalisation.ranks import borda_points, percentile_rank, rank
from teranga_analytics.composite.normalisation.references import (
    centred_range,
    distance_to_reference,
    distance_to_target,
    goalposts,
)
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
from teranga_analytics.composite.pipeline.parameters import JsonValue, Parameter

Stated = Mapping[str, JsonValue]
Arguments = Mapping[str, object]
Reference = Literal["all", "wave"] | list[float]


def as_measured(values: FloatArray) -> FloatArray:
    """Keep values as they are, turned by direction: they are comparable already."""
    return values


def run(
    state: State,
    step: Step,
    *,
    reference: Reference = "all",
    coded: Literal["fixed_scale", "as_measured"] = "fixed_scale",
) -> Outcome:
    """Normalise indicators.

    Parameters
    ----------
    state
        Any data; values already normalised are not turned by direction again.
    step
        Methods by indicator.
    reference
        In a panel, rows from which minimum, mean… are taken: all waves, each wave for itself, or
        the waves listed (a fixed base).
    coded
        Coded items keep their fixed scale unless asked to be treated as measured quantities.

    Returns
    -------
    Outcome
    """
    dataset = state.dataset
    values = np.empty_like(dataset.values)
    others = {} if state.is_normalised else fixed_scale_choices(dataset, step, coded)
    for choice, codes in columns_by_choice(step, dataset.codes, others):
        part = dataset.columns(codes)
        columns = np.array([dataset.column[code] for code in codes])
        for rows, source in _reference_rows(part, reference):
            cells = np.ix_(rows, columns)
            values[cells] = _normalise(part, state, choice, rows, source)
    _refuse_undefined(dataset, values)
    # From here on more is better: no later step may turn the values a second time.
    upwards = dataset.with_values(values).all_upwards()
    return Outcome(replace(state, dataset=upwards, is_normalised=True))


def _normalise(
    part: Dataset, state: State, choice: Choice, rows: IntArray, source: IntArray
) -> FloatArray:
    method = METHODS[choice.method]
    values = part.values * part.directions if method.is_directed else part.values
    wave = part.rows(rows)
    arguments = dict(method.prepare(wave, state.framework, choice.parameters))
    if "reference" in method.given:
        arguments["reference"] = values[source]
    scores: FloatArray = method.function(values[rows], **arguments)
    return scores


def _reference_rows(dataset: Dataset, reference: Reference) -> list[tuple[IntArray, IntArray]]:
    """Pair rows to score with the rows they are held against."""
    everything = np.arange(len(dataset.units))
    if reference == "all":
        return [(everything, everything)]
    if reference == "wave":
        return [(rows, rows) for rows in dataset.waves]
    return [(everything, np.flatnonzero(np.isin(dataset.row_times, reference)))]


def fixed_scale_choices(dataset: Dataset, step: Step, coded: str) -> dict[str, Choice]:
    """Choices by which coded items keep their fixed scale, between the same bounds."""
    if coded != "fixed_scale" or step.method == "coded_scale":
        return {}
    bounds = {
        name: value
        for name, value in METHODS[step.method].with_defaults(step.parameters).items()
        if name in {"lower", "upper"}
    }
    return {
        meta.code: Choice("coded_scale", bounds) for meta in dataset.indicators if meta.is_coded
    }


def _refuse_undefined(dataset: Dataset, values: FloatArray) -> None:
    undefined = ~np.isfinite(values) & ~np.isnan(dataset.values)
    if undefined.any():
        codes = [dataset.codes[column] for column in np.flatnonzero(undefined.any(axis=0))]
        raise ValueError(
            f"normalise: wanted finite scores, saw infinite or undefined ones for "
            f"{', '.join(codes)}; the method divides by zero there"
        )


def check(step: Step, situation: Situation) -> Iterator[Complaint]:
    """Refuse methods whose reference points are missing, and mixtures of scales."""
    dataset = situation.dataset
    reference = step.options.get("reference", "all")
    times = set(dataset.row_times.tolist())
    if reference == [] or (isinstance(reference, list) and not set(reference) <= times):
        wanted = f"times of the data ({', '.join(f'{time:g}' for time in sorted(times))})"
        yield "options.reference", repr(reference), wanted
    coded = step.options.get("coded", "fixed_scale")
    others = {} if situation.normalised_by else fixed_scale_choices(dataset, step, coded)
    if others and not {"lower", "upper"} <= METHODS[step.method].parameters.keys():
        left = [code for code in others if code not in step.by_code]
        if left and step.method != "as_measured":
            seen = f"{step.method} beside the fixed scale of {len(left)} coded items"
            wanted = "a method with lower and upper, or the option coded set to as_measured"
            yield "method", seen, wanted
    for choice, codes in columns_by_choice(step, dataset.codes, others):
        method = METHODS[choice.method]
        if situation.normalised_by is not None and choice.method in OF_RAW_DATA:
            seen = f"{choice.method} after {situation.normalised_by.method}"
            yield "method", seen, "a method without fixed points in the unit of the raw data"
        if isinstance(reference, list) and "reference" not in method.given and method.is_relative:
            wanted = "the reference all or wave"
            yield "options.reference", f"{reference} with {choice.method}", wanted
        yield from method.fits(dataset.columns(codes), situation.framework, choice.parameters)


def after(step: Step, situation: Situation) -> Situation:
    """Remember the lowest score each indicator is sure to have."""
    dataset = situation.dataset
    coded = step.options.get("coded", "fixed_scale")
    others = {} if situation.normalised_by else fixed_scale_choices(dataset, step, coded)
    lowest: dict[str, float | None] = {}
    for choice, codes in columns_by_choice(step, dataset.codes, others):
        method = METHODS[choice.method]
        sure = method.lowest(method.with_defaults(choice.parameters))
        lowest.update(dict.fromkeys(codes, sure))
    return replace(situation, normalised_by=step, lowest=lowest)


def _bounds(_dataset: Dataset, _framework: Framework, stated: Stated) -> Iterator[Complaint]:
    lower, upper = stated.get("lower", 0.0), stated.get("upper", 100.0)
    if lower >= upper:
        yield "parameters.upper", f"{upper!r}", f"a number above lower ({lower!r})"


def _lacking(dataset: Dataset, field: str) -> list[str]:
    return [meta.code for meta in dataset.indicators if getattr(meta, field) is None]


def _posts_stated(dataset: Dataset, framework: Framework, stated: Stated) -> Iterator[Complaint]:
    yield from _bounds(dataset, framework, stated)
    lacking = _lacking(dataset, "goalposts")
    if lacking:
        yield "method", f"no goalposts for {', '.join(lacking)}", "two goalposts for each indicator"
    for meta in dataset.indicators:
        if meta.goalposts is not None and not meta.goalposts[0] < meta.goalposts[1]:
            yield "method", f"goalposts {meta.goalposts} of {meta.code}", "lower below upper"


def _targets_stated(
    dataset: Dataset, _framework: Framework, _stated: Stated
) -> Iterator[Complaint]:
    lacking = _lacking(dataset, "target")
    if lacking:
        yield "method", f"no target for {', '.join(lacking)}", "a target for each indicator"


def _scales_stated(dataset: Dataset, framework: Framework, stated: Stated) -> Iterator[Complaint]:
    yield from _bounds(dataset, framework, stated)
    lacking = _lacking(dataset, "fixed_scale")
    if lacking:
        seen = f"coded_scale for {', '.join(lacking)}"
        yield "method", seen, "indicators with levels or a scale"


def _unit_exists(dataset: Dataset, _framework: Framework, stated: Stated) -> Iterator[Complaint]:
    if stated.get("unit") not in dataset.units:
        yield "parameters.unit", repr(stated.get("unit")), "the code of a unit"


def _with_posts(dataset: Dataset, _framework: Framework, stated: Stated) -> Arguments:
    posts = np.array([meta.goalposts for meta in dataset.indicators], dtype=np.float64)
    lower, upper = np.sort(posts * dataset.directions[:, None], axis=1).T
    return {**stated, "lower_posts": lower, "upper_posts": upper}


def _with_targets(dataset: Dataset, _framework: Framework, stated: Stated) -> Arguments:
    targets = np.array([meta.target for meta in dataset.indicators], dtype=np.float64)
    return {**stated, "targets": targets * dataset.directions}


def _with_indicators(dataset: Dataset, _framework: Framework, stated: Stated) -> Arguments:
    return {**stated, "indicators": dataset.indicators}


def _with_unit(dataset: Dataset, _framework: Framework, stated: Stated) -> Arguments:
    """Take the values of the reference unit, each wave its own; missing where it is absent."""
    rest = {name: value for name, value in stated.items() if name != "unit"}
    turned = dataset.values * dataset.directions
    own = {
        time: turned[row]
        for row, (unit, time) in enumerate(zip(dataset.units, dataset.row_times, strict=True))
        if unit == stated["unit"]
    }
    nothing = np.full(turned.shape[1], np.nan)
    values = np.stack([own.get(time, nothing) for time in dataset.row_times])
    return {**rest, "reference_values": values}


def _zero(_stated: Stated) -> float:
    return 0.0


def _lower(stated: Stated) -> float:
    return float(stated["lower"])


def _mean_if_not_positive(stated: Stated) -> float | None:
    # Some z-score lies at the mean or below it; how far below depends on the data.
    return float(stated["mean"]) if stated["mean"] <= 0 else None


METHODS: dict[str, Method] = {
    "coded_scale": Method(
        coded_scale,
        given=("indicators",),
        prepare=_with_indicators,
        fits=_scales_stated,
        lowest=_lower,
        is_directed=False,
        is_relative=False,
    ),
    "min_max": Method(min_max, given=("reference",), fits=_bounds, lowest=_lower),
    "z_score": Method(z_score, given=("reference",), lowest=_mean_if_not_positive),
    "scaled": Method(scaled, is_relative=False),
    "distance_to_maximum": Method(distance_to_maximum, given=("reference",), lowest=_zero),
    "fraction_of_maximum": Method(fraction_of_maximum, given=("reference",)),
    "goalposts": Method(
        goalposts,
        given=("lower_posts", "upper_posts"),
        prepare=_with_posts,
        fits=_posts_stated,
        is_relative=False,
    ),
    "distance_to_target": Method(
        distance_to_target,
        given=("targets", "reference"),
        prepare=_with_targets,
        fits=_targets_stated,
        lowest=_zero,
    ),
    "distance_to_reference": Method(
        distance_to_reference,
        given=("reference_values", "reference"),
        extra=(Parameter("unit", str),),
        prepare=_with_unit,
        fits=_unit_exists,
        lowest=_zero,
    ),
    "centred_range": Method(centred_range, given=("reference",)),
    "rank": Method(rank),
    "percentile_rank": Method(percentile_rank, lowest=_zero),
    "borda": Method(borda_points, lowest=_zero),
    "as_measured": Method(as_measured, is_relative=False),
}

# Their fixed points are stated in the unit of the raw data.
OF_RAW_DATA = frozenset({"coded_scale", "goalposts", "distance_to_target"})

NORMALISE = StepKind(methods=METHODS, run=run, check=check, codes="indicators", after=after)
