"""Tables of text that every export is made of, and how numbers are written in them."""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Results are written with 12 significant digits: two processors may differ in the 16th.
RESULT_DIGITS = 12
_LIVE = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class TextTable:
    """A header and rows of text, ready to be written.

    Parameters
    ----------
    header
        Column names.
    rows
        Cells as text; "" where missing.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, header: Sequence[str], rows: Iterable[Sequence[str]]) -> "TextTable":
        """Make a table of any sequences."""
        return cls(tuple(header), tuple(tuple(row) for row in rows))

    def as_csv(self) -> str:
        """Write as CSV: commas, UTF-8, line feeds, quotes where needed."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return text.getvalue()


def exact(value: float) -> str:
    """Write a number so that reading it gives the very same number; "" for NaN."""
    number = float(value)
    if math.isnan(number):
        return ""
    return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)


def rounded(value: float) -> str:
    """Write a result with 12 significant digits; "" for NaN."""
    if math.isnan(value):
        return ""
    written = f"{value:.{RESULT_DIGITS}g}"
    return "0" if written == "-0" else written


def harmless(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula, by a leading apostrophe."""
    return f"'{text}" if text.startswith(_LIVE) else text
