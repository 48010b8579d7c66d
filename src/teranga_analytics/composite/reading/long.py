"""Long form: one row per coded cell, as coders and exports write it."""

import math
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.indicator import IndicatorMeta
from teranga_analytics.composite.problems import Problem, refuse_if_any
from teranga_analytics.composite.reading.codebook import NOT_APPLICABLE, NOT_CODED, NOT_FOUND
from teranga_analytics.composite.reading.tables import Table, as_number, read_table

SPECIAL_CODES = frozenset({NOT_APPLICABLE, NOT_FOUND, NOT_CODED})


def read_long(
    source: Path | str | Table,
    indicators: Sequence[IndicatorMeta],
    *,
    special_codes: Collection[str] = SPECIAL_CODES,
) -> Dataset:
    """Read one row per unit, indicator and, in a panel, time.

    Parameters
    ----------
    source
        File (CSV, XLSX, Parquet) or table with the columns ``unit``, ``indicator``, ``value`` and
        optional ``time`` and ``unit_name``. ``value`` is a code, a number, or a special code: NA
        (not applicable: the cell does not count), NF (searched, not found), NC (not coded yet).
    indicators
        Indicators that may occur. Codes of coded items must be among their levels.
    special_codes
        Special codes admitted.

    Returns
    -------
    Dataset
        One row per unit and time, sorted; cells not mentioned are missing.

    Raises
    ------
    InvalidInputError
        With every problem: missing columns, unknown indicators, values that are no number or no
        declared code, cells stated twice.
    """
    table = source if isinstance(source, Table) else read_table(source)
    problems = list(_problems(table, indicators, special_codes))
    refuse_if_any(problems)
    units, cells = table.column("unit"), table.column("value")
    has_times = "time" in table.header
    times = [float(cell) if has_times else 0.0 for cell in table.column("time") or units]
    keys = sorted(set(zip(units, times, strict=True)))
    row_of = {key: row for row, key in enumerate(keys)}
    column_of = {meta.code: column for column, meta in enumerate(indicators)}
    values = np.full((len(keys), len(indicators)), np.nan)
    applicable = np.ones(values.shape, dtype=np.bool_)
    for unit, time, code, cell in zip(units, times, table.column("indicator"), cells, strict=True):
        place = row_of[unit, time], column_of[code]
        if cell == NOT_APPLICABLE:
            applicable[place] = False
        elif cell not in special_codes:
            values[place] = as_number(cell)
    names = dict(zip(units, table.column("unit_name"), strict=True))
    return Dataset.of(
        [unit for unit, _ in keys],
        indicators,
        values,
        times=[time for _, time in keys] if has_times else None,
        applicable=applicable,
        names=[names[unit] or unit for unit, _ in keys],
    )


def _problems(
    table: Table, indicators: Sequence[IndicatorMeta], special_codes: Collection[str]
) -> Iterator[Problem]:
    missing = [name for name in ("unit", "indicator", "value") if name not in table.header]
    for name in missing:
        seen = f"columns {', '.join(table.header)}"
        yield Problem(table.file, 1, name, seen, "this column")
    if missing:
        return
    metas = {meta.code: meta for meta in indicators}
    first: dict[tuple[str, str, str], int] = {}
    columns = [table.column(name) for name in ("unit", "time", "indicator", "value")]
    for row, (unit, time, code, cell) in enumerate(zip(*columns, strict=True), start=2):
        key = (unit, time, code)
        if not unit:
            yield Problem(table.file, row, "unit", "nothing", "the code of a unit")
        if "time" in table.header and (as_number(time) is None or math.isnan(as_number(time) or 0)):
            yield Problem(table.file, row, "time", repr(time), "a number")
        if code not in metas:
            yield Problem(table.file, row, "indicator", repr(code), "the code of an indicator")
        elif cell not in special_codes:
            yield from _cell_problems(table.file, row, cell, metas[code])
        if key in first:
            seen = f"{unit}, {code} again (first on row {first[key]})"
            yield Problem(table.file, row, None, seen, "one row per unit, time and indicator")
        first.setdefault(key, row)


def _cell_problems(file: str, row: int, cell: str, meta: IndicatorMeta) -> Iterator[Problem]:
    number = as_number(cell)
    codes = [level.code for level in meta.levels]
    if codes and number not in codes:
        listed = ", ".join(f"{code:g}" for code in codes)
        yield Problem(file, row, "value", repr(cell), f"a code of {meta.code}: {listed}")
    elif number is None:
        yield Problem(file, row, "value", repr(cell), "a number or a special code")
