"""Two questions crossed, with no cell that tells of fewer than five organisations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from teranga.directory.queries.answer_table import THRESHOLD, AnswerRow, crossable
from teranga.directory.queries.questions import questions
from teranga_analytics.disclosure import hidden_cells, with_totals


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Counts with their totals; `None` where hidden."""

    row_question: str
    column_question: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int | None]]]
    n_answers: int
    n_hidden: int


def crosstab(rows: Sequence[AnswerRow], *, down: str, across: str) -> Crosstab | None:
    """Cross two questions of one answer each; `None` for a question that cannot be crossed.

    There is no further filter: tables of parts beside a table of the whole would give
    back by subtraction what each of them hides.
    """
    if down not in crossable() or across not in crossable() or down == across:
        return None
    answered = [row for row in rows if row.codes(down) and row.codes(across)]
    down_codes = _held(answered, down)
    across_codes = _held(answered, across)
    counts = np.zeros((len(down_codes), len(across_codes)), dtype=np.int64)
    for row in answered:
        counts[down_codes.index(row.codes(down)[0]), across_codes.index(row.codes(across)[0])] += 1
    hidden = hidden_cells(counts, threshold=THRESHOLD) if answered else None
    table = with_totals(counts)
    told = [
        [None if hidden is not None and hidden[i, j] else int(n) for j, n in enumerate(line)]
        for i, line in enumerate(table)
    ]
    known = questions()
    return Crosstab(
        str(known[down].label),
        str(known[across].label),
        [known[across].choice(code) for code in across_codes],
        [
            *zip((known[down].choice(code) for code in down_codes), told[:-1], strict=True),
            ("", told[-1]),
        ],
        len(answered),
        0 if hidden is None else int(hidden.sum()),
    )


def _held(rows: Sequence[AnswerRow], code: str) -> list[str]:
    """Return the codes really answered, in the order of the questionnaire."""
    seen = {row.codes(code)[0] for row in rows}
    listed = [choice for choice in questions()[code].choices if choice in seen]
    return [*listed, *sorted(seen - set(listed))]
