"""From a frozen document to arrays: data, tree and pipeline of one way of reading it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from teranga.indices.queries.edition.document import NOT_APPLICABLE, Document
from teranga_analytics.composite import Dataset, Framework, Node, Pipeline, Study
from teranga_analytics.composite.arrays import BoolArray, FloatArray
from teranga_analytics.composite.indicator import IndicatorMeta, Level
from teranga_analytics.composite.uncertainty.declaration import Cell, Cells, Variation

VOLUME: Final = "volume"
FAVOURABILITY: Final = "favourability"


@dataclass(frozen=True, eq=False)
class Inputs:
    """What the engine needs to score one reading of an edition.

    `dataset` is the last period; `panel` holds every period of a dated index.
    """

    name: str
    dataset: Dataset
    framework: Framework
    pipeline: Pipeline
    study: Study
    panel: Dataset | None


def readings_of(document: Document) -> tuple[str, ...]:
    return tuple(reading["name"] for reading in document["readings"])


def inputs_of(document: Document, name: str) -> Inputs:
    """Build the inputs of one reading."""
    reading = next(entry for entry in document["readings"] if entry["name"] == name)
    signs = reading.get("directions", {})
    kept = [code for code in document["codebook"]["indicators"] if signs.get(code, 1) != 0]
    framework = _framework(document, kept)
    metas = [_meta(document, code, signs.get(code, 1)) for code in framework.indicators]
    cells = {(cell["unit"], cell["indicator"]): cell for cell in document["cells"]}
    times = [float(time) for time in document["times"]]
    dataset = _dataset(document, metas, cells, times[-1] if times else None)
    return Inputs(
        name=name,
        dataset=dataset,
        framework=framework,
        pipeline=Pipeline.from_json(reading["pipeline"]),
        study=_study(document, dataset, cells),
        panel=_panel(document, metas, cells, times) if times else None,
    )


def _framework(document: Document, indicators: Sequence[str]) -> Framework:
    nodes = document["codebook"]["nodes"]
    kept = set(indicators)
    parent_of = {node["code"]: node["parent"] for node in nodes}
    for code in indicators:
        parent = parent_of[code]
        while parent is not None and parent not in kept:
            kept.add(parent)
            parent = parent_of[parent]
    return Framework(
        tuple(
            Node(
                node["code"],
                node["parent"],
                node["weight"],
                node["name"].get("fr", ""),
                node["name"].get("en", ""),
            )
            for node in nodes
            if node["code"] in kept
        )
    )


def _meta(document: Document, code: str, direction: int) -> IndicatorMeta:
    entry = document["codebook"]["indicators"][code]
    return IndicatorMeta(
        code=code,
        name_fr=entry["name"].get("fr", ""),
        name_en=entry["name"].get("en", ""),
        direction=direction,
        levels=tuple(
            Level(
                level["code"], level["score"], level["name"].get("fr", ""),
                level["name"].get("en", ""),
            )
            for level in entry["levels"]
        ),
        scale=(0.0, 1.0),
    )  # fmt: skip


def level_at(cell: Mapping[str, Any] | None, time: float | None) -> float | str | None:
    """Return the level in force at a time: a number, "NA", or None when it is not known."""
    level: float | str | None = None
    for start, value in (cell or {}).get("changes", ()):
        if start is None or time is None or start <= time:
            level = value
    return level


def _table(
    units: Sequence[str],
    metas: Sequence[IndicatorMeta],
    cells: Mapping[tuple[str, str], Mapping[str, Any]],
    times: Sequence[float | None],
) -> tuple[FloatArray, BoolArray]:
    """Levels and applicability, shape `(n_times * n_units, n_indicators)`, times outermost."""
    values = np.full((len(times), len(units), len(metas)), np.nan)
    applicable = np.ones(values.shape, dtype=np.bool_)
    for row, unit in enumerate(units):
        for column, meta in enumerate(metas):
            cell = cells.get((unit, meta.code))
            for start, level in (cell or {}).get("changes", ()):
                since = 0 if start is None else int(np.searchsorted(_known(times), start))
                applicable[since:, row, column] = level != NOT_APPLICABLE
                values[since:, row, column] = (
                    np.nan if level is None or level == NOT_APPLICABLE else level
                )
    shape = (len(times) * len(units), len(metas))
    return values.reshape(shape), applicable.reshape(shape)


def _known(times: Sequence[float | None]) -> FloatArray:
    return np.array([0.0 if time is None else time for time in times])


def _dataset(
    document: Document,
    metas: Sequence[IndicatorMeta],
    cells: Mapping[tuple[str, str], Mapping[str, Any]],
    time: float | None,
) -> Dataset:
    units = [unit["code"] for unit in document["units"]]
    # Only what holds at that time: later changes do not count, earlier ones are superseded.
    values = np.full((len(units), len(metas)), np.nan)
    applicable = np.ones(values.shape, dtype=np.bool_)
    for row, unit in enumerate(units):
        for column, meta in enumerate(metas):
            level = level_at(cells.get((unit, meta.code)), time)
            if level == NOT_APPLICABLE:
                applicable[row, column] = False
            elif level is not None:
                values[row, column] = float(level)
    names = [unit["name"].get("fr", unit["code"]) for unit in document["units"]]
    return Dataset.of(units, metas, values, applicable=applicable, names=names)


def _panel(
    document: Document,
    metas: Sequence[IndicatorMeta],
    cells: Mapping[tuple[str, str], Mapping[str, Any]],
    times: Sequence[float],
) -> Dataset:
    units = [unit["code"] for unit in document["units"]]
    values, applicable = _table(units, metas, cells, times)
    names = [unit["name"].get("fr", unit["code"]) for unit in document["units"]]
    return Dataset.of(
        units * len(times),
        metas,
        values,
        times=np.repeat(times, len(units)),
        applicable=applicable,
        names=names * len(times),
    )


def _study(
    document: Document,
    dataset: Dataset,
    cells: Mapping[tuple[str, str], Mapping[str, Any]],
) -> Study:
    """Take the declared study, with every cell that is not sure drawn among what it may be."""
    declared = Study.from_json(document["study"])
    unsure = unsure_cells(dataset, cells)
    variations: tuple[Variation, ...] = tuple(declared.variations)
    if unsure:
        variations = (*variations, Cells(unsure, name="unsure codes"))
    return Study(
        variations,
        replications=declared.replications,
        seed=declared.seed,
        interval=declared.interval,
    )


def unsure_cells(
    dataset: Dataset, cells: Mapping[tuple[str, str], Mapping[str, Any]]
) -> tuple[Cell, ...]:
    """List the cells that may be otherwise: unknown ones any level, others as declared."""
    found = []
    for row, unit in enumerate(dataset.units):
        for column, code in enumerate(dataset.codes):
            if not dataset.applicable[row, column]:
                continue
            levels = tuple(cells.get((unit, code), {}).get("unsure", ()))
            if levels or np.isnan(dataset.values[row, column]):
                found.append(Cell(unit, code, values=levels))
    return tuple(found)


def at_their_ends(dataset: Dataset) -> tuple[Dataset, Dataset]:
    """Return the data with each unknown cell at its least and at its most favourable level."""
    unknown = np.isnan(dataset.values) & dataset.applicable
    ends = []
    for sign in (-1, 1):
        levels = [_end_level(meta, sign * meta.direction) for meta in dataset.indicators]
        ends.append(dataset.with_values(np.where(unknown, levels, dataset.values)))
    return ends[0], ends[1]


def _end_level(meta: IndicatorMeta, sign: int) -> float:
    return max(meta.levels, key=lambda level: level.score * sign).code
