"""Expressions no device could compute, told by the cell they were written in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from teranga.surveys.services.problems import Problem, cell_of
from teranga.surveys.services.sheet_places import Rows, plain_header

if TYPE_CHECKING:
    from teranga.surveys.xforms.expressions import Fault

_SHEET = "survey"
# What the form calls an expression → what its column may be called in the sheet.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "calculate": ("calculation", "calculate"),
    "count": ("repeat_count",),
    "readonly": ("read_only", "readonly"),
}


def expression_problems(xform: bytes, survey: Rows = ()) -> list[Problem]:
    """Return the faults of every expression of a form; `survey` are the rows it was written in."""
    # The language of the rules is long to load, and only a new questionnaire needs it.
    from teranga.surveys.xforms.expressions import check_expressions  # noqa: PLC0415
    from teranga.surveys.xforms.reading import read_xform  # noqa: PLC0415

    sheet = _Sheet(survey)
    return [sheet.problem(fault) for fault in check_expressions(read_xform(xform))]


class _Sheet:
    """The rows of questions, found by the path each has in the form."""

    def __init__(self, rows: Rows) -> None:
        self.header = [plain_header(cell) for cell in rows[0]] if rows else []
        self.rows = rows
        self.numbers = dict(self._paths())

    def _paths(self) -> Iterator[tuple[str, int]]:
        groups: list[str] = []
        for number, row in enumerate(self.rows[1:], 2):
            kind, name = self._cell(row, "type").lower(), self._cell(row, "name")
            if kind.startswith("end"):
                del groups[-1:]
                continue
            if name:
                yield "/".join([*groups, name]), number
            if kind.startswith("begin"):
                groups.append(name)

    def _cell(self, row: Sequence[Any], column: str) -> str:
        place = self.header.index(column) if column in self.header else len(row)
        return str(row[place] or "").strip() if place < len(row) else ""

    def problem(self, fault: "Fault") -> Problem:
        number = self.numbers.get(fault.path.split("/", 2)[-1])
        names = _COLUMNS.get(fault.attribute, (fault.attribute,))
        column = next((name for name in names if name in self.header), names[0])
        written = self._cell(self.rows[number - 1], column) if number else ""
        return Problem(
            sheet=_SHEET if number else "",
            cell=cell_of(number, column, _SHEET, {_SHEET: self.header}),
            message=_said(fault, written or fault.source),
            original=fault.detail,
        )


def _said(fault: "Fault", written: str) -> str:
    if fault.kind == "unknown_path":
        return _("“%(written)s” asks for “%(question)s”, which is no question of this sheet.") % {
            "written": written,
            "question": fault.detail,
        }
    if fault.kind == "cycle":
        return _("“%(written)s” depends on its own answer: it can never be known.") % {
            "written": written
        }
    return _("“%(written)s” cannot be computed: check its signs, brackets and functions.") % {
        "written": written
    }
