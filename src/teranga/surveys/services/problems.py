"""What is wrong in a sheet, by sheet and cell, in the reader's language.

The converter speaks English and counts rows. Here a row and a column become a cell (`B12`),
and the usual mistakes are said in our own words; a message we do not know is quoted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

Headers = Mapping[str, Sequence[str]]

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_SHEET = re.compile(r"[Oo]n the '(\w+)' sheet|sheet: '(\w+)'")
_NAMED_SHEET = re.compile(r"(\w+) sheet")
_COLUMN = re.compile(r"the '([\w:.\-]+)' value")

# What the message says → what we say. `%(word)s` is the word found in the first group.
_SAYINGS: tuple[tuple[str, StrOrPromise], ...] = (
    (
        r"Could not find the name '([^']+)'",
        gettext_lazy("There is no question called “%(word)s” on the sheet “survey”."),
    ),
    (
        r"The name '([^']+)' appears more than once",
        gettext_lazy("Several questions are called “%(word)s”: it is not clear which is meant."),
    ),
    (
        r"Reference variables? (?:lists )?must",
        gettext_lazy("A reference is written ${name}: a brace or a comma is missing."),
    ),
    (
        r"'name' value '([^']*)' is invalid. Questions, groups",
        gettext_lazy("The name “%(word)s” is used twice in the same group."),
    ),
    (
        r"'name' value '([^']*)' is invalid. Repeat names",
        gettext_lazy("The repeat “%(word)s” needs a name of its own in the whole sheet."),
    ),
    (r"value 'meta' is invalid", gettext_lazy("“meta” is reserved: choose another name.")),
    (
        r"case-insensitive match",
        gettext_lazy("Two names differ by capital letters only: they are easily confused."),
    ),
    (r"Choices must have a name", gettext_lazy("This choice has no name (its code).")),
    (r"Choices should have a label", gettext_lazy("This choice has no label.")),
    (
        r"Choice names must be unique",
        gettext_lazy("This code is used twice in the same list of choices."),
    ),
    (
        r"Names must begin with|Invalid question name|not a valid XML tag",
        gettext_lazy(
            "A name begins with a letter and holds letters without accents, digits, “_”, “-”."
        ),
    ),
    (
        r"Unmatched 'end_(\w+)'",
        gettext_lazy("This “end %(word)s” closes nothing: its beginning is missing."),
    ),
    (r"Unmatched 'begin_(\w+)'", gettext_lazy("This “begin %(word)s” is never closed.")),
    (r"Unknown question type '([^']*)'", gettext_lazy("“%(word)s” is not a type of question.")),
    (r"Question with no type", gettext_lazy("This row has a name or a label but no type.")),
    (
        r"Question or group with no name",
        gettext_lazy("This question, group or repeat has no name."),
    ),
    (
        r"element named '([^']*)' has no label",
        gettext_lazy("“%(word)s” has neither label nor hint: nobody would see it."),
    ),
    (
        r"should end with one of the supported file extensions",
        gettext_lazy("A list kept in a file is a .csv, .xml or .geojson file."),
    ),
    (r"Missing calculation", gettext_lazy("The calculation is missing.")),
    (
        r"List name not in (?:external )?choices sheet: ([^\s.]+)",
        gettext_lazy("The list “%(word)s” is not on the sheet “choices”."),
    ),
    (
        r"There should be a choices sheet",
        gettext_lazy("The sheet “choices” is missing, and this question needs it."),
    ),
    (
        r"Choice names with spaces",
        gettext_lazy("A code that holds a space cannot be used where several may be chosen."),
    ),
    (
        r"must have a sheet (?:named|with the name)|sheet named 'survey'|survey sheet",
        gettext_lazy("The sheet “survey” is missing: it holds the questions."),
    ),
    (
        r"required column headers were not found: (.+?)\.",
        gettext_lazy("Columns are missing: %(word)s."),
    ),
    (
        r"different names for the same column were found: (.+?)\. ",
        gettext_lazy("Two columns mean the same: %(word)s. Remove one."),
    ),
    (r"Invalid headers provided", gettext_lazy("The first row must hold the column names.")),
    (
        r"Column headers must not be empty",
        gettext_lazy("A column of this sheet has no name, or a name with a space."),
    ),
    (
        r"There was a problem with the .*parameters|'parameters' value is invalid",
        gettext_lazy("A parameter is not accepted here, or is not of the form key=value."),
    ),
    (
        r"Circular|cycle|dependency",
        gettext_lazy("Two calculations wait for each other: neither can ever be known."),
    ),
    (
        r"has not been included|include",
        gettext_lazy("This sheet includes another file: put everything into one sheet."),
    ),
)
_COMPILED = [(re.compile(pattern), saying) for pattern, saying in _SAYINGS]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `original` is the converter's own sentence, for whoever asks further."""

    sheet: str
    cell: str
    message: str
    original: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)

    def __str__(self) -> str:
        place = " ".join(part for part in (self.sheet, self.cell) if part)
        if not place:
            return self.message
        return _("%(place)s: %(message)s") % {"place": place, "message": self.message}


def problem_from(text: str, headers: Headers) -> Problem:
    """Return the converter's sentence as a problem with a place."""
    row = _ROW.search(text)
    plain = _ROW.sub("", text).strip()
    # A row without a sheet is one of the questions, whatever sheet the sentence speaks of.
    where = _SHEET if row else re.compile(f"{_SHEET.pattern}|{_NAMED_SHEET.pattern}")
    sheet = next((name for m in where.finditer(plain) for name in m.groups() if name), "")
    if sheet not in {"survey", "choices", "settings", "entities", "external_choices"}:
        sheet = "survey" if row else ""
    column = _COLUMN.search(plain)
    cell = cell_of(
        row and int(row[1]), column[1] if column else _usual_column(plain), sheet, headers
    )
    return Problem(sheet=sheet, cell=cell, message=_said(plain), original=plain[:600])


def cell_of(row: int | None, column: str, sheet: str, headers: Headers) -> str:
    """Return `B12`, or the row alone when the column is not known."""
    if not row:
        return ""
    names = [name.strip().lower().replace(" ", "_") for name in headers.get(sheet, ())]
    if column.lower() in names:
        return f"{_letters(names.index(column.lower()))}{row}"
    return _("row %(row)s") % {"row": row}


def _usual_column(text: str) -> str:
    if any(word in text for word in ("type", "Unmatched", "List name")):
        return "type"
    return next((column for column in ("calculation", "name") if column in text), "")


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _said(text: str) -> str:
    for pattern, saying in _COMPILED:
        found = pattern.search(text)
        if found:
            word = found[1] if pattern.groups and found[1] else ""
            return str(saying) % {"word": word} if "%(word)s" in str(saying) else str(saying)
    return _("The converter refuses this: %(original)s") % {"original": text[:300]}
