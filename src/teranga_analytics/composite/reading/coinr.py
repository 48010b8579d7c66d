"""COINr's two tables: iData (units by indicators) and iMeta (one row per element).

The column names are those of the R package COINr [1]_, so that files made for it are read as
they are.

References
----------
.. [1] Becker, W. et al. (2022), COINr: An R package for developing composite indicators,
   Journal of Open Source Software 7(78), 4567.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework, Node, framework_problems
from teranga_analytics.composite.indicator import IndicatorMeta
from teranga_analytics.composite.problems import Problem, refuse_if_any
from teranga_analytics.composite.reading.tables import Table, read_table

TYPES = ("Indicator", "Aggregate", "Group", "Denominator", "Other")


@dataclass(frozen=True, slots=True)
class IndexInput:
    """What the engine starts from.

    Parameters
    ----------
    dataset
        The table of units by indicators.
    framework
        The tree over these indicators.
    """

    dataset: Dataset
    framework: Framework


def read_coinr(data: Path | str | Table, meta: Path | str | Table) -> IndexInput:
    """Read COINr's iData and iMeta.

    Parameters
    ----------
    data
        File (CSV, XLSX, Parquet) or table of units: ``uCode``, optional ``uName`` and ``Time``,
        then one column per code of iMeta.
    meta
        File or table of elements: ``iCode``, ``Type``, ``Parent``, ``Direction``, ``Weight``;
        optional ``Level``, ``iName``, ``Unit``, ``Target``, ``Denominator``,
        ``goalpost_lower``, ``goalpost_upper``, ``scale_lower``, ``scale_upper``. ``Level`` is
        checked, not used: an indicator may hang from any aggregate.

    Returns
    -------
    IndexInput
        Rows in file order; indicators in the order of iMeta.

    Raises
    ------
    InvalidInputError
        With every problem found in both tables.
    """
    data_table = data if isinstance(data, Table) else read_table(data)
    meta_table = meta if isinstance(meta, Table) else read_table(meta)
    problems: list[Problem] = []
    elements = _elements(meta_table, problems)
    indicators = [element.indicator for element in elements if element.kind == "Indicator"]
    nodes = tuple(element.node for element in elements if element.kind in TYPES[:2])
    problems.extend(_tree_problems(meta_table.file, elements, nodes))
    problems.extend(_column_problems(data_table, elements))
    values = [data_table.numbers(meta.code, problems) for meta in indicators]
    denominators = {
        element.code: np.array(data_table.numbers(element.code, problems))
        for element in elements
        if element.kind == "Denominator"
    }
    times = data_table.numbers("Time", problems) if _has_times(data_table) else None
    problems.extend(_unit_problems(data_table, times))
    refuse_if_any(problems)
    dataset = Dataset.of(
        data_table.column("uCode"),
        indicators,
        np.array(values).T,
        times=times,
        names=data_table.column("uName") if "uName" in data_table.header else (),
        groups={
            element.code: data_table.column(element.code)
            for element in elements
            if element.kind == "Group"
        },
        denominators=denominators,
    )
    return IndexInput(dataset, Framework(nodes))


def read_weights(source: Path | str | Table, framework: Framework) -> dict[str, float]:
    """Read a set of weights, one row per node.

    Parameters
    ----------
    source
        File or table with the columns ``iCode`` and ``Weight``.
    framework
        The tree the weights are for. Nodes not listed keep their stated weight.

    Returns
    -------
    dict
        Weight by code, as the step weight, method given, takes them.

    Raises
    ------
    InvalidInputError
        With every unknown or repeated code and every weight that is no number from 0.
    """
    table = source if isinstance(source, Table) else read_table(source)
    problems: list[Problem] = []
    weights: dict[str, float] = {}
    listed = zip(table.column("iCode"), table.numbers("Weight", problems), strict=True)
    for row, (code, weight) in enumerate(listed, start=2):
        if code not in framework.position or code in weights:
            wanted = "the code of a node, used once"
            problems.append(Problem(table.file, row, "iCode", repr(code), wanted))
        if not weight >= 0:
            problems.append(Problem(table.file, row, "Weight", f"{weight:g}", "a number from 0"))
        weights[code] = weight
    refuse_if_any(problems)
    return weights


@dataclass(frozen=True, slots=True)
class _Element:
    row: int
    code: str
    kind: str
    level: float
    node: Node
    indicator: IndicatorMeta


def _elements(table: Table, problems: list[Problem]) -> list[_Element]:
    for name in ("iCode", "Type", "Parent", "Direction", "Weight"):
        if name not in table.header:
            seen = f"columns {', '.join(table.header)}"
            problems.append(Problem(table.file, 1, name, seen, "this column"))
    columns = {
        name: table.numbers(name, problems)
        for name in (
            "Level", "Direction", "Weight", "Target", "goalpost_lower", "goalpost_upper",
            "scale_lower", "scale_upper",
        )
    }  # fmt: skip
    text = {
        name: table.column(name)
        for name in ("iCode", "Type", "Parent", "iName", "Unit", "Denominator")
    }
    elements = []
    for index in range(len(table.rows)):
        number = {name: column[index] for name, column in columns.items()}
        word = {name: column[index] for name, column in text.items()}
        elements.append(_element(table.file, index + 2, number, word, problems))
    return elements


def _element(
    file: str,
    row: int,
    number: dict[str, float],
    word: dict[str, str],
    problems: list[Problem],
) -> _Element:
    code, kind = word["iCode"], word["Type"]
    if not code:
        problems.append(Problem(file, row, "iCode", "nothing", "a code"))
    if kind not in TYPES:
        problems.append(Problem(file, row, "Type", repr(kind), f"one of {', '.join(TYPES)}"))
    in_tree = kind in TYPES[:2]
    direction = number["Direction"]
    admitted = {"Indicator": {1.0, -1.0}, "Aggregate": {1.0}}.get(kind)
    if admitted and not math.isnan(direction) and direction not in admitted:
        wanted = " or ".join(f"{value:.0f}" for value in sorted(admitted))
        problems.append(Problem(file, row, "Direction", f"{direction:g}", f"{wanted} ({kind})"))
        direction = 1.0
    weight = 1.0 if math.isnan(number["Weight"]) and in_tree else number["Weight"]
    parent = None if word["Parent"] in {"", "NA"} else word["Parent"]
    return _Element(
        row=row,
        code=code,
        kind=kind,
        level=number["Level"],
        node=Node(code, parent, weight, name_fr=word["iName"], name_en=word["iName"]),
        indicator=IndicatorMeta(
            code=code,
            name_fr=word["iName"],
            name_en=word["iName"],
            direction=-1 if direction == -1 else 1,
            unit=word["Unit"],
            denominator=None if word["Denominator"] in {"", "NA"} else word["Denominator"],
            target=None if math.isnan(number["Target"]) else number["Target"],
            goalposts=_pair(number["goalpost_lower"], number["goalpost_upper"]),
            scale=_pair(number["scale_lower"], number["scale_upper"]),
        ),
    )


def _pair(lower: float, upper: float) -> tuple[float, float] | None:
    return None if math.isnan(lower) or math.isnan(upper) else (lower, upper)


def _tree_problems(
    file: str, elements: Sequence[_Element], nodes: tuple[Node, ...]
) -> list[Problem]:
    row_of = [element.row for element in elements if element.kind in TYPES[:2]]
    problems = [
        Problem(p.file, p.row and row_of[p.row - 2], p.column, p.seen, p.wanted)
        for p in framework_problems(nodes, file)
    ]
    parents = {node.parent for node in nodes}
    level = {element.code: element.level for element in elements}
    denominators = {element.code for element in elements if element.kind == "Denominator"}
    for element in elements:
        if element.kind == "Aggregate" and element.code not in parents:
            seen = f"nothing under {element.code!r}"
            problems.append(Problem(file, element.row, "Type", seen, "children of an Aggregate"))
        if element.kind == "Indicator" and element.code in parents:
            seen = f"children under {element.code!r}"
            problems.append(Problem(file, element.row, "Type", seen, "none for an Indicator"))
        above = level.get(element.node.parent or "", math.nan)
        if above <= element.level:
            wanted = f"a level below that of {element.node.parent!r} ({above:g})"
            problems.append(Problem(file, element.row, "Level", f"{element.level:g}", wanted))
        used = element.indicator.denominator
        if used is not None and used not in denominators and element.kind == "Indicator":
            wanted = "the code of a Denominator"
            problems.append(Problem(file, element.row, "Denominator", repr(used), wanted))
    return problems


def _column_problems(table: Table, elements: Sequence[_Element]) -> list[Problem]:
    wanted = {"uCode": "this column"} | {
        element.code: f"a column for this {element.kind}"
        for element in elements
        if element.kind not in {"Aggregate", "Other"}
    }
    seen = f"columns {', '.join(table.header[:5])}…"
    missing = [
        Problem(table.file, 1, code, seen, what)
        for code, what in wanted.items()
        if code not in table.header
    ]
    known = {"uName", "Time", *wanted, *(element.code for element in elements)}
    return missing + [
        Problem(table.file, 1, name, "a column unknown to iMeta", "a code of iMeta")
        for name in table.header
        if name not in known
    ]


def _has_times(table: Table) -> bool:
    """Only a repeated unit makes a panel: one year for all is a plain table."""
    units = table.column("uCode")
    return "Time" in table.header and len(set(units)) < len(units)


def _unit_problems(table: Table, times: Sequence[float] | None) -> list[Problem]:
    problems = []
    first: dict[tuple[str, float], int] = {}
    for index, unit in enumerate(table.column("uCode")):
        row = index + 2
        time = 0.0 if times is None else times[index]
        if not unit:
            problems.append(Problem(table.file, row, "uCode", "nothing", "a code"))
        elif math.isnan(time):
            problems.append(Problem(table.file, row, "Time", "nothing", "a number"))
        elif (unit, time) in first:
            seen = f"{unit!r} again (first on row {first[unit, time]})"
            problems.append(Problem(table.file, row, "uCode", seen, "one row per unit and time"))
        first.setdefault((unit, time), row)
    return problems
