"""The tables of a data package: inputs as exact text, results with their schema."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.effective_weights import effective_weights
from teranga_analytics.composite.export.tables import TextTable, exact, rounded
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.pipeline.running import IndexResult

GROUP, DENOMINATOR = "group.", "denominator."
OBSERVED, IMPUTED, MISSING, NOT_APPLICABLE = "observed", "imputed", "missing", "not_applicable"
STATUSES = (OBSERVED, IMPUTED, MISSING, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of a package.

    Parameters
    ----------
    name
        Name of the resource; the file is ``data/<name>.csv``.
    description
        What a row is.
    table
        The table.
    types
        Type of each column that is not text: ``number``, ``integer``, ``boolean`` or ``year``.
    key
        Columns that name a row.
    refers
        For some columns, the resource whose key they take.
    """

    name: str
    description: str
    table: TextTable
    types: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Place of the file in the package."""
        return f"data/{self.name}.csv"


def input_resources(dataset: Dataset, framework: Framework) -> tuple[Resource, ...]:
    """Return the tables from which a dataset and a framework can be read again, exactly."""
    return (
        _units(dataset),
        _indicators(dataset),
        _levels(dataset),
        _framework(framework),
        _values(dataset),
    )


def result_resources(result: IndexResult) -> tuple[Resource, ...]:
    """Return the tables of results."""
    return (_scores(result), _weights(result), _steps(result), _notes(result))


def _unit_key(dataset: Dataset) -> tuple[str, ...]:
    return ("unit", "time") if dataset.is_panel else ("unit",)


def _row_keys(dataset: Dataset) -> list[tuple[str, ...]]:
    if not dataset.is_panel:
        return [(unit,) for unit in dataset.units]
    return [
        (unit, exact(time)) for unit, time in zip(dataset.units, dataset.row_times, strict=True)
    ]


def _units(dataset: Dataset) -> Resource:
    groups = [f"{GROUP}{code}" for code in dataset.groups]
    denominators = [f"{DENOMINATOR}{code}" for code in dataset.denominators]
    rows = [
        (
            *key,
            dataset.names[row],
            *(labels[row] for labels in dataset.groups.values()),
            *(exact(numbers[row]) for numbers in dataset.denominators.values()),
        )
        for row, key in enumerate(_row_keys(dataset))
    ]
    return Resource(
        "units",
        "One unit, in a panel at one time, with its groups and denominators",
        TextTable.of((*_unit_key(dataset), "name", *groups, *denominators), rows),
        types={"time": "number"} | dict.fromkeys(denominators, "number"),
        key=_unit_key(dataset),
    )


def _indicators(dataset: Dataset) -> Resource:
    header = (
        "indicator", "name_fr", "name_en", "direction", "unit", "denominator", "target",
        "goalpost_lower", "goalpost_upper", "scale_lower", "scale_upper",
    )  # fmt: skip
    rows = [
        (
            meta.code,
            meta.name_fr,
            meta.name_en,
            str(meta.direction),
            meta.unit,
            meta.denominator or "",
            "" if meta.target is None else exact(meta.target),
            *(exact(end) for end in meta.goalposts or (np.nan, np.nan)),
            *(exact(end) for end in meta.scale or (np.nan, np.nan)),
        )
        for meta in dataset.indicators
    ]
    return Resource(
        "indicators",
        "One indicator: what is known of it beside its values",
        TextTable.of(header, rows),
        types={"direction": "integer"} | dict.fromkeys(header[6:], "number"),
        key=("indicator",),
    )


def _levels(dataset: Dataset) -> Resource:
    rows = [
        (meta.code, exact(level.code), exact(level.score), level.name_fr,
         level.name_en)
        for meta in dataset.indicators
        for level in meta.levels
    ]  # fmt: skip
    return Resource(
        "levels",
        "One coded answer of an indicator and the score it stands for",
        TextTable.of(("indicator", "code", "score", "name_fr", "name_en"), rows),
        types={"code": "number", "score": "number"},
        key=("indicator", "code"),
        refers={"indicator": ("indicators", "indicator")},
    )


def _framework(framework: Framework) -> Resource:
    rows = [
        (node.code, node.parent or "", exact(node.weight), node.name_fr, node.name_en)
        for node in framework.nodes
    ]
    return Resource(
        "framework",
        "One node of the tree; the order of siblings counts",
        TextTable.of(("node", "parent", "weight", "name_fr", "name_en"), rows),
        types={"weight": "number"},
        key=("node",),
        refers={"parent": ("", "node")},
    )


def _values(dataset: Dataset) -> Resource:
    rows = (
        (*key, code, exact(dataset.values[row, column]), _status(dataset, row, column))
        for row, key in enumerate(_row_keys(dataset))
        for column, code in enumerate(dataset.codes)
    )
    return Resource(
        "values",
        "One cell: a measure or the code of an answer",
        TextTable.of((*_unit_key(dataset), "indicator", "value", "status"), rows),
        types={"time": "number", "value": "number"},
        key=(*_unit_key(dataset), "indicator"),
        refers={"indicator": ("indicators", "indicator")},
    )


def _status(dataset: Dataset, row: int, column: int) -> str:
    if not dataset.applicable[row, column]:
        return NOT_APPLICABLE
    if dataset.imputed[row, column]:
        return IMPUTED
    return MISSING if np.isnan(dataset.values[row, column]) else OBSERVED


def _scores(result: IndexResult) -> Resource:
    tables = (result.scores, result.ranks, result.observed_share, result.imputed_share)
    rows = (
        (*key, code, *(rounded(float(table[row, node])) for table in tables))
        for row, key in enumerate(_row_keys(result.dataset))
        for node, code in enumerate(result.framework.codes)
    )
    numbers = ("score", "rank", "observed_share", "imputed_share")
    return Resource(
        "scores",
        "One unit on one node: score, rank (1 is the best), shares of observed and imputed data",
        TextTable.of((*_unit_key(result.dataset), "node", *numbers), rows),
        types={"time": "number"} | dict.fromkeys(numbers, "number"),
        key=(*_unit_key(result.dataset), "node"),
        refers={"node": ("framework", "node")},
    )


def _weights(result: IndexResult) -> Resource:
    whole = effective_weights(result.weights, result.framework.parents)
    rows = [
        (code, rounded(float(result.weights[node])), rounded(float(whole[node])))
        for node, code in enumerate(result.framework.codes)
    ]
    return Resource(
        "weights",
        "One node: its weight among its siblings, and in the whole",
        TextTable.of(("node", "weight", "share_of_whole"), rows),
        types={"weight": "number", "share_of_whole": "number"},
        key=("node",),
        refers={"node": ("framework", "node")},
    )


def _steps(result: IndexResult) -> Resource:
    header = ("number", "step", *_unit_key(result.dataset), "indicator", "value", "imputed")
    return Resource(
        "steps",
        "One cell after one step of the pipeline, but for the last, which gives the scores",
        TextTable.of(header, _step_rows(result)),
        types={"number": "integer", "time": "number", "value": "number", "imputed": "boolean"},
        key=("number", *_unit_key(result.dataset), "indicator"),
        refers={"indicator": ("indicators", "indicator")},
    )


def _step_rows(result: IndexResult) -> Iterator[tuple[str, ...]]:
    for step in result.steps[:-1]:
        data = step.dataset
        start = (str(step.number), step.step.step)
        for row, key in enumerate(_row_keys(data)):
            for column, code in enumerate(data.codes):
                value = rounded(float(data.values[row, column]))
                flag = "true" if data.imputed[row, column] else "false"
                yield (*start, *key, code, value, flag)


def _notes(result: IndexResult) -> Resource:
    rows = [
        (str(step.number), step.step.step, note) for step in result.steps for note in step.notes
    ]
    return Resource(
        "notes",
        "One plain sentence that a step leaves for the reader",
        TextTable.of(("number", "step", "note"), rows),
        types={"number": "integer"},
    )
