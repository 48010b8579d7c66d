"""What the sheet of a country says, from one edition alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from teranga.core.translated import Translated
from teranga.indices.queries.edition.document import NOT_APPLICABLE, NOT_CODED
from teranga.indices.queries.edition.reading import level_at
from teranga.indices.queries.edition.release import Cell, Release, Score

N_EXAMPLES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLine:
    """One indicator of a country as it is shown: the level or why there is none."""

    code: str
    label: str
    level: float | None
    level_name: str
    missing: str
    since: int | None
    implementation: int | None
    n_evidence: int
    is_unsure: bool
    is_verified: bool | None
    is_fictitious: bool
    disagreement: str
    own_level: str
    status: str


@dataclass(frozen=True, slots=True)
class DomainBlock:
    code: str
    name: str
    position: int
    score: Score
    lines: Sequence[CellLine]
    is_beside: bool

    @property
    def n_open(self) -> int:
        """Cells of which nothing is established."""
        return sum(bool(line.missing) and line.missing != NOT_APPLICABLE for line in self.lines)


@dataclass(frozen=True, slots=True)
class Change:
    year: int
    code: str
    label: str
    level_name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A level not reached here that neighbours have reached: where to look for an example."""

    code: str
    label: str
    level_name: str
    wanted_level: float
    wanted_name: str
    examples: Sequence[tuple[str, str]]  # code and name of a country
    n_examples: int
    is_unknown: bool


def cell_line(release: Release, country: str, indicator: str) -> CellLine:
    cell: Cell = release.cells.get((country, indicator), {})
    level = level_at(cell, release.last_time)
    known = None if level is None or level == NOT_APPLICABLE else float(level)
    missing = "" if known is not None else str(cell.get("missing") or NOT_CODED)
    own = cell.get("self_assessment") or {}
    return CellLine(
        code=indicator,
        label=release.name(indicator),
        level=known,
        level_name=release.level_name(indicator, known),
        missing=NOT_APPLICABLE if level == NOT_APPLICABLE else missing,
        since=_since(cell, known),
        implementation=cell.get("implementation"),
        n_evidence=len(cell.get("evidence", ())),
        is_unsure=bool(cell.get("unsure")),
        is_verified=cell.get("is_verified"),
        is_fictitious=bool(cell.get("fictitious")),
        disagreement=str(cell.get("disagreement", "")),
        own_level=release.level_name(indicator, own.get("level")),
        status=str(cell.get("status", "")),
    )


def _since(cell: Cell, level: float | None) -> int | None:
    starts = [start for start, value in cell.get("changes", ()) if value == level]
    return starts[-1] if level and starts and starts[-1] is not None else None


def domain_blocks(release: Release, country: str) -> list[DomainBlock]:
    """Every domain with its cells; those beside the score come last."""
    blocks = []
    order = release.document["codebook"]["domains"]
    for code in [*release.domains, *release.domains_beside]:
        lines = [cell_line(release, country, item) for item in release.indicators_of.get(code, ())]
        blocks.append(
            DomainBlock(
                code,
                release.name(code),
                order.index(code) + 1,
                release.score(country, code),
                lines,
                code in release.domains_beside,
            )
        )
    return blocks


def changes_of(release: Release, country: str) -> list[Change]:
    """Dated changes to a level above the lowest, the latest first."""
    found = []
    for indicator in release.indicators:
        cell = release.cells.get((country, indicator), {})
        lowest = release.indicators[indicator]["levels"][0]["code"]
        for start, level in cell.get("changes", ()):
            if start is None or not isinstance(level, int | float) or level <= lowest:
                continue
            found.append(
                Change(
                    int(start),
                    indicator,
                    release.label(indicator),
                    release.level_name(indicator, level),
                )
            )
    return sorted(found, key=lambda change: (-change.year, change.label))


def gaps_of(release: Release, country: str, group: Mapping[str, Any]) -> list[Gap]:
    """Say what neighbours have reached and this country has not, the most shared first."""
    time = release.last_time
    members = frozenset(group["units"])
    found = []
    for indicator, entry in release.indicators.items():
        best = max(entry["levels"], key=lambda level: level["score"])
        level = level_at(release.cells.get((country, indicator)), time)
        if level == NOT_APPLICABLE or _score(entry, level) >= best["score"]:
            continue
        examples = [
            (unit, release.country(unit))
            for unit in release.holders[indicator].get(best["code"], ())
            if unit != country and unit in members
        ]
        if examples:
            found.append(
                Gap(
                    indicator,
                    release.name(indicator),
                    release.level_name(indicator, None if level is None else float(level)),
                    best["code"],
                    str(Translated(best["name"])),
                    sorted(examples, key=lambda pair: pair[1])[:N_EXAMPLES],
                    len(examples),
                    level is None,
                )
            )
    return sorted(found, key=lambda gap: (-gap.n_examples, gap.code))


def _score(entry: Mapping[str, Any], level: float | str | None) -> float:
    for known in entry["levels"]:
        if known["code"] == level:
            return float(known["score"])
    return -np.inf


def modules_of(release: Release, country: str) -> list[Mapping[str, Any]]:
    return [module for module in release.document["modules"] if module["unit"] == country]


def replies_of(release: Release, country: str) -> list[dict[str, Any]]:
    """Return what the focal point answered, in the reader's language."""
    return [
        {**reply, "words": str(Translated(reply["text"]))}
        for reply in release.document["replies"]
        if reply["unit"] == country
    ]
