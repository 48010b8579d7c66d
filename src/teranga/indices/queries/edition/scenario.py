"""What if a country adopted other levels: its scores, its rank band, the texts that it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from teranga.core.translated import Translated
from teranga.indices.queries.edition.method import N_REPLICATIONS, SEED, rank_band
from teranga.indices.queries.edition.reading import Inputs
from teranga.indices.queries.edition.release import Release, Score
from teranga_analytics.composite import Study, what_if
from teranga_analytics.composite.arrays import FloatArray
from teranga_analytics.composite.uncertainty.declaration import Cells, Variation

MOST_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Adopted:
    """One level adopted, and the legal texts that showing it would take."""

    code: str
    name: str
    level: float
    level_name: str
    before_name: str
    texts: str


@dataclass(frozen=True, eq=False)
class Scenario:
    country: str
    adopted: Sequence[Adopted]
    before: Score
    score_after: float
    rank_after: float
    band_after: tuple[float, float]
    domains_before: FloatArray
    domains_after: FloatArray

    @property
    def gain(self) -> float:
        return self.score_after - self.before.value


def known_changes(release: Release, levels: Mapping[str, float]) -> dict[str, float]:
    """Keep the levels that the codebook has, of indicators of this edition."""
    kept = {}
    for code, level in levels.items():
        entry = release.indicators.get(code)
        if entry and any(known["code"] == level for known in entry["levels"]):
            kept[code] = level
    return dict(list(kept.items())[:MOST_CHANGES])


def play(release: Release, country: str, levels: Mapping[str, float]) -> Scenario | None:
    """Score a country again with other levels; codes already settled are not touched."""
    reading = release.readings[0]
    built = release.built(reading)
    row, column = release.row[country], built.source.column
    changes = {
        code: level
        for code, level in known_changes(release, levels).items()
        if code in built.framework.indicators
        and built.source.applicable[row, column[code]]
        # Adopting what is in force already changes nothing.
        and built.source.values[row, column[code]] != level
    }
    if not changes:
        return None
    played = what_if(built, country, changes)
    after = {node.code: node for node in played.nodes}
    before = np.array([release.score(country, code, reading).value for code in release.domains])
    top = after.get(release.top)
    whole = release.score(country, release.top, reading)
    band = _band_after(release, release.inputs(reading), country, changes)
    rank = top.rank_after if top else whole.rank
    return Scenario(
        country=country,
        adopted=[_adopted(release, country, code, level) for code, level in changes.items()],
        before=whole,
        score_after=top.score_after if top else whole.value,
        rank_after=rank,
        band_after=(float(np.fmin(band[0], rank)), float(np.fmax(band[1], rank))),
        domains_before=before,
        domains_after=np.array(
            [
                after[code].score_after if code in after else before[place]
                for place, code in enumerate(release.domains)
            ]
        ),
    )


def _adopted(release: Release, country: str, code: str, level: float) -> Adopted:
    inputs = release.inputs(release.readings[0])
    held = inputs.dataset.values[release.row[country], inputs.dataset.column[code]]
    return Adopted(
        code=code,
        name=release.name(code),
        level=level,
        level_name=release.level_name(code, level),
        before_name=release.level_name(code, None if np.isnan(held) else float(held)),
        texts=str(Translated(release.indicators[code].get("evidence") or {})),
    )


def _band_after(
    release: Release, inputs: Inputs, country: str, changes: Mapping[str, float]
) -> tuple[float, float]:
    """Draw the rank again: what is adopted is known, the rest stays as unsure as it was."""
    row = release.row[country]
    values = inputs.dataset.values.copy()
    for code, level in changes.items():
        values[row, inputs.dataset.column[code]] = level
    variations: list[Variation] = []
    for variation in inputs.study.variations:
        if not isinstance(variation, Cells):
            variations.append(variation)
            continue
        cells = [
            cell
            for cell in variation.cells
            if not (cell.unit == country and cell.indicator in changes)
        ]
        if cells:
            variations.append(replace(variation, cells=cells))
    changed = replace(
        inputs,
        dataset=inputs.dataset.with_values(values),
        study=Study(tuple(variations), replications=N_REPLICATIONS, seed=SEED),
    )
    low, high = rank_band(release, changed)
    return float(low[row]), float(high[row])
