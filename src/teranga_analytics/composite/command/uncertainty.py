"""``teranga-index uncertainty``: intervals of scores and ranks when choices vary."""

from argparse import Namespace

import numpy as np

from teranga_analytics.composite.command.output import Report, aligned, number, share, whole
from teranga_analytics.composite.command.progress import ProgressBar
from teranga_analytics.composite.command.sources import aggregate_named, read_source
from teranga_analytics.composite.command.studies import read_study, varied
from teranga_analytics.composite.problems import InvalidInputError, Problem
from teranga_analytics.composite.uncertainty.execution import Workers
from teranga_analytics.composite.uncertainty.results import UncertaintyResult
from teranga_analytics.composite.uncertainty.running import assess_uncertainty


def run(arguments: Namespace) -> Report:
    """Run a study and say how sure scores, ranks and changes are."""
    source = read_source(arguments)
    study = read_study(arguments, source)
    framework = source.input.framework
    node = aggregate_named(framework, arguments.node)
    try:
        found = assess_uncertainty(
            study,
            source.pipeline,
            source.input.dataset,
            framework,
            nodes=(node,),
            workers=Workers(arguments.threads, arguments.cluster),
            progress=ProgressBar("Replications"),
        )
    except (ImportError, OSError) as error:
        # Only a cluster is reached over a network, by a library that may not be installed.
        wanted = "a Dask scheduler that answers, and dask[distributed] installed"
        problem = Problem("command line", None, "--cluster", str(error), wanted)
        raise InvalidInputError([problem]) from error
    return Report(_document(found, node, arguments.top), _text(found, node, arguments.top))


def _document(found: UncertaintyResult, node: str, top: int) -> dict[str, object]:
    place = found.node(node)
    ahead = found.probability_ahead(node)
    reach = found.probability_top(top, node)
    return {
        "ok": True,
        "node": node,
        "study": found.study.as_json(),
        "study_hash": found.study_hash,
        "pipeline_hash": found.pipeline_hash,
        "input_hash": found.input_hash,
        "interval": found.interval,
        "n_replications": found.n_replications,
        "n_failed": found.n_failed,
        "failures": found.failures,
        "units": [
            {
                "unit": unit,
                "name": found.dataset.names[row],
                "time": float(found.dataset.row_times[row]) if found.dataset.is_panel else None,
                "score": _five(found.scores, place, row),
                "rank": _five(found.ranks, place, row),
                f"probability_top_{top}": reach[row],
                "probability_ahead": dict(zip(found.units, ahead[row], strict=True))
                if not found.dataset.is_panel
                else ahead[row],
            }
            for row, unit in enumerate(found.units)
        ],
        "changes": found.changes,
    }


def _five(interval: object, place: int, row: int) -> dict[str, float]:
    names = ("nominal", "mean", "median", "low", "high")
    return {name: float(getattr(interval, name)[place, row]) for name in names}


def _text(found: UncertaintyResult, node: str, top: int) -> str:
    place = found.node(node)
    scores, ranks = found.scores, found.ranks
    reach = found.probability_top(top, node)
    times = found.dataset.row_times
    order = sorted(
        range(len(found.units)), key=lambda row: (-times[row], ranks.nominal[place, row])
    )
    is_panel = found.dataset.is_panel
    rows = [
        (
            *([f"{times[row]:g}"] if is_panel else []),
            found.units[row],
            found.dataset.names[row],
            number(scores.nominal[place, row]),
            f"{number(scores.low[place, row])} - {number(scores.high[place, row])}",
            whole(ranks.nominal[place, row]),
            f"{whole(ranks.low[place, row])} - {whole(ranks.high[place, row])}",
            share(reach[row]),
        )
        for row in order
    ]
    header = [
        *(["time"] if is_panel else []), "unit", "name", "score", "interval", "rank", "interval",
        f"in the first {top}",
    ]  # fmt: skip
    lines = [
        f"{node}: {share(found.interval)} intervals over {found.n_used} replications, "
        f"seed {found.study.seed}.",
        "What varies:",
        *varied(found.study),
        "",
        aligned(header, rows),
    ]
    lines += _failures(found)
    lines += _changes(found, place)
    return "\n".join(lines)


def _failures(found: UncertaintyResult) -> list[str]:
    if not found.n_failed:
        return ["", "No replication failed."]
    return [
        "",
        f"{found.n_failed} of {found.n_replications} replications gave no scores:",
        *(f"  {one.n_replications}: {one.reason}" for one in found.failures),
    ]


def _changes(found: UncertaintyResult, place: int) -> list[str]:
    lines = []
    for change in found.changes:
        rows = [
            (
                unit,
                number(change.change.nominal[place, row]),
                f"{number(change.change.low[place, row])} - "
                f"{number(change.change.high[place, row])}",
                share(change.probability_rise[place, row]),
                share(change.probability_fall[place, row]),
            )
            for row, unit in enumerate(change.units)
            if not np.isnan(change.change.nominal[place, row])
        ]
        lines += [
            "",
            f"Change from {change.before:g} to {change.after:g}:",
            aligned(("unit", "change", "interval", "rose", "fell"), rows),
        ]
    return lines
