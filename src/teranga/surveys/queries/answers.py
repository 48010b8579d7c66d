"""Answers derived from the bytes that came: typed values by path, rebuildable at any time."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from teranga.surveys.models import QuestionnaireVersion
from teranga.surveys.queries.definitions import XForm

Answers = dict[str, Any]
FILE_TYPES = frozenset({"image", "audio", "video", "file", "binary", "background-audio"})
# Shown, or asked of the device; not what someone answered.
_NOT_ANSWERS = frozenset({"note"})


@dataclass(frozen=True, slots=True)
class Plan:
    """What deriving needs of a version: the type of each path, and which paths repeat."""

    kinds: Mapping[str, str]
    repeats: frozenset[str]
    starts_at: str
    ends_at: str
    has_files: bool


def plan_of(questions: list[dict[str, Any]]) -> Plan:
    kinds = {question["path"]: question["type"] for question in questions}
    first = {kind: path for path, kind in reversed(kinds.items())}
    return Plan(
        kinds=kinds,
        repeats=frozenset(path for path, kind in kinds.items() if kind == "repeat"),
        starts_at=first.get("start", ""),
        ends_at=first.get("end", ""),
        has_files=bool(FILE_TYPES & set(kinds.values())),
    )


@lru_cache(maxsize=256)
def cached_plan(version_id: UUID, xform_sha256: str) -> Plan:
    """Return the plan of a version; its hash in the key, a draft that changes is read again."""
    questions = QuestionnaireVersion.objects.values_list("questions", flat=True).get(pk=version_id)
    return plan_of(questions)


@dataclass(slots=True)
class Derived:
    answers: Answers
    file_names: list[str]


def derive(root: XForm, plan: Plan) -> Derived:
    """Return the typed answers of one instance, and the names of the files it announces."""
    derived = Derived({}, [])
    _fill(root, "", "", derived.answers, plan, derived.file_names)
    return derived


def _fill(
    element: XForm, path: str, key: str, into: Answers, plan: Plan, file_names: list[str]
) -> None:
    # Written out: this loop meets every node of every answer.
    above, before = f"{path}/" if path else "", f"{key}/" if key else ""
    kinds, repeats = plan.kinds, plan.repeats
    for child in element:
        tag = child.tag
        name = tag if tag[0] != "{" else tag.rpartition("}")[2]
        if not path and name == "meta":
            continue
        here, label = above + name, before + name
        if here in repeats:
            row: Answers = {}
            _fill(child, here, "", row, plan, file_names)
            into.setdefault(label, []).append(row)
        elif len(child):
            _fill(child, here, label, into, plan, file_names)
        elif text := (child.text or "").strip():
            kind = kinds.get(here, "text")
            if kind not in _NOT_ANSWERS:
                into[label] = typed(text, kind) if kind in _CONVERTERS else text
                if kind in FILE_TYPES:
                    file_names.append(text[:250])


def typed(text: str, kind: str) -> Any:
    """Return a value of its type; what does not parse stays the text it is."""
    convert = _CONVERTERS.get(kind)
    if convert is None:
        return text
    try:
        return convert(text)
    except ValueError:
        return text


def _decimal(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _number(text: str) -> int | float:
    number = _decimal(text)
    return int(number) if number.is_integer() else number


def _point(text: str) -> dict[str, float]:
    names = ("lat", "lon", "altitude", "accuracy")
    values = [_decimal(part) for part in text.split()]
    if len(values) < 2 or abs(values[0]) > 90 or abs(values[1]) > 180:
        raise ValueError(text)
    return dict(zip(names, values, strict=False))


_CONVERTERS: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "decimal": _decimal,
    "range": _number,
    "select_multiple": str.split,
    "rank": str.split,
    "geopoint": _point,
}


def by_name(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same by the last part of each path, rows of repeats too; the first wins."""
    found: dict[str, Any] = {}
    for path, value in answers.items():
        is_repeat = isinstance(value, list) and value and isinstance(value[0], dict)
        plain = [by_name(row) for row in value] if is_repeat else value
        found.setdefault(path.rpartition("/")[2], plain)
    return found
