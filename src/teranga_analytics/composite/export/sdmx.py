"""Scores as SDMX-CSV 2.0, for statistical agencies and their tools.

The structure is described in docs/methods: dimensions ``FREQ``, ``REF_AREA``, ``INDEX_NODE`` and
``TIME_PERIOD``; measure ``OBS_VALUE``; attributes ``OBS_STATUS``, ``RANK``, ``OBSERVED_SHARE``,
``IMPUTED_SHARE`` and ``DECIMALS``.

References
----------
.. [1] SDMX Technical Working Group (2021), SDMX-CSV 2.0.0 field guide.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from teranga_analytics.composite.export.tables import TextTable, rounded
from teranga_analytics.composite.pipeline.running import IndexResult

HEADER = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA", "INDEX_NODE", "TIME_PERIOD",
    "OBS_VALUE", "OBS_STATUS", "RANK", "OBSERVED_SHARE", "IMPUTED_SHARE", "DECIMALS",
)  # fmt: skip
DECIMALS = 2
_IDENTIFIER = re.compile(r"[A-Za-z0-9_@$-]+")
_AGENCY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)*")
_VERSION = re.compile(r"\d+(\.\d+){1,2}(-[0-9A-Za-z.-]+)?")
_PERIOD = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Dataflow:
    """The dataflow to which observations belong.

    Parameters
    ----------
    agency, identifier, version
        Maintenance agency, identifier and version of the dataflow.

    Raises
    ------
    ValueError
        If one of them is not a valid SDMX identifier.
    """

    agency: str = "TERANGA"
    identifier: str = "POLICY_INDEX"
    version: str = "1.0.0"

    def __post_init__(self) -> None:
        for name, pattern in (
            ("agency", _AGENCY), ("identifier", _IDENTIFIER), ("version", _VERSION),
        ):  # fmt: skip
            if not pattern.fullmatch(getattr(self, name)):
                raise ValueError(f"{name}: wanted an SDMX {name}, saw {getattr(self, name)!r}")

    def __str__(self) -> str:
        return f"{self.agency}:{self.identifier}({self.version})"


def sdmx_table(
    result: IndexResult, dataflow: Dataflow | None = None, period: str | None = None
) -> TextTable:
    """Write every score as one SDMX observation.

    Parameters
    ----------
    result
        A built index.
    dataflow
        Where the observations belong; one of our own when None.
    period
        Year of all observations, for an index without panel.

    Returns
    -------
    TextTable
        One row per unit, node and year. ``OBS_STATUS`` is A (observed), I (rests in part on
        imputed values), O (missing) or M (the question has no object).

    Raises
    ------
    ValueError
        If the year is missing or no year, or a code is no SDMX identifier.
    """
    flow = str(dataflow or Dataflow())
    periods = _periods(result, period)
    codes = [*result.units, *result.framework.codes]
    refused = sorted({code for code in codes if not _IDENTIFIER.fullmatch(code)})
    if refused:
        raise ValueError(
            f"codes: wanted SDMX identifiers (letters, digits, _ @ $ -), saw {refused}"
        )
    order = sorted(range(len(periods)), key=lambda row: (periods[row], result.units[row]))
    rows = []
    for row in order:
        for node, code in enumerate(result.framework.codes):
            rows.append(
                (
                    "dataflow",
                    flow,
                    "I",
                    "A",
                    result.units[row],
                    code,
                    periods[row],
                    rounded(float(result.scores[row, node])),
                    _status(result, row, node),
                    rounded(float(result.ranks[row, node])),
                    rounded(float(result.observed_share[row, node])),
                    rounded(float(result.imputed_share[row, node])),
                    str(DECIMALS),
                )
            )
    return TextTable.of(HEADER, rows)


def write_sdmx(
    result: IndexResult, path: Path, dataflow: Dataflow | None = None, period: str | None = None
) -> None:
    """Write scores to an SDMX-CSV 2.0 file, see `sdmx_table`."""
    path.write_text(sdmx_table(result, dataflow, period).as_csv(), encoding="utf-8")


def _periods(result: IndexResult, period: str | None) -> list[str]:
    if not result.dataset.is_panel:
        if period is None or not _PERIOD.fullmatch(period):
            raise ValueError(f"period: wanted the year of the scores (4 digits), saw {period!r}")
        return [period] * len(result.units)
    periods = [f"{time:g}" for time in result.dataset.row_times]
    refused = [written for written in periods if not _PERIOD.fullmatch(written)]
    if refused:
        raise ValueError(f"times: wanted years (4 digits), saw {refused[0]!r}")
    return periods


def _status(result: IndexResult, row: int, node: int) -> str:
    if np.isnan(result.scores[row, node]):
        return "M" if np.isnan(result.observed_share[row, node]) else "O"
    return "I" if result.imputed_share[row, node] > 0 else "A"
