"""Values of an expression and how one kind becomes another.

A value is a list of nodes, a text, a number or a truth. Dates travel as ISO texts; where a
number is wanted they count as days since 1 January 1970, which is how every client of
questionnaires compares them.
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import TypeAlias

from elementpath.xpath_nodes import XPathNode

Value: TypeAlias = list[XPathNode] | str | float | bool

_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(.*))?$")
_NUMBER = re.compile(r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$")
_OFFSET = re.compile(r"^([+-])(\d{2}):?(\d{2})?$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_SECONDS = 86400
_EXACT_INTEGERS = 2**53


def simplify(raw: object) -> Value:
    """Bring what elementpath returns to one of the four kinds."""
    if isinstance(raw, XPathNode):
        return [raw]
    if isinstance(raw, bool | str):
        return raw
    if isinstance(raw, int | float | Decimal):
        return float(raw)
    if isinstance(raw, list):
        if all(isinstance(item, XPathNode) for item in raw):
            return raw
        return simplify(raw[0])
    return str(raw)


def node_text(node: XPathNode) -> str:
    return str(node.string_value)


def to_text(value: Value) -> str:
    if isinstance(value, list):
        return node_text(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return number_text(value)


def number_text(number: float) -> str:
    """Write a number as XPath does: no exponent, no trailing zero."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < _EXACT_INTEGERS:
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def to_truth(value: Value) -> bool:
    if isinstance(value, float):
        return not (math.isnan(value) or value == 0)
    return bool(value)


def to_number(value: Value, timezone: tzinfo = UTC) -> float:
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    text = to_text(value).strip()
    if _NUMBER.match(text):
        return float(text)
    moment = to_moment(text, timezone)
    return math.nan if moment is None else days_since_epoch(moment)


def days_since_epoch(moment: date | datetime) -> float:
    if isinstance(moment, datetime):
        return (moment - _EPOCH).total_seconds() / _DAY_SECONDS
    return float((moment - _EPOCH.date()).days)


def to_moment(text: str, timezone: tzinfo = UTC) -> date | datetime | None:
    """Read a date or a date with a time; None when it is neither, or is no real day."""
    found = _DATE.match(text.strip())
    if found is None:
        return None
    year, month, day = (int(part) for part in found.group(1, 2, 3))
    try:
        if found.group(4) is None:
            return date(year, month, day)
        seconds = float(found.group(6) or 0)
        return datetime(
            year, month, day, int(found.group(4)), int(found.group(5)), int(seconds),
            round(seconds % 1 * 1_000_000) % 1_000_000, tzinfo=_offset(found.group(7), timezone),
        )  # fmt: skip
    except ValueError:
        return None


def _offset(text: str, timezone: tzinfo) -> tzinfo:
    if text == "Z":
        return UTC
    found = _OFFSET.match(text)
    if found is None:
        return timezone
    moment = datetime.fromisoformat(
        f"1970-01-01T00:00:00{found.group(1)}{found.group(2)}:{found.group(3) or '00'}"
    )
    return moment.tzinfo or timezone


def are_equal(left: Value, right: Value, timezone: tzinfo) -> bool:
    return _any_pair(left, right, lambda a, b: _scalars_equal(a, b, timezone))


def differ(left: Value, right: Value, timezone: tzinfo) -> bool:
    return _any_pair(left, right, lambda a, b: not _scalars_equal(a, b, timezone))


def in_order(
    left: Value, right: Value, compare: Callable[[float, float], bool], timezone: tzinfo
) -> bool:
    return _any_pair(
        left, right, lambda a, b: compare(to_number(a, timezone), to_number(b, timezone))
    )


def _any_pair(left: Value, right: Value, holds: Callable[[Value, Value], bool]) -> bool:
    """Compare as XPath does: a list holds as soon as one of its nodes does."""
    if isinstance(left, list) and isinstance(right, bool):
        return holds(bool(left), right)
    if isinstance(right, list) and isinstance(left, bool):
        return holds(left, bool(right))
    lefts: list[Value] = [node_text(n) for n in left] if isinstance(left, list) else [left]
    rights: list[Value] = [node_text(n) for n in right] if isinstance(right, list) else [right]
    return any(holds(a, b) for a in lefts for b in rights)


def _scalars_equal(left: Value, right: Value, timezone: tzinfo) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return to_number(left, timezone) == to_number(right, timezone)
    return to_text(left) == to_text(right)
