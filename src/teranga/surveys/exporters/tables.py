"""Answers as tables: one of answers, one for each repeat, columns united over all versions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from teranga.core.translated import Translated
from teranga.surveys.models import QuestionnaireVersion, Submission

_NOT_ANSWERED = frozenset({"group", "repeat", "note"})
_POINT = ("lat", "lon", "altitude", "accuracy")
KEY, PARENT, POSITION = "key", "parent_key", "position"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its value is, what it is called, which codes it may hold."""

    name: str
    path: str
    kind: str
    label: Translated
    choices: Mapping[str, Translated] = field(default_factory=dict)
    part: str = ""  # of a position (lat), or the code of one choice among several

    def value_in(self, row: Mapping[str, Any], key: str, *, in_words: bool) -> Any:
        value = row.get(key)
        if value is None:
            return None
        if self.kind == "part":
            return value.get(self.part) if isinstance(value, dict) else None
        if self.kind == "chosen":
            return int(self.part in value) if isinstance(value, list) else None
        if isinstance(value, list):
            return " ".join(self._said(item, in_words=in_words) for item in value)
        if isinstance(value, dict):
            return " ".join(str(value[part]) for part in _POINT if part in value)
        return self._said(value, in_words=True) if in_words and self.choices else value

    def _said(self, value: Any, *, in_words: bool) -> str:
        label = self.choices.get(str(value)) if in_words else None
        return str(label) if label else str(value)


@dataclass(slots=True)
class Table:
    """The answers themselves (no repeat), or the rows of one repeat."""

    name: str
    repeat: str
    columns: list[Column]
    rows: list[list[Any]] = field(default_factory=list)

    @property
    def header(self) -> list[str]:
        own = [] if self.repeat else [name for name, _words in own_columns()]
        keys = [PARENT, KEY, POSITION] if self.repeat else own
        return [*keys, *(column.name for column in self.columns)]


def own_columns() -> list[tuple[str, str]]:
    """Return what we know of an answer besides what it says: name, label."""
    return [
        (KEY, _("Identity of the answer")),
        ("number", _("Number of the receipt")),
        ("received_at", _("Received")),
        ("state", _("State")),
        ("country", _("Country")),
        ("form_version", _("Version of the form")),
        ("is_fictitious", _("Fictitious")),
    ]


def tables_of(
    versions: Sequence[QuestionnaireVersion],
    submissions: Iterable[Submission],
    *,
    in_words: bool,
    language: str,
    visible: Any = None,
) -> list[Table]:
    """Return the table of answers and one for each repeat; `visible` cuts answers down first."""
    with override(language):
        tables = _empty_tables(versions)
        by_repeat = {table.repeat: table for table in tables}
        for submission in submissions:
            answers = visible(submission) if visible else submission.answers
            table = by_repeat[""]
            table.rows.append([*_own(submission), *_cells(table, answers, "", in_words=in_words)])
            _add_repeats(by_repeat, answers, "", str(submission.instance_id), in_words=in_words)
    return tables


def _own(submission: Submission) -> list[Any]:
    return [
        submission.instance_id,
        submission.number,
        submission.created_at,
        submission.state,
        submission.country_id or "",
        submission.form_version.form_version,
        int(submission.is_fictitious),
    ]


def _cells(table: Table, answers: Mapping[str, Any], within: str, *, in_words: bool) -> list[Any]:
    start = len(within) + 1 if within else 0
    return [
        column.value_in(answers, column.path[start:], in_words=in_words) for column in table.columns
    ]


def _add_repeats(
    tables: Mapping[str, Table],
    answers: Mapping[str, Any],
    within: str,
    parent: str,
    *,
    in_words: bool,
) -> None:
    for key, value in answers.items():
        path = f"{within}/{key}" if within else key
        table = tables.get(path)
        if table is None or not isinstance(value, list):
            continue
        for number, row in enumerate(value, start=1):
            own = f"{parent}/{key.rpartition('/')[2]}[{number}]"
            table.rows.append([parent, own, number, *_cells(table, row, path, in_words=in_words)])
            _add_repeats(tables, row, path, own, in_words=in_words)


def _empty_tables(versions: Sequence[QuestionnaireVersion]) -> list[Table]:
    """Unite the questions of all versions: the newest says the order, older ones add theirs."""
    questions: dict[str, dict[str, Any]] = {}
    choices: dict[str, dict[str, Translated]] = {}
    for version in versions:
        for question in version.questions:
            questions.setdefault(question["path"], question)
            listed = version.choices.get(question["list"], [])
            known = choices.setdefault(question["path"], {})
            for choice in listed:
                known.setdefault(choice["name"], Translated(choice["label"]))
    repeats = ["", *(path for path, q in questions.items() if q["type"] == "repeat")]
    own = {name for name, _words in own_columns()}
    taken = {repeat: {KEY, PARENT, POSITION} if repeat else set(own) for repeat in repeats}
    columns: dict[str, list[Column]] = {repeat: [] for repeat in repeats}
    for path, question in questions.items():
        repeat = question["repeat"]
        if question["type"] not in _NOT_ANSWERED and repeat in columns:
            name = _free(path, repeat, taken[repeat])
            columns[repeat] += _columns_of(question, name, choices[path])
    return [Table(_table_name(repeat), repeat, columns[repeat]) for repeat in repeats]


def _columns_of(
    question: dict[str, Any], name: str, choices: Mapping[str, Translated]
) -> Iterator[Column]:
    label = Translated(question["label"] or {"en": question["name"]})
    path, kind = question["path"], question["type"]
    yield Column(name, path, kind, label, choices)
    if kind == "select_multiple":
        for code, words in choices.items():
            yield Column(f"{name}.{code}", path, "chosen", words, part=code)
    if kind == "geopoint":
        for part in _POINT:
            yield Column(f"{name}.{part}", path, "part", label, part=part)


def _free(path: str, repeat: str, taken: set[str]) -> str:
    """Call a column by the name of its question; by its whole path where two share one."""
    short = path.rpartition("/")[2]
    name = short if short not in taken else path[len(repeat) :].strip("/").replace("/", ".")
    taken.add(name)
    return name


def _table_name(repeat: str) -> str:
    return repeat.rpartition("/")[2] if repeat else "answers"


def codebook_of(tables: Sequence[Table]) -> tuple[list[str], list[list[str]]]:
    """Return what each column means, with every code it may hold."""
    header = [_("Table"), _("Column"), _("Question"), _("Type"), _("Code"), _("Meaning")]
    rows: list[list[str]] = [["answers", name, words, "", "", ""] for name, words in own_columns()]
    for table in tables:
        for column in table.columns:
            rows.append([table.name, column.name, str(column.label), column.kind, "", ""])
            rows += [
                [table.name, column.name, "", "", code, str(words)]
                for code, words in column.choices.items()
            ]
    return header, rows
