"""What a visitor chooses on the pages of an edition, kept in the address."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from teranga.indices.queries.edition.method import (
    AGGREGATIONS,
    AS_PUBLISHED,
    HIGHEST_WEIGHT,
    LOWEST_WEIGHT,
    MISSING_RULES,
    MethodChoice,
    changed_weights,
    published_weights,
)
from teranga.indices.queries.edition.release import Release

NOISES = (0.0, 0.1, 0.25, 0.5)
COVERAGES = (0.0, 0.5, 0.66, 0.8)
_WEIGHT, _LEVEL = "w.", "set."


def method_choice(release: Release, asked: QueryDict) -> MethodChoice:
    """Read a method from an address; what is unknown or out of range counts as published."""
    weights = {}
    for code in published_weights(release):
        value = _number(asked.get(_WEIGHT + code, ""))
        if value is not None:
            weights[code] = min(max(value, LOWEST_WEIGHT), HIGHEST_WEIGHT)
    reading = asked.get("reading", "")
    return MethodChoice(
        reading=reading if reading in release.readings else release.readings[0],
        aggregation=_among(asked.get("aggregation"), AGGREGATIONS),
        missing=_among(asked.get("missing"), MISSING_RULES),
        coverage=_nearest(asked.get("coverage"), COVERAGES, 0.66),
        noise=_nearest(asked.get("noise"), NOISES, 0.25),
        weights=weights,
    )


def method_query(release: Release, choice: MethodChoice) -> str:
    """Write a method as the shortest address that says it whole."""
    query = QueryDict(mutable=True)
    if choice.reading != release.readings[0]:
        query["reading"] = choice.reading
    if choice.aggregation != AS_PUBLISHED:
        query["aggregation"] = choice.aggregation
    if choice.missing != AS_PUBLISHED:
        query["missing"] = choice.missing
    if choice.missing == "left_out":
        query["coverage"] = f"{choice.coverage:g}"
    if choice.noise != 0.25:
        query["noise"] = f"{choice.noise:g}"
    for code, value in changed_weights(release, choice.weights).items():
        query[_WEIGHT + code] = f"{value:g}"
    return query.urlencode()


def scenario_levels(asked: QueryDict) -> dict[str, float]:
    """Read the levels to adopt: `set.ELE04=3`, or one pair of `indicator` and `level`."""
    found = {
        key.removeprefix(_LEVEL): _number(str(value))
        for key, value in asked.items()
        if key.startswith(_LEVEL)
    }
    pair = asked.get("adopt", "")
    if ":" in pair:
        code, level = pair.rsplit(":", 1)
        found[code] = _number(level)
    return {code: value for code, value in found.items() if value is not None}


def scenario_query(country: str, levels: Mapping[str, float]) -> str:
    query = QueryDict(mutable=True)
    query["country"] = country
    for code, level in levels.items():
        query[_LEVEL + code] = f"{level:g}"
    return query.urlencode()


def _among(value: Any, known: tuple[str, ...]) -> str:
    return value if value in known else known[0]


def _nearest(value: Any, known: tuple[float, ...], default: float) -> float:
    number = _number(value or "")
    return default if number is None else min(known, key=lambda item: abs(item - number))


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    # Neither NaN nor an infinity is a weight.
    return value if abs(value) < 1e6 else None
