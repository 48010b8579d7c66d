"""Scores of an edition, computed once when it is frozen and kept in its document."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from teranga.indices.queries.edition.document import Document
from teranga.indices.queries.edition.reading import (
    Inputs,
    at_their_ends,
    inputs_of,
    readings_of,
)
from teranga_analytics.composite import assess_uncertainty, build_index
from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.export.tables import RESULT_DIGITS

Numbers = list[Any]


def with_results(document: Document) -> dict[str, Any]:
    """Return the document with its scores, intervals, ranks and series."""
    results, series = {}, {}
    for name in readings_of(document):
        inputs = inputs_of(document, name)
        results[name] = _results(inputs, by_ends=document.get("interval") == "ends")
        if inputs.panel is not None:
            series[name] = _series(inputs)
    return {**document, "results": results, "series": series}


def _results(inputs: Inputs, *, by_ends: bool) -> dict[str, Numbers]:
    """Scores of every node, units in rows; intervals and ranks of the aggregates."""
    built = build_index(inputs.pipeline, inputs.dataset, inputs.framework)
    n_indicators = len(inputs.framework.indicators)
    scores, ranks = built.scores[:, n_indicators:], built.ranks[:, n_indicators:]
    sure = assess_uncertainty(
        inputs.study,
        inputs.pipeline,
        inputs.dataset,
        inputs.framework,
        nodes=inputs.framework.aggregates,
    )
    low, high = _ends(inputs, n_indicators) if by_ends else (sure.scores.low.T, sure.scores.high.T)
    return {
        "nodes": list(inputs.framework.codes),
        "scores": numbers(built.scores),
        "observed_share": numbers(built.observed_share),
        "aggregates": list(inputs.framework.aggregates),
        "ranks": numbers(ranks),
        # What is published lies in its own interval, however the unknown is drawn.
        "low": numbers(np.fmin(low, scores)),
        "high": numbers(np.fmax(high, scores)),
        "rank_low": numbers(np.fmin(sure.ranks.low.T, ranks)),
        "rank_high": numbers(np.fmax(sure.ranks.high.T, ranks)),
    }


def _ends(inputs: Inputs, n_indicators: int) -> tuple[FloatArray, FloatArray]:
    low, high = (
        build_index(inputs.pipeline, data, inputs.framework).scores[:, n_indicators:]
        for data in at_their_ends(inputs.dataset)
    )
    return low, high


def _series(inputs: Inputs) -> dict[str, Numbers]:
    """Scores of the aggregates by period, and between which ends unknown cells let them lie."""
    panel = inputs.panel
    if panel is None:
        return {}
    n_indicators = len(inputs.framework.indicators)
    n_units = len(inputs.dataset.units)
    lowest, highest = at_their_ends(panel)
    tables = {
        name: build_index(inputs.pipeline, data, inputs.framework).scores[:, n_indicators:]
        for name, data in (("scores", panel), ("low", lowest), ("high", highest))
    }
    shape = (len(np.unique(panel.row_times)), n_units, len(inputs.framework.aggregates))
    return {
        "times": [int(time) for time in np.unique(panel.row_times)],
        "nodes": list(inputs.framework.aggregates),
        **{name: numbers(np.round(table.reshape(shape), 4)) for name, table in tables.items()},
    }


def numbers(table: FloatArray) -> Numbers:
    """Write an array as lists, to the digits that every processor agrees on; None for NaN."""

    def written(value: Any) -> Any:
        if isinstance(value, list):
            return [written(item) for item in value]
        return None if value != value else float(f"{value:.{RESULT_DIGITS}g}")  # noqa: PLR0124

    listed: Numbers = written(table.tolist())
    return listed


def as_array(listed: Sequence[Any]) -> FloatArray:
    """Read such lists back."""
    return np.array(listed, dtype=np.float64)
