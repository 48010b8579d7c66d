"""Where a word is written, for the sentences of the converter that give no row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from teranga.surveys.services.problems import Problem, cell_of

Rows = Sequence[Sequence[Any]]

# The sentence, with the word it quotes; the sheet and the column that word stands in.
_QUOTED = (
    (re.compile(r"Unknown question type '([^']*)'"), "survey", "type"),
    (re.compile(r"element named '([^']*)' has no label"), "survey", "name"),
    (re.compile(r"Choice names with spaces .*? See \[([^\]]*)\]"), "choices", "name"),
)


def placed(problem: Problem, sheets: Mapping[str, Rows]) -> Problem:
    """Return the problem with the cell of the word it quotes, when it has none yet."""
    if problem.cell:
        return problem
    for sentence, sheet, column in _QUOTED:
        found = sentence.search(problem.original)
        number = _row_of(found[1], sheets.get(sheet, ()), column) if found else None
        if number:
            header = [str(cell or "") for cell in sheets[sheet][0]]
            cell = cell_of(number, column, sheet, {sheet: header})
            return replace(problem, sheet=sheet, cell=cell)
    return problem


def _row_of(word: str, rows: Rows, column: str) -> int | None:
    header = [plain_header(cell) for cell in rows[0]] if rows else []
    if column not in header:
        return None
    place = header.index(column)
    held = (str(row[place] or "").strip() if place < len(row) else "" for row in rows)
    return next((number for number, text in enumerate(held, 1) if text == word), None)


def plain_header(cell: Any) -> str:
    return str(cell or "").strip().lower().replace(" ", "_")
