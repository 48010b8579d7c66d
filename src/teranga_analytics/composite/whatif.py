"""What if a unit adopted another level of an indicator: its new scores, rank and rank band."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from teranga_analytics.composite.aggregation.by_node import aggregate
from teranga_analytics.composite.arrays import FloatArray, IntArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.pipeline.checking import STEP_KINDS
from teranga_analytics.composite.pipeline.contract import State
from teranga_analytics.composite.pipeline.running import IndexResult, build_index
from teranga_analytics.composite.pipeline.steps.aggregate import METHODS as AGGREGATIONS
from teranga_analytics.composite.pipeline.steps.aggregate import choice_by_node, operators
from teranga_analytics.composite.problems import Problem, refuse_if_any
from teranga_analytics.composite.uncertainty.cellwise import is_blind
from teranga_analytics.composite.uncertainty.checking import row_of
from teranga_analytics.composite.uncertainty.declaration import Cells, Study, Variation
from teranga_analytics.composite.uncertainty.ranks import rank_rows
from teranga_analytics.composite.uncertainty.running import assess_uncertainty


@dataclass(frozen=True)
class NodeChange:
    """One score of the unit, before and after.

    Parameters
    ----------
    code
        Code of the node: an indicator changed, a domain above it, a top.
    score_before, score_after
        Scores; NaN without score.
    rank_before, rank_after
        Ranks in the wave of the unit, 1 is the best; NaN without score.
    band_before, band_after
        Ends of the interval of the rank over the replications of a study; None without study.
    """

    code: str
    score_before: float
    score_after: float
    rank_before: float
    rank_after: float
    band_before: tuple[float, float] | None = None
    band_after: tuple[float, float] | None = None


@dataclass(frozen=True)
class WhatIf:
    """What changes for a unit that adopts other values.

    Parameters
    ----------
    unit
        Code of the unit.
    time
        Time of the row changed; None without panel.
    adopted
        New values by code of the indicator.
    nodes
        The indicators changed and everything above them, from the bottom up.
    is_local
        Whether only the row of the unit had to be scored again: no score of another unit changes.
    """

    unit: str
    time: float | None
    adopted: Mapping[str, float]
    nodes: tuple[NodeChange, ...]
    is_local: bool

    def of(self, code: str) -> NodeChange:
        """Change of one node.

        Raises
        ------
        ValueError
            If the node does not change.
        """
        for node in self.nodes:
            if node.code == code:
                return node
        raise ValueError(f"code: wanted one of {[node.code for node in self.nodes]}, saw {code!r}")


def what_if(
    result: IndexResult,
    unit: str,
    adopted: Mapping[str, float],
    *,
    time: float | None = None,
    study: Study | None = None,
) -> WhatIf:
    """Score a unit again with other values of some indicators.

    Parameters
    ----------
    result
        A built index.
    unit
        Code of the unit.
    adopted
        New values by code of the indicator, as in the source data: codes of levels for coded
        items.
    time
        Time of the row; the latest of the unit by default.
    study
        What varies, for bands of ranks before and after, drawn alike.

    Returns
    -------
    WhatIf

    Raises
    ------
    InvalidInputError
        With every unknown unit, time, indicator or level.
    StepError
        If the pipeline refuses the new data.
    """
    refuse_if_any(_problems(result, unit, adopted, time))
    source = result.source
    row = _source_row(source, unit, time)
    values = source.values.copy()
    for code, value in adopted.items():
        values[row, source.column[code]] = value
    changed = source.with_values(values)
    scores, is_local = _rescored(result, changed, row, set(adopted))
    before, after = _placed(result, result.dataset, result.scores), scores
    waves = source.waves
    ranks = [_ranks(table, row, waves) for table in (before, after)]
    framework = result.framework
    above = {code for item in adopted for code in (item, *framework.ancestors(item))}
    codes = [code for code in framework.codes if code in above]
    bands = _bands(result, changed, row, codes, study)
    nodes = []
    for code in codes:
        node = framework.position[code]
        band_before, band_after = bands.get(code, (None, None))
        nodes.append(
            NodeChange(
                code=code,
                score_before=float(before[row, node]),
                score_after=float(after[row, node]),
                rank_before=float(ranks[0][node]),
                rank_after=float(ranks[1][node]),
                band_before=band_before,
                band_after=band_after,
            )
        )
    when = float(source.row_times[row]) if source.is_panel else None
    return WhatIf(unit, when, dict(adopted), tuple(nodes), is_local)


def _problems(
    result: IndexResult, unit: str, adopted: Mapping[str, float], time: float | None
) -> list[Problem]:
    source = result.source
    problems = []
    if not adopted:
        problems.append(Problem("what-if", None, "adopted", "nothing", "at least one value"))
    times = [t for u, t in zip(source.units, source.row_times.tolist(), strict=True) if u == unit]
    if not times:
        problems.append(Problem("what-if", None, "unit", repr(unit), "the code of a unit"))
    elif time is not None and (not source.is_panel or time not in times):
        known = ", ".join(f"{t:g}" for t in times) if source.is_panel else "none: no panel"
        problems.append(Problem("what-if", None, "time", repr(time), f"a time of {unit} ({known})"))
    for code, value in adopted.items():
        if code not in source.column or code not in result.framework.indicators:
            wanted = "the code of an indicator of the framework"
            problems.append(Problem("what-if", None, "adopted", repr(code), wanted))
            continue
        meta = source.indicators[source.column[code]]
        levels = [level.code for level in meta.levels]
        low, high = meta.fixed_scale or (-np.inf, np.inf)
        if levels and value not in levels:
            wanted = f"one of {', '.join(f'{level:g}' for level in levels)}"
            problems.append(Problem("what-if", None, code, repr(value), wanted))
        elif not np.isfinite(value) or (not levels and not low <= value <= high):
            problems.append(Problem("what-if", None, code, repr(value), "a number on its scale"))
    return problems


def _source_row(source: Dataset, unit: str, time: float | None) -> int:
    rows = [row for row, code in enumerate(source.units) if code == unit]
    if time is None:
        return max(rows, key=lambda row: source.row_times[row])
    return next(row for row in rows if source.row_times[row] == time)


def _rescored(
    result: IndexResult, changed: Dataset, row: int, codes: set[str]
) -> tuple[FloatArray, bool]:
    """Scores of all rows of the source after the change, and whether one row was enough."""
    place = _rows(changed, result.dataset)
    if row in place and _is_local(result, changed, codes):
        scores = _placed(result, result.dataset, result.scores)
        scores[row] = _one_row(result, changed, row)
        return scores, True
    again = build_index(result.pipeline, changed, result.framework)
    return _placed(again, again.dataset, again.scores), False


def _is_local(result: IndexResult, changed: Dataset, codes: set[str]) -> bool:
    complete = not np.isnan(changed.values).any() and not np.isnan(result.source.values).any()
    step = result.pipeline.steps[-1]
    compares = any(
        AGGREGATIONS[choice.method].across_units
        for choice in choice_by_node(step, result.framework).values()
    )
    return not compares and is_blind(result.pipeline, changed, codes, complete)


def _one_row(result: IndexResult, changed: Dataset, row: int) -> FloatArray:
    """Scores of one row, shape ``(n_nodes,)``; its other indicators keep their scores."""
    framework = result.framework
    differs = ~np.isclose(changed.values[row], result.source.values[row], rtol=0, atol=0)
    codes = [code for code, differ in zip(changed.codes, differs, strict=True) if differ]
    alone = changed.rows(np.array([row])).columns(codes)
    state = State(alone, framework, framework.weights)
    for step in result.pipeline.steps[:-1]:
        # The other steps leave these cells as they are, or the row would not be enough.
        if step.step in {"denominate", "normalise"}:
            state = STEP_KINDS[step.step].run(state, step, **step.options).state
    place = int(np.flatnonzero(_rows(changed, result.dataset) == row)[0])
    values = result.dataset.columns(framework.indicators).values[place].copy()
    for code, score in zip(codes, state.dataset.values[0], strict=True):
        values[framework.position[code]] = score
    step = result.pipeline.steps[-1]
    applicable = result.dataset.columns(framework.indicators).applicable[place][None]
    compiled = operators(step, framework, **step.options)
    scores = aggregate(values[None], framework, result.weights, compiled, applicable=applicable)
    return np.concatenate([values, scores[0]])


def _rows(source: Dataset, part: Dataset) -> IntArray:
    """Rows of the source at which the rows of a screened dataset stand."""
    keys = zip(source.units, source.row_times.tolist(), strict=True)
    position = {key: row for row, key in enumerate(keys)}
    wanted = zip(part.units, part.row_times.tolist(), strict=True)
    return np.array([position[key] for key in wanted])


def _placed(result: IndexResult, dataset: Dataset, scores: FloatArray) -> FloatArray:
    placed = np.full((len(result.source.units), scores.shape[1]), np.nan)
    placed[_rows(result.source, dataset)] = scores
    return placed


def _ranks(scores: FloatArray, row: int, waves: tuple[IntArray, ...]) -> FloatArray:
    """Ranks of one row, shape ``(n_nodes,)``; NaN without score."""
    ranks = rank_rows(scores.T, waves)[:, row].astype(np.float64)
    return np.where(ranks > 0, ranks, np.nan)


Band = tuple[float, float]


def _bands(
    result: IndexResult, changed: Dataset, row: int, codes: list[str], study: Study | None
) -> dict[str, tuple[Band, Band]]:
    """Intervals of the rank of a row before and after, by code of the aggregate."""
    if study is None:
        return {}
    nodes = [code for code in codes if code in result.framework.children]
    before = _band(result, result.source, row, nodes, replace(study, changes=()))
    after = _band(result, changed, row, nodes, _with_sure_cells(study, result.source, changed))
    return dict(zip(nodes, zip(before, after, strict=True), strict=True))


def _band(
    result: IndexResult, dataset: Dataset, row: int, nodes: list[str], study: Study
) -> list[Band]:
    if not study.variations:
        built = build_index(result.pipeline, dataset, result.framework)
        ranks = _ranks(_placed(result, built.dataset, built.scores), row, dataset.waves)
        sure = [float(ranks[result.framework.position[code]]) for code in nodes]
        return list(zip(sure, sure, strict=True))
    assessed = assess_uncertainty(study, result.pipeline, dataset, result.framework, nodes=nodes)
    low, high = assessed.ranks.low[:, row], assessed.ranks.high[:, row]
    return list(zip(low.tolist(), high.tolist(), strict=True))


def _with_sure_cells(study: Study, source: Dataset, changed: Dataset) -> Study:
    """Leave out of a study the cells that were changed: a value adopted is known."""
    same = (source.values == changed.values) | np.isnan(source.values) & np.isnan(changed.values)
    variations: list[Variation] = []
    for variation in study.variations:
        if isinstance(variation, Cells):
            cells = [
                cell
                for cell in variation.cells
                if same[row_of(cell, source) or 0, source.column[cell.indicator]]
            ]
            if cells:
                variations.append(replace(variation, cells=cells))
        else:
            variations.append(variation)
    return replace(study, variations=tuple(variations), changes=())
