"""COINr's two tables, iData and iMeta, written back from a dataset and a framework."""

import math
from pathlib import Path

from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.export.tables import TextTable, exact
from teranga_analytics.composite.framework import Framework
from teranga_analytics.composite.indicator import IndicatorMeta

_META = (
    "Level", "iCode", "iName", "Direction", "Weight", "Unit", "Target", "Denominator", "Parent",
    "Type", "goalpost_lower", "goalpost_upper", "scale_lower", "scale_upper",
)  # fmt: skip
_OPTIONAL = _META[_META.index("Unit") : _META.index("Parent")] + _META[-4:]
_MISSING = "NA"


def write_coinr(dataset: Dataset, framework: Framework, folder: Path) -> tuple[str, ...]:
    """Write ``iData.csv`` and ``iMeta.csv`` as COINr reads them.

    COINr knows neither coded answers nor questions without object nor indicators that skip a
    level: coded items are written as the scores of their answers, cells without object as
    missing, and what COINr will refuse is said.

    Parameters
    ----------
    dataset
        Data at the start.
    framework
        The tree.
    folder
        Existing folder to write to.

    Returns
    -------
    tuple of str
        Plain sentences on what was lost or will be refused; empty when nothing.
    """
    text = coinr_data(dataset).as_csv(), coinr_meta(dataset, framework).as_csv()
    for name, content in zip(("iData.csv", "iMeta.csv"), text, strict=True):
        (folder / name).write_text(content, encoding="utf-8")
    return tuple(_cautions(dataset, framework))


def coinr_data(dataset: Dataset) -> TextTable:
    """Return iData: one row per unit (and time), coded answers as scores."""
    header = ["uCode", "uName", *(["Time"] if dataset.is_panel else [])]
    header += [*dataset.groups, *dataset.denominators, *dataset.codes]
    values = _scored(dataset)
    rows = []
    for row, unit in enumerate(dataset.units):
        start = [unit, dataset.names[row]]
        if dataset.is_panel:
            start.append(exact(dataset.row_times[row]))
        numbers = [of[row] for of in dataset.denominators.values()] + list(values[row])
        groups = [of[row] or _MISSING for of in dataset.groups.values()]
        rows.append([*start, *groups, *(exact(cell) or _MISSING for cell in numbers)])
    return TextTable.of(header, rows)


def coinr_meta(dataset: Dataset, framework: Framework) -> TextTable:
    """Return iMeta: one row per node, then groups, denominators and unused indicators."""
    metas = {meta.code: meta for meta in dataset.indicators}
    rows = []
    for node in framework.nodes:
        meta = metas.get(node.code)
        start = {
            "iCode": node.code,
            "iName": node.name_en or node.name_fr or node.code,
            "Level": str(framework.levels[node.code]),
            "Weight": exact(node.weight),
            "Parent": node.parent or _MISSING,
            "Direction": "1",
            "Type": "Aggregate" if node.code in framework.children else "Indicator",
        }
        rows.append(start | (_of_indicator(meta) if meta else {}))
    used = set(framework.codes)
    others = [(code, "Group") for code in dataset.groups]
    others += [(code, "Denominator") for code in dataset.denominators]
    others += [(code, "Other") for code in dataset.codes if code not in used]
    rows.extend({"iCode": code, "iName": code, "Type": kind} for code, kind in others)
    given = [name for name in _META if name not in _OPTIONAL or _has(name, rows)]
    return TextTable.of(given, ([row.get(name, _MISSING) for name in given] for row in rows))


def _has(name: str, rows: list[dict[str, str]]) -> bool:
    """Tell whether R accepts a column: an empty one is no text to it, a target is for all."""
    cells = [row.get(name, _MISSING) for row in rows if row["Type"] == "Indicator"]
    needed = all if name == "Target" else any
    return needed(cell != _MISSING for cell in cells)


def _of_indicator(meta: IndicatorMeta) -> dict[str, str]:
    goalposts = meta.goalposts or (math.nan, math.nan)
    scale = meta.fixed_scale or (math.nan, math.nan)
    return {
        "Direction": str(meta.direction),
        "Unit": meta.unit or _MISSING,
        "Target": _number(meta.target),
        "Denominator": meta.denominator or _MISSING,
        "goalpost_lower": _number(goalposts[0]),
        "goalpost_upper": _number(goalposts[1]),
        "scale_lower": _number(scale[0]),
        "scale_upper": _number(scale[1]),
    }


def _number(value: float | None) -> str:
    return (exact(value) if value is not None else "") or _MISSING


def _scored(dataset: Dataset) -> FloatArray:
    values = dataset.values.copy()
    for column, meta in enumerate(dataset.indicators):
        for level in meta.levels:
            values[dataset.values[:, column] == level.code, column] = level.score
    return values


def _cautions(dataset: Dataset, framework: Framework) -> list[str]:
    cautions = []
    coded = [meta.code for meta in dataset.indicators if meta.levels]
    if coded:
        cautions.append(f"Coded answers were written as their scores: {', '.join(coded)}.")
    n_without_object = int((~dataset.applicable).sum())
    if n_without_object:
        cautions.append(f"Cells without object, written as missing: {n_without_object}.")
    used = [meta for meta in dataset.indicators if meta.code in framework.codes]
    targets = [meta.code for meta in used if meta.target is not None]
    if 0 < len(targets) < len(used):
        cautions.append(f"Targets left out, as COINr wants all or none: {', '.join(targets)}.")
    skipping = [
        code
        for code in framework.codes
        if (parent := framework.by_code[code].parent) is not None
        and framework.levels[parent] != framework.levels[code] + 1
    ]
    if skipping:
        cautions.append(f"COINr refuses elements that skip a level: {', '.join(skipping)}.")
    return cautions
