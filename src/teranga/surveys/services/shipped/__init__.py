"""Questionnaires one may start from, each a real XLSForm that can be downloaded and changed."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from teranga.core.spreadsheets import write_xlsx
from teranga.core.translated import Translated
from teranga.programmes.models import Programme
from teranga.surveys.models import Questionnaire
from teranga.surveys.services.questionnaires import QuestionnaireOrigin, create_questionnaire

_FOLDER = Path(__file__).parent
_COLUMNS = [
    "required", "relevant", "constraint", "appearance", "choice_filter", "bind::teranga:audience",
]  # fmt: skip


@cache
def shipped_questionnaires() -> dict[str, dict[str, Any]]:
    """Return what may be started from, by code."""
    entries = yaml.safe_load((_FOLDER / "catalogue.yaml").read_text(encoding="utf-8"))
    return {entry["code"]: entry for entry in entries}


@cache
def shipped_sheet(code: str) -> bytes:
    """Return the XLSForm of a shipped questionnaire."""
    entry = shipped_questionnaires()[code]
    if "file" in entry:
        return (_FOLDER / str(entry["file"])).read_bytes()
    text = (_FOLDER / entry["sheet"]).read_text(encoding="utf-8")
    return _written(yaml.safe_load(text))


def start_from_shipped(
    code: str, *, by: object, programme: Programme | None = None
) -> Questionnaire:
    """Create a questionnaire from a shipped one, with what is known of it besides its sheet."""
    entry = shipped_questionnaires()[code]
    origin = QuestionnaireOrigin(
        title=Translated(entry["title"]),
        description=Translated(entry["description"]),
        handler=entry.get("handler", ""),
        audiences=entry.get("audiences", {}),
    )
    return create_questionnaire(
        shipped_sheet(code), name=f"{code}.xlsx", by=by, programme=programme, origin=origin
    )


def _written(form: dict[str, Any]) -> bytes:
    languages = form["languages"]
    settings = form["settings"] | {"namespaces": 'teranga="https://teranga.example/xforms"'}
    labels = [f"label::{language}" for language in languages]
    messages = [f"constraint_message::{language}" for language in languages]
    columns = [*_COLUMNS, *messages]
    header = ["type", "name", *labels, *columns]
    rows = [row for entry in form["survey"] for row in _rows(entry, form, columns)]
    choices = [
        [name, code, *words]
        for name, options in form["choices"].items()
        for code, words in options.items()
    ]
    return write_xlsx(
        [
            ("survey", header, rows),
            ("choices", ["list_name", "name", *labels], choices),
            ("settings", list(settings), [list(settings.values())]),
        ]
    )


def _rows(entry: Any, form: dict[str, Any], columns: list[str]) -> list[list[str]]:
    """Return the rows of an entry; `each` asks the same of every choice of a list."""
    if isinstance(entry, dict):
        options = form["choices"][entry["each"]]
        return [
            [entry["type"], f"{entry['prefix']}{code}", *words, "yes", "", "", "likert"]
            for code, words in options.items()
        ]
    kind, name, *rest = entry
    words = rest[0] if rest else [""] * len(form["languages"])
    further = rest[1] if len(rest) > 1 else {}
    return [[kind, name, *words, *(further.get(column, "") for column in columns)]]
