"""One row per unit with all its scores: the table most readers want, as CSV or Parquet."""

from pathlib import Path

import numpy as np

from teranga_analytics.composite.export.tables import TextTable, exact, harmless, rounded
from teranga_analytics.composite.pipeline.running import IndexResult


def result_columns(result: IndexResult) -> dict[str, tuple[str, ...] | tuple[float, ...]]:
    """List the columns of the table of results.

    Parameters
    ----------
    result
        A built index.

    Returns
    -------
    dict
        ``unit``, ``name``, in a panel ``time``; for every aggregate from the top its score; for
        every top its ``rank_``, ``observed_share_`` and ``imputed_share_``; then the normalised
        indicators.
    """
    framework, dataset = result.framework, result.dataset
    columns: dict[str, tuple[str, ...] | tuple[float, ...]] = {
        "unit": dataset.units,
        "name": dataset.names,
    }
    if dataset.is_panel:
        columns["time"] = tuple(dataset.row_times.tolist())
    for code in reversed(framework.aggregates):
        columns[code] = tuple(result.of(code).tolist())
    tables = {
        "rank": result.ranks,
        "observed_share": result.observed_share,
        "imputed_share": result.imputed_share,
    }
    for root in framework.roots:
        for name, table in tables.items():
            columns[f"{name}_{root}"] = tuple(table[:, framework.position[root]].tolist())
    for code in framework.indicators:
        columns[code] = tuple(result.of(code).tolist())
    return columns


def result_table(result: IndexResult) -> TextTable:
    """Write the table of results as text.

    Names that a spreadsheet would run as a formula get a leading apostrophe.

    Parameters
    ----------
    result
        A built index.

    Returns
    -------
    TextTable
    """
    columns = result_columns(result)
    written = [
        [
            harmless(cell)
            if isinstance(cell, str)
            else (exact(cell) if name == "time" else rounded(cell))
            for cell in cells
        ]
        for name, cells in columns.items()
    ]
    return TextTable.of(list(columns), zip(*written, strict=True))


def write_csv(result: IndexResult, path: Path) -> None:
    """Write the table of results as CSV, see `result_columns`."""
    path.write_text(result_table(result).as_csv(), encoding="utf-8")


def write_parquet(result: IndexResult, path: Path) -> None:
    """Write the table of results as Parquet with typed columns, see `result_columns`."""
    # Polars is slow to import and only Parquet needs it.
    import polars  # noqa: PLC0415

    frame = polars.DataFrame(
        {
            name: polars.Series(
                name,
                [None if isinstance(cell, float) and np.isnan(cell) else cell for cell in cells],
                dtype=polars.String if name in {"unit", "name"} else polars.Float64,
            )
            for name, cells in result_columns(result).items()
        }
    )
    frame.write_parquet(path)
