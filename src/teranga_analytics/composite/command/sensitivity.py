"""``teranga-index sensitivity``: which of the declared choices the index depends on."""

from argparse import Namespace

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.command.output import Report, aligned, number
from teranga_analytics.composite.command.progress import ProgressBar
from teranga_analytics.composite.command.sources import Source, aggregate_named, read_source
from teranga_analytics.composite.command.studies import read_study, varied
from teranga_analytics.composite.problems import InvalidInputError, Problem
from teranga_analytics.composite.sensitivity import (
    Plan,
    Sensitivity,
    ShapleySensitivity,
    assess_sensitivity,
    assess_shapley,
)
from teranga_analytics.composite.uncertainty.declaration import Study
from teranga_analytics.composite.uncertainty.execution import Workers

_FEWEST = 2


def run(arguments: Namespace) -> Report:
    """Estimate Sobol indices or Shapley effects of the choices of a study."""
    if arguments.base < _FEWEST:
        problem = Problem("command line", None, "--base", str(arguments.base), "a number from 2")
        raise InvalidInputError([problem])
    source = read_source(arguments)
    study = read_study(arguments, source)
    node = aggregate_named(source.input.framework, arguments.node)
    plan = Plan(n_base=arguments.base, node=node, output=arguments.output)
    assess = _shapley if arguments.shapley else _sobol
    return assess(source, study, plan, Workers(arguments.threads))


def _sobol(source: Source, study: Study, plan: Plan, workers: Workers) -> Report:
    given = source.input
    found = assess_sensitivity(
        study, source.pipeline, given.dataset, given.framework, plan,
        workers=workers, progress=ProgressBar("Runs"),
    )  # fmt: skip
    indices = found.indices
    rows = [
        (
            factor,
            number(indices.first_order[place, 0]),
            _interval(indices.first_low[place, 0], indices.first_high[place, 0]),
            number(indices.total_order[place, 0]),
            _interval(indices.total_low[place, 0], indices.total_high[place, 0]),
        )
        for place, factor in enumerate(found.factors)
    ]
    header = ("choice", "alone", "interval", "with others", "interval")
    text = [
        *_heading(found, study),
        aligned(header, rows),
        "",
        f"Share of the variance of each {found.output}, with interactions:",
        _of_units(found.factors, found.dataset.units, indices.total_order),
    ]
    document = {
        **_document(found, study),
        "overall": {
            factor: {
                name: getattr(indices, name)[place, 0]
                for name in (
                    "first_order", "first_low", "first_high", "total_order", "total_low",
                    "total_high",
                )
            }
            for place, factor in enumerate(found.factors)
        },
        "units": [
            {"unit": unit, "first_order": first, "total_order": total}
            for unit, first, total in zip(
                found.dataset.units,
                _by_factor(found.factors, indices.first_order),
                _by_factor(found.factors, indices.total_order),
                strict=True,
            )
        ],
    }  # fmt: skip
    return Report(document, "\n".join(text))


def _shapley(source: Source, study: Study, plan: Plan, workers: Workers) -> Report:
    given = source.input
    found = assess_shapley(
        study, source.pipeline, given.dataset, given.framework, plan,
        workers=workers, progress=ProgressBar("Runs"),
    )  # fmt: skip
    effects = found.effects
    rows = [
        (
            factor,
            number(effects.effects[place, 0]),
            _interval(effects.low[place, 0], effects.high[place, 0]),
        )
        for place, factor in enumerate(found.factors)
    ]
    text = [
        *_heading(found, study),
        aligned(("choice", "share", "interval"), rows),
        "",
        f"Share of the variance of each {found.output}:",
        _of_units(found.factors, found.dataset.units, effects.effects),
    ]
    document = {
        **_document(found, study),
        "overall": {
            factor: {name: getattr(effects, name)[place, 0] for name in ("effects", "low", "high")}
            for place, factor in enumerate(found.factors)
        },
        "units": [
            {"unit": unit, "effects": shares}
            for unit, shares in zip(
                found.dataset.units, _by_factor(found.factors, effects.effects), strict=True
            )
        ],
    }
    return Report(document, "\n".join(text))


def _document(found: Sensitivity | ShapleySensitivity, study: Study) -> dict[str, object]:
    return {
        "ok": True,
        "node": found.node,
        "output": found.output,
        "study": study.as_json(),
        "study_hash": study.hash,
        "n_runs": found.n_runs,
        "n_failed": found.n_failed,
        "failures": found.failures,
    }


def _heading(found: Sensitivity | ShapleySensitivity, study: Study) -> list[str]:
    failed = (
        [f"{found.n_failed} runs gave no scores; their points are left out:"]
        + [f"  {one.n_replications}: {one.reason}" for one in found.failures]
        if found.n_failed
        else ["No run failed."]
    )
    return [
        f"{found.node}: {found.n_runs} runs, seed {study.seed}.",
        "What varies:",
        *varied(study),
        *failed,
        "",
        "Share of the variance of the mean rank change over all units:",
    ]


def _interval(low: float, high: float) -> str:
    return f"{number(low)} - {number(high)}"


def _by_factor(factors: tuple[str, ...], shares: FloatArray) -> list[dict[str, float]]:
    """Return the shares of each unit by factor; the first column is the index overall."""
    return [dict(zip(factors, row, strict=True)) for row in shares[:, 1:].T.tolist()]


def _of_units(factors: tuple[str, ...], units: tuple[str, ...], shares: FloatArray) -> str:
    rows = [
        (unit, *(number(float(one)) for one in shares[:, 1 + row]))
        for row, unit in enumerate(units)
    ]
    return aligned(("unit", *factors), rows)
