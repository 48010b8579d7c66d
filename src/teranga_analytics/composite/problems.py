"""Problems found in an input, gathered so that all of them are reported at once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in an input, said so that a person can find and mend it.

    Parameters
    ----------
    file
        Name of the file or of the part of the input (``"iMeta.csv"``, ``"pipeline"``).
    row
        Row as a person sees it in the file, from 1 with the header as row 1; None when the
        problem belongs to no row.
    column
        Name of the column or field; None when the problem belongs to no column.
    seen
        What was found.
    wanted
        What was expected instead.
    """

    file: str
    row: int | None
    column: str | None
    seen: str
    wanted: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: saw {self.seen}, wanted {self.wanted}"


class InvalidInputError(ValueError):
    """An input that cannot be used; carries every problem found in it.

    Parameters
    ----------
    problems
        One or more problems.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"- {problem}" for problem in self.problems)
        super().__init__(f"{len(self.problems)} problem(s) in the input:\n{lines}")


def refuse_if_any(problems: Iterable[Problem]) -> None:
    """Raise when at least one problem was found.

    Raises
    ------
    InvalidInputError
        With all the problems.
    """
    found = tuple(problems)
    if found:
        raise InvalidInputError(found)
