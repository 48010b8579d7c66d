"""What changed from one edition to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from teranga.indices.queries.edition.reading import level_at
from teranga.indices.queries.edition.release import Release
from teranga_analytics.composite import Pipeline


@dataclass(frozen=True, slots=True)
class ScoreLine:
    country: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class CodeLine:
    country: str
    country_name: str
    code: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Countries and indicators that came or went, levels reworded, codes and scores changed."""

    countries_added: Sequence[str]
    countries_removed: Sequence[str]
    indicators_added: Sequence[str]
    indicators_removed: Sequence[str]
    reworded: Sequence[str]
    is_same_method: bool
    codes: Sequence[CodeLine]
    scores: Sequence[ScoreLine]

    @property
    def is_empty(self) -> bool:
        return not (
            self.countries_added
            or self.countries_removed
            or self.indicators_added
            or self.indicators_removed
            or self.reworded
            or self.codes
            or not self.is_same_method
        )


def differences_between(before: Release, after: Release) -> Differences:
    shared = [code for code in after.units if code in before.row]
    return Differences(
        countries_added=[after.country(c) for c in after.units if c not in before.row],
        countries_removed=[before.country(c) for c in before.units if c not in after.row],
        indicators_added=[after.name(c) for c in after.indicators if c not in before.indicators],
        indicators_removed=[before.name(c) for c in before.indicators if c not in after.indicators],
        reworded=[
            after.name(code)
            for code, entry in after.indicators.items()
            if code in before.indicators and entry["levels"] != before.indicators[code]["levels"]
        ],
        is_same_method=_method(before) == _method(after),
        codes=_codes(before, after, shared),
        scores=_scores(before, after, shared),
    )


def _method(release: Release) -> object:
    return [
        (reading["name"], Pipeline.from_json(reading["pipeline"]).hash)
        for reading in release.document["readings"]
    ] + [
        (node["code"], node["parent"], node["weight"])
        for node in release.document["codebook"]["nodes"]
        if node["code"] not in release.indicators
    ]


def _codes(before: Release, after: Release, shared: Sequence[str]) -> list[CodeLine]:
    times = [release.times[-1] if release.times else None for release in (before, after)]
    found = []
    for code in after.indicators:
        if code not in before.indicators:
            continue
        for unit in shared:
            old = level_at(before.cells.get((unit, code)), times[0])
            new = level_at(after.cells.get((unit, code)), times[1])
            if old != new:
                found.append(
                    CodeLine(
                        unit,
                        after.country(unit),
                        code,
                        after.name(code),
                        _words(before, code, old),
                        _words(after, code, new),
                    )
                )
    return found


def _words(release: Release, code: str, level: float | str | None) -> str:
    if level is None or isinstance(level, str):
        return level or "–"
    return release.level_name(code, level)


def _scores(before: Release, after: Release, shared: Sequence[str]) -> list[ScoreLine]:
    lines = [
        ScoreLine(
            unit,
            before.score(unit, before.top).value,
            after.score(unit, after.top).value,
        )
        for unit in shared
    ]
    return sorted(
        lines, key=lambda line: -abs(np.nan_to_num(line.after) - np.nan_to_num(line.before))
    )
