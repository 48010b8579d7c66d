"""An XLSX workbook of a built index: one sheet per step, every cell plain text or number."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from teranga_analytics.composite.arrays import BoolArray, FloatArray
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.effective_weights import effective_weights
from teranga_analytics.composite.export.version import ENGINE_VERSION
from teranga_analytics.composite.pipeline.running import IndexResult

Cell = str | float
# A workbook carries its date of making; a fixed one keeps the same index the same file.
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # the format knows no time zone
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(result: IndexResult, path: Path) -> None:
    """Write a workbook that lets a reader follow an index from its data to its scores.

    Sheets: about, scores, ranks, shares of observed and imputed data, weights, pipeline, notes,
    the data at the start and after each step. Imputed cells are on an ochre ground. Nothing in it
    is a formula or a link, whatever the names say.

    Parameters
    ----------
    result
        A built index.
    path
        File to write.
    """
    # XlsxWriter is only needed here.
    import xlsxwriter  # noqa: PLC0415

    with xlsxwriter.Workbook(str(path), _PLAIN) as workbook:
        workbook.set_properties({"created": _MADE, "title": result.pipeline.name})
        sheets = _Sheets(workbook)
        sheets.add("About", ["", ""], _about(result))
        nodes = list(reversed(result.framework.aggregates)) + list(result.framework.indicators)
        for name, table in (
            ("Scores", result.scores),
            ("Ranks", result.ranks),
            ("Observed share", result.observed_share),
            ("Imputed share", result.imputed_share),
        ):
            chosen = table[:, [result.framework.position[code] for code in nodes]]
            sheets.add(name, [*_keys(result.dataset), *nodes], _with_keys(result.dataset, chosen))
        sheets.add("Weights", ["node", "part of", "weight", "share of the whole"], _weights(result))
        sheets.add("Pipeline", ["address", "value"], _pipeline_lines(result))
        sheets.add("Notes", ["note"], [[note] for note in result.notes])
        sheets.add_data("0 data", result.source)
        for step in result.steps[:-1]:
            sheets.add_data(f"{step.number} {step.step.step}", step.dataset)


class _Sheets:
    """Adds sheets of one look to a workbook."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._heading = workbook.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._number = workbook.add_format({"num_format": "0.00####"})
        self._imputed = workbook.add_format({"num_format": "0.00####", "bg_color": "#f3dcc0"})

    def add(
        self,
        name: str,
        header: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        imputed: BoolArray | None = None,
    ) -> None:
        sheet = self._workbook.add_worksheet(name[:31])
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, self._heading)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 18)
        n_keys = len(header) - (0 if imputed is None else imputed.shape[1])
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif not np.isnan(cell):
                    is_imputed = (
                        imputed is not None
                        and column >= n_keys
                        and imputed[number - 1, column - n_keys]
                    )
                    look = self._imputed if is_imputed else self._number
                    sheet.write_number(number, column, float(cell), look)

    def add_data(self, name: str, dataset: Dataset) -> None:
        header = [*_keys(dataset), *dataset.codes]
        self.add(name, header, _with_keys(dataset, dataset.values), dataset.imputed)


def _keys(dataset: Dataset) -> list[str]:
    return ["unit", "name", *(["time"] if dataset.is_panel else [])]


def _with_keys(dataset: Dataset, table: FloatArray) -> list[list[Cell]]:
    times = [[float(time)] if dataset.is_panel else [] for time in dataset.row_times]
    return [
        [unit, dataset.names[row], *times[row], *table[row].tolist()]
        for row, unit in enumerate(dataset.units)
    ]


def _about(result: IndexResult) -> list[list[Cell]]:
    return [
        ["Index", result.pipeline.name or ", ".join(result.framework.roots)],
        ["Units scored", float(len(result.units))],
        ["Indicators", float(len(result.framework.indicators))],
        ["Engine", f"teranga_analytics {ENGINE_VERSION}"],
        ["Pipeline (SHA-256)", result.pipeline_hash],
        ["Data and framework (SHA-256)", result.input_hash],
        ["Ranks", "1 is the best; units with the same score share the better rank"],
        ["Imputed cells", "On an ochre ground in the sheets of the steps"],
    ]


def _weights(result: IndexResult) -> list[list[Cell]]:
    framework = result.framework
    whole = effective_weights(result.weights, framework.parents)
    return [
        [
            code,
            framework.by_code[code].parent or "",
            float(result.weights[framework.position[code]]),
            float(whole[framework.position[code]]),
        ]
        for code in [*reversed(framework.aggregates), *framework.indicators]
    ]


def _pipeline_lines(result: IndexResult) -> list[list[Cell]]:
    """Write each value of the pipeline beside its address."""
    lines: list[list[Cell]] = []

    def walk(place: str, value: object) -> None:
        if isinstance(value, dict) and value:
            for key, item in value.items():
                walk(f"{place}.{key}", item)
        else:
            lines.append([place, str(value)])

    for number, step in enumerate(result.pipeline.steps, start=1):
        walk(f"{number} {step.step}", step.as_json())
    return lines
