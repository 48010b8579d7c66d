"""What a command says: a document for machines, and the same in words for people."""

import dataclasses
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from teranga_analytics.composite.problems import Problem


@dataclass(frozen=True, slots=True)
class Report:
    """What a command found.

    Parameters
    ----------
    document
        For machines; turned into JSON by `plain`.
    text
        For people.
    exit_code
        0, or 1 when the answer is no.
    """

    document: Mapping[str, Any]
    text: str
    exit_code: int = 0


def refusal(problems: Sequence[Problem]) -> Report:
    """Name every problem of an input."""
    listed = [f"  {problem}" for problem in problems]
    noun = "problem" if len(problems) == 1 else "problems"
    return Report(
        {"ok": False, "problems": problems},
        "\n".join([f"{len(problems)} {noun}; nothing was computed.", *listed]),
        exit_code=1,
    )


def written(report: Report, *, as_json: bool) -> str:
    """Write a report as JSON or as text."""
    if as_json:
        return json.dumps(plain(report.document), indent=2, ensure_ascii=False) + "\n"
    return report.text.rstrip() + "\n"


def plain(value: Any) -> Any:
    """Turn dataclasses and arrays into what JSON knows; NaN becomes null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = dataclasses.fields(value)
        return {field.name: plain(getattr(value, field.name)) for field in named}
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value


def aligned(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a table in columns: the first to the left, numbers to the right."""
    table = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(header))]
    texts = {
        column
        for column in range(len(header))
        if any(_is_words(row[column]) for row in table[1:]) or column == 0
    }
    lines = [
        "  ".join(
            cell.ljust(width) if column in texts else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
    return "\n".join(lines)


def number(value: float, decimals: int = 2) -> str:
    """Write a number for the terminal; a dash when missing."""
    return "-" if math.isnan(value) else f"{value:.{decimals}f}"


def whole(value: float) -> str:
    """Write a rank: whole, or with a half where it is one."""
    return "-" if math.isnan(value) else f"{value:g}"


def share(value: float) -> str:
    """Write a share as a percentage."""
    return "-" if math.isnan(value) else f"{100 * value:.0f}%"


def _is_words(cell: str) -> bool:
    return any(character.isalpha() for character in cell)
