"""Reading a data package back, every problem of its tables reported at once."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.export.package import PIPELINE
from teranga_analytics.composite.export.package_opening import INPUTS, open_package
from teranga_analytics.composite.export.package_tables import (
    DENOMINATOR,
    GROUP,
    IMPUTED,
    MISSING,
    NOT_APPLICABLE,
    STATUSES,
)
from teranga_analytics.composite.framework import Framework, Node, framework_problems
from teranga_analytics.composite.indicator import IndicatorMeta, Level
from teranga_analytics.composite.pipeline.definition import Pipeline
from teranga_analytics.composite.problems import Problem, refuse_if_any
from teranga_analytics.composite.reading.coinr import IndexInput
from teranga_analytics.composite.reading.tables import Table, read_table


@dataclass(frozen=True, slots=True)
class Package:
    """A data package, read and checked.

    Parameters
    ----------
    input
        Data and framework.
    pipeline
        The pipeline.
    title
        Title shown to people.
    engine
        Version of the engine that wrote it.
    files
        Content of each file the descriptor lists, by path, and of the descriptor.
    """

    input: IndexInput
    pipeline: Pipeline
    title: str
    engine: str
    files: Mapping[str, bytes]


def read_package(folder: Path) -> Package:
    """Read a data package.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    Package

    Raises
    ------
    InvalidInputError
        With every file that is absent, lies outside the folder or differs from its hash; else
        with every problem of the tables.
    """
    descriptor, files = open_package(folder)
    tables = {name: read_table(folder / "data" / f"{name}.csv") for name in INPUTS}
    problems = _missing_columns(tables)
    refuse_if_any(problems)
    metas = _metas(tables, problems)
    nodes = _nodes(tables["framework"], problems)
    cells = _cells(tables, {meta.code for meta in metas}, problems)
    refuse_if_any(problems)
    return Package(
        input=IndexInput(_dataset(tables["units"], metas, cells), Framework(nodes)),
        pipeline=Pipeline.from_json(files[PIPELINE].decode()),
        title=str(descriptor.get("title", "")),
        engine=str(descriptor["teranga"].get("engine", "")),
        files=files,
    )


def _missing_columns(tables: Mapping[str, Table]) -> list[Problem]:
    wanted = {
        "units": ("unit", "name"),
        "indicators": ("indicator", "direction"),
        "levels": ("indicator", "code", "score"),
        "framework": ("node", "parent", "weight"),
        "values": ("unit", "indicator", "value", "status"),
    }
    return [
        Problem(
            f"{name}.csv", 1, column, f"columns {', '.join(tables[name].header)}", "this column"
        )
        for name, columns in wanted.items()
        for column in columns
        if column not in tables[name].header
    ]


def _metas(tables: Mapping[str, Table], problems: list[Problem]) -> list[IndicatorMeta]:
    table = tables["indicators"]
    levels = _levels(tables["levels"], problems)
    number = {
        name: table.numbers(name, problems)
        for name in ("direction", "target", "goalpost_lower", "goalpost_upper", "scale_lower",
                     "scale_upper")
    }  # fmt: skip
    text = {
        name: table.column(name)
        for name in ("indicator", "name_fr", "name_en", "unit", "denominator")
    }
    metas = []
    for row, code in enumerate(text["indicator"]):
        if number["direction"][row] not in {-1, 1}:
            seen = table.column("direction")[row]
            problems.append(Problem(table.file, row + 2, "direction", repr(seen), "1 or -1"))
            continue
        target = number["target"][row]
        metas.append(
            IndicatorMeta(
                code=code,
                name_fr=text["name_fr"][row],
                name_en=text["name_en"][row],
                direction=int(number["direction"][row]),
                unit=text["unit"][row],
                levels=tuple(sorted(levels.get(code, ()), key=lambda level: level.code)),
                scale=_pair(number["scale_lower"][row], number["scale_upper"][row]),
                denominator=text["denominator"][row] or None,
                target=None if math.isnan(target) else target,
                goalposts=_pair(number["goalpost_lower"][row], number["goalpost_upper"][row]),
            )
        )
    return metas


def _levels(table: Table, problems: list[Problem]) -> dict[str, list[Level]]:
    codes, scores = table.numbers("code", problems), table.numbers("score", problems)
    names = zip(table.column("name_fr"), table.column("name_en"), strict=True)
    levels: dict[str, list[Level]] = {}
    for indicator, code, score, (fr, en) in zip(
        table.column("indicator"), codes, scores, names, strict=True
    ):
        levels.setdefault(indicator, []).append(Level(code, score, fr, en))
    return levels


def _pair(lower: float, upper: float) -> tuple[float, float] | None:
    return None if math.isnan(lower) or math.isnan(upper) else (lower, upper)


def _nodes(table: Table, problems: list[Problem]) -> tuple[Node, ...]:
    columns = [table.column(name) for name in ("node", "parent", "name_fr", "name_en")]
    weights = table.numbers("weight", problems)
    nodes = tuple(
        Node(code, parent or None, weight, fr, en)
        for (code, parent, fr, en), weight in zip(zip(*columns, strict=True), weights, strict=True)
    )
    problems.extend(framework_problems(nodes, table.file))
    return nodes


Key = tuple[str, float]
Cells = dict[tuple[Key, str], tuple[float, str]]


def _cells(tables: Mapping[str, Table], known: set[str], problems: list[Problem]) -> Cells:
    """Read every cell by its unit, time and indicator."""
    table = tables["values"]
    units = set(_keys(tables["units"], problems))
    keys = _keys(table, problems)
    numbers = table.numbers("value", problems)
    codes, statuses = table.column("indicator"), table.column("status")
    cells: Cells = {}
    for row, (key, code, number, status) in enumerate(
        zip(keys, codes, numbers, statuses, strict=True), start=2
    ):
        if key not in units:
            problems.append(Problem(table.file, row, "unit", repr(key[0]), "a row of units.csv"))
        if code not in known:
            wanted = "an indicator of indicators.csv"
            problems.append(Problem(table.file, row, "indicator", repr(code), wanted))
        if status not in STATUSES:
            wanted = f"one of {', '.join(STATUSES)}"
            problems.append(Problem(table.file, row, "status", repr(status), wanted))
        if math.isnan(number) != (status in {MISSING, NOT_APPLICABLE}):
            seen = f"{table.column('value')[row - 2]!r} with the status {status}"
            problems.append(Problem(table.file, row, "value", seen, "a value that agrees"))
        if (key, code) in cells:
            problems.append(Problem(table.file, row, None, "a cell again", "each cell once"))
        cells[key, code] = number, status
    return cells


def _keys(table: Table, problems: list[Problem]) -> list[Key]:
    times = table.numbers("time", problems) if "time" in table.header else [0.0] * len(table.rows)
    return list(zip(table.column("unit"), times, strict=True))


def _dataset(units: Table, metas: list[IndicatorMeta], cells: Cells) -> Dataset:
    keys = _keys(units, [])
    codes = [meta.code for meta in metas]
    nothing = (math.nan, MISSING)
    table = [[cells.get((key, code), nothing) for code in codes] for key in keys]
    values = np.array([[number for number, _ in row] for row in table], dtype=np.float64)
    statuses = np.array([[status for _, status in row] for row in table])
    shape = (len(keys), len(codes))
    dataset = Dataset.of(
        [unit for unit, _ in keys],
        metas,
        values.reshape(shape),
        times=[time for _, time in keys] if "time" in units.header else None,
        applicable=(statuses != NOT_APPLICABLE).reshape(shape),
        names=units.column("name"),
        groups={
            name.removeprefix(GROUP): units.column(name)
            for name in units.header
            if name.startswith(GROUP)
        },
        denominators={
            name.removeprefix(DENOMINATOR): np.array(units.numbers(name, []))
            for name in units.header
            if name.startswith(DENOMINATOR)
        },
    )
    return dataset.with_values(dataset.values, (statuses == IMPUTED).reshape(shape))
