"""``teranga-index check``: is the input sound, and what will be done with it."""

from argparse import Namespace

import numpy as np

from teranga_analytics.composite.cautions import SMALL_SAMPLE
from teranga_analytics.composite.command.output import Report, aligned
from teranga_analytics.composite.command.sources import Source, read_source
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.fingerprint import input_hash


def run(arguments: Namespace) -> Report:
    """Read everything, compute nothing, and say what would be computed."""
    source = read_source(arguments)
    dataset, framework = source.input.dataset, source.input.framework
    document = {
        "ok": True,
        "n_rows": len(dataset.units),
        "n_units": len(set(dataset.units)),
        "times": sorted(set(dataset.row_times.tolist())) if dataset.is_panel else [],
        "n_indicators": len(framework.indicators),
        "n_aggregates": len(framework.aggregates),
        "n_levels": max(framework.levels.values()),
        "n_missing": int((np.isnan(dataset.values) & dataset.applicable).sum()),
        "n_not_applicable": int((~dataset.applicable).sum()),
        "missing": _missing(dataset),
        "pipeline": source.pipeline.as_json(),
        "pipeline_hash": source.pipeline.hash,
        "input_hash": input_hash(dataset, framework),
        "cautions": cautions(dataset),
    }
    return Report(document, _text(document, source))


def cautions(dataset: Dataset) -> list[str]:
    """Say what so few units do not allow to say."""
    n_units = len(set(dataset.units))
    if n_units >= SMALL_SAMPLE:
        return []
    return [
        f"{n_units} units only: read scores with their intervals; ranks, correlations and "
        "outlier rules say little about so few."
    ]


def _missing(dataset: Dataset) -> dict[str, list[str]]:
    """List the units for which each indicator is missing."""
    gaps = np.isnan(dataset.values) & dataset.applicable
    return {
        code: [dataset.units[row] for row in np.flatnonzero(gaps[:, column])]
        for column, code in enumerate(dataset.codes)
        if gaps[:, column].any()
    }


def steps_in_words(source: Source) -> str:
    """Show the steps of a pipeline, one per line."""
    chosen = " (chosen for this kind of data; see --pipeline)" if source.is_default else ""
    rows = []
    for number, step in enumerate(source.pipeline.steps, start=1):
        stated = [f"{name} {value}" for name, value in step.parameters.items()]
        stated += [f"{len(step.by_code)} by code"] if step.by_code else []
        stated += [f"{name} set" for name in step.options]
        rows.append((f"  {number}", step.step, step.method or "-", ", ".join(stated)))
    return f"Steps{chosen}:\n" + aligned(("", "step", "method", "stated"), rows)


def _text(document: dict[str, object], source: Source) -> str:
    times = document["times"]
    waves = f", {len(times)} times" if isinstance(times, list) and times else ""
    lines = [
        "The input is sound.",
        f"{document['n_units']} units{waves}, {document['n_indicators']} indicators, "
        f"{document['n_aggregates']} aggregates on {document['n_levels']} levels.",
        f"{document['n_missing']} cells missing, {document['n_not_applicable']} without object.",
    ]
    missing = document["missing"]
    if isinstance(missing, dict):
        lines += [f"  {code} is missing for {', '.join(units)}" for code, units in missing.items()]
    lines += [steps_in_words(source)]
    lines += [f"Caution: {sentence}" for sentence in cautions(source.input.dataset)]
    return "\n".join(lines)
