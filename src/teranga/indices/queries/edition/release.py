"""An edition opened for reading: its scores, cells and names, kept in memory by its hash."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from babel import Locale
from django.utils.translation import get_language

from teranga.core.translated import Translated
from teranga.indices.models import Edition
from teranga.indices.queries.edition.document import Document, unpack
from teranga.indices.queries.edition.reading import Inputs, inputs_of, level_at, readings_of
from teranga.indices.queries.edition.results import as_array
from teranga_analytics.composite import IndexResult, build_index
from teranga_analytics.composite.arrays import FloatArray

MOST_KEPT = 8
Cell = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """One score as published, with its interval and, between all countries, its ranks."""

    value: float
    low: float
    high: float
    rank: float
    rank_low: float
    rank_high: float
    observed_share: float

    @property
    def is_known(self) -> bool:
        return not np.isnan(self.value)

    @property
    def is_wide(self) -> bool:
        return self.high - self.low > 0.5


@dataclass(frozen=True, eq=False)
class Published:
    """Scores of one reading as they were frozen."""

    nodes: tuple[str, ...]
    aggregates: tuple[str, ...]
    scores: FloatArray
    observed_share: FloatArray
    low: FloatArray
    high: FloatArray
    ranks: FloatArray
    rank_low: FloatArray
    rank_high: FloatArray

    def of(self, node: str) -> FloatArray:
        """Scores of a node, one per country; NaN for a node that this reading leaves out."""
        if node not in self.nodes:
            return np.full(len(self.scores), np.nan)
        column: FloatArray = self.scores[:, self.nodes.index(node)]
        return column

    def at(self, row: int, node: str) -> Score:
        if node not in self.aggregates:
            value = float(self.of(node)[row])
            return Score(value, value, value, np.nan, np.nan, np.nan, 1.0)
        place, column = self.aggregates.index(node), self.nodes.index(node)
        tables = (self.low, self.high, self.ranks, self.rank_low, self.rank_high)
        low, high, rank, rank_low, rank_high = (float(table[row, place]) for table in tables)
        share = float(self.observed_share[row, column])
        value = float(self.scores[row, column])
        return Score(value, low, high, rank, rank_low, rank_high, share)


@dataclass(frozen=True, slots=True)
class Offer:
    """A level that a country may adopt, and how a list calls it."""

    code: str
    level: float
    label: str


class Release:
    """Everything a page of an edition reads."""

    def __init__(self, document: Document, sha256: str) -> None:
        self.document = document
        self.sha256 = sha256
        self.units: tuple[str, ...] = tuple(unit["code"] for unit in document["units"])
        self.row = {code: place for place, code in enumerate(self.units)}
        self.times: tuple[int, ...] = tuple(document["times"])
        self.readings = readings_of(document)
        self._nodes = {node["code"]: node for node in document["codebook"]["nodes"]}
        entries = document["codebook"]["indicators"]
        # In the order of the tree: a kept document sorts its keys.
        self.indicators: Mapping[str, Any] = {
            code: entries[code] for code in self._nodes if code in entries
        }
        self.cells: dict[tuple[str, str], Cell] = {
            (cell["unit"], cell["indicator"]): cell for cell in document["cells"]
        }
        self._inputs: dict[str, Inputs] = {}
        self._built: dict[str, IndexResult] = {}
        self._words: dict[tuple[str, str, str], str] = {}
        self._country_names: dict[str, tuple[str, ...]] = {}
        self._offers: dict[str, tuple[tuple[str, tuple[Offer, ...]], ...]] = {}

    def _said(self, kind: str, code: str, say: Callable[[str], str]) -> str:
        """Say a name in the visitor's language; a page says the same ones hundreds of times."""
        key = (get_language() or "fr", kind, code)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = say(code)
        return found

    @cached_property
    def top(self) -> str:
        """The node of the comparable score."""
        return next(str(c) for c, node in self._nodes.items() if node["kind"] == "index")

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """Trees that are shown beside the score and never blended into it."""
        return tuple(code for code, node in self._nodes.items() if node["kind"] == "beside")

    @cached_property
    def components(self) -> tuple[str, ...]:
        return tuple(c for c, node in self._nodes.items() if node["kind"] == "component")

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """Domains of the comparable score, in the order of the codebook."""
        return tuple(c for c in self.document["codebook"]["domains"] if self.root_of(c) == self.top)

    @cached_property
    def domains_beside(self) -> tuple[str, ...]:
        return tuple(c for c in self.document["codebook"]["domains"] if self.root_of(c) != self.top)

    def node(self, code: str) -> Mapping[str, Any] | None:
        return self._nodes.get(code)

    def root_of(self, code: str) -> str:
        while (parent := self._nodes[code]["parent"]) is not None:
            code = str(parent)
        return code

    @cached_property
    def domain_of(self) -> dict[str, str]:
        """The domain of each indicator."""
        domains = set(self.document["codebook"]["domains"])
        found = {}
        for code in self.indicators:
            parent = self._nodes[code]["parent"]
            while parent not in domains:
                parent = self._nodes[parent]["parent"]
            found[code] = parent
        return found

    @cached_property
    def indicators_of(self) -> dict[str, tuple[str, ...]]:
        by_domain: dict[str, list[str]] = {}
        for code, domain in self.domain_of.items():
            by_domain.setdefault(domain, []).append(code)
        return {domain: tuple(codes) for domain, codes in by_domain.items()}

    def name(self, code: str) -> str:
        """Name of a node in the visitor's language."""
        return self._said("node", code, lambda c: str(Translated(self._nodes[c]["name"])))

    def label(self, code: str) -> str:
        """Short name of an indicator where it has one."""
        return str(self.indicators.get(code, {}).get("short") or self.name(code))

    def country(self, code: str) -> str:
        """Name of a country in the visitor's language."""
        return self.country_names[self.row[code]]

    def _country(self, code: str) -> str:
        unit = self.document["units"][self.row[code]]
        locale = Locale.parse((get_language() or "fr").replace("-", "_"))
        known = locale.territories.get(unit["alpha2"])
        return str(known or Translated(unit["name"]))

    @cached_property
    def groups(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self.document["groups"])

    def group_name(self, group: Mapping[str, Any]) -> str:
        locale = Locale.parse((get_language() or "fr").replace("-", "_"))
        if "m49" in group:
            return str(locale.territories.get(group["m49"], group["m49"]))
        return str(Translated(group["name"]))

    def groups_of(self, unit: str) -> list[Mapping[str, Any]]:
        return [group for group in self.groups if unit in group["units"]]

    def inputs(self, reading: str) -> Inputs:
        if reading not in self._inputs:
            self._inputs[reading] = inputs_of(self.document, reading)
        return self._inputs[reading]

    def built(self, reading: str) -> IndexResult:
        """Compute the index again, for what-if questions and files."""
        if reading not in self._built:
            inputs = self.inputs(reading)
            self._built[reading] = build_index(inputs.pipeline, inputs.dataset, inputs.framework)
        return self._built[reading]

    @cached_property
    def published(self) -> dict[str, Published]:
        return {
            name: Published(
                nodes=tuple(entry["nodes"]),
                aggregates=tuple(entry["aggregates"]),
                **{
                    key: as_array(entry[key])
                    for key in ("scores", "observed_share", "low", "high", "ranks", "rank_low",
                                "rank_high")
                },
            )
            for name, entry in self.document["results"].items()
        }  # fmt: skip

    def score(self, unit: str, node: str, reading: str | None = None) -> Score:
        return self.published[reading or self.readings[0]].at(self.row[unit], node)

    def scores(self, node: str, reading: str | None = None) -> FloatArray:
        return self.published[reading or self.readings[0]].of(node)

    @cached_property
    def _series(self) -> dict[str, FloatArray]:
        entry = self.document["series"].get(self.readings[0], {})
        return {key: as_array(entry[key]) for key in ("scores", "low", "high") if key in entry}

    def series(self, node: str) -> dict[str, FloatArray]:
        """Scores of a node through the years, shape `(n_times, n_units)` each; {} undated."""
        if not self._series:
            return {}
        place = self.document["series"][self.readings[0]]["nodes"].index(node)
        return {key: table[:, :, place] for key, table in self._series.items()}

    @property
    def is_fictitious(self) -> bool:
        return any(cell.get("fictitious") for cell in self.document["cells"])

    def level_name(self, indicator: str, level: float | None) -> str:
        if level is None:
            return ""
        return self._said(f"level {level}", indicator, lambda c: self._level_name(c, level))

    def _level_name(self, indicator: str, level: float) -> str:
        levels: Sequence[Mapping[str, Any]] = self.indicators[indicator]["levels"]
        names = (str(Translated(entry["name"])) for entry in levels if entry["code"] == level)
        return next(names, "")

    @property
    def offers(self) -> tuple[tuple[str, tuple[Offer, ...]], ...]:
        """Every level of every indicator by domain, in the visitor's language."""
        language = get_language() or "fr"
        if language not in self._offers:
            domains = (*self.domains, *self.domains_beside)
            self._offers[language] = tuple((self.name(d), self._offers_of(d)) for d in domains)
        return self._offers[language]

    @property
    def country_names(self) -> tuple[str, ...]:
        """Name of the country of each row, in the visitor's language."""
        language = get_language() or "fr"
        if language not in self._country_names:
            self._country_names[language] = tuple(self._country(code) for code in self.units)
        return self._country_names[language]

    def _offers_of(self, domain: str) -> tuple[Offer, ...]:
        return tuple(
            Offer(
                code, level["code"], f"{self.label(code)} → {self.level_name(code, level['code'])}"
            )
            for code in self.indicators_of.get(domain, ())
            for level in self.indicators[code]["levels"]
        )

    @property
    def last_time(self) -> int | None:
        return self.times[-1] if self.times else None

    @cached_property
    def holders(self) -> Mapping[str, Mapping[float | str, Sequence[str]]]:
        """For each indicator, the countries at each level in the last period."""
        found: dict[str, dict[float | str, list[str]]] = {code: {} for code in self.indicators}
        for unit in self.units:
            for code, by_level in found.items():
                level = level_at(self.cells.get((unit, code)), self.last_time)
                if level is not None:
                    by_level.setdefault(level, []).append(unit)
        return found


_kept: "OrderedDict[str, Release]" = OrderedDict()
_lock = Lock()


def release_of(edition: Edition) -> Release:
    """Open an edition; what was opened stays in memory under its hash."""
    with _lock:
        if edition.sha256 in _kept:
            _kept.move_to_end(edition.sha256)
            return _kept[edition.sha256]
    release = Release(unpack(bytes(edition.content)), edition.sha256)
    with _lock:
        _kept[edition.sha256] = release
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return release
