"""Codebooks of policy indices in YAML: domains, coded indicators, components, special codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import yaml

from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.indicator import IndicatorMeta, Level
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.problems import InvalidInputError, Problem, refuse_if_any

Reading = Literal["volume", "favourability"]
Entry = Mapping[str, Any]

# Three ways of being missing, never a silent zero.
NOT_APPLICABLE = "NA"
NOT_FOUND = "NF"
NOT_CODED = "NC"


@dataclass(frozen=True)
class Codebook:
    """A codebook, read and checked.

    Parameters
    ----------
    code, version
        Identifier and version.
    indicators
        Coded items in order of declaration; all count upwards (see `read_as`).
    framework
        Index, components, domains, sub-domains and indicators.
    favourability
        For each indicator, 1 when a high level favours the people concerned, -1 when it burdens
        them, 0 when it does neither.
    special_codes
        Codes of cells without a level: not applicable, not found, not coded.
    minimum_share
        Share of the applicable indicators that a domain needs to have a score.
    """

    code: str
    version: str
    indicators: tuple[IndicatorMeta, ...]
    framework: Framework
    favourability: Mapping[str, int]
    special_codes: frozenset[str]
    minimum_share: float = 0.66

    def read_as(self, reading: Reading) -> tuple[tuple[IndicatorMeta, ...], Framework]:
        """Choose what a high score means.

        Parameters
        ----------
        reading
            ``"volume"``: the extent of policy, every indicator counts upwards.
            ``"favourability"``: indicators that burden people are reversed, and those that do
            neither are left out.

        Returns
        -------
        tuple
            Indicators with their direction, and the framework over them.

        Raises
        ------
        ValueError
            If the reading is unknown.
        """
        if reading == "volume":
            return self.indicators, self.framework
        if reading != "favourability":
            raise ValueError(f"reading: wanted 'volume' or 'favourability', saw {reading!r}")
        neutral = [code for code, sign in self.favourability.items() if sign == 0]
        kept = tuple(
            IndicatorMeta(
                code=meta.code,
                name_fr=meta.name_fr,
                name_en=meta.name_en,
                direction=self.favourability[meta.code],
                levels=meta.levels,
                scale=meta.scale,
            )
            for meta in self.indicators
            if meta.code not in neutral
        )
        return kept, self.framework.without(neutral)

    def default_pipeline(self) -> Pipeline:
        """Return the default: fixed coded scale from 0 to 100, means, coverage rule by domain."""
        domains = {
            code: self.minimum_share
            for code in self.framework.aggregates
            if any(child not in self.framework.children for child in self.framework.children[code])
        }
        return Pipeline(
            (
                Step("normalise", "coded_scale", {"lower": 0, "upper": 100}),
                Step("aggregate", "arithmetic", options={"minimum_share": domains}),
            ),
            name=f"{self.code} {self.version}",
        )


def shipped_codebook() -> Codebook:
    """Read the codebook that comes with the package: 11 domains, 102 indicators."""
    file = resources.files("teranga_analytics").joinpath("data", "emix_style_codebook.yaml")
    with resources.as_file(file) as path:
        return read_codebook(path)


def read_codebook(path: Path | str, *, index: str = "INDEX") -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    path
        YAML file with ``codebook``, ``components``, ``coding`` and ``domains``; a domain has
        ``id``, ``component``, ``label`` and ``indicators``; an indicator has ``id``, ``label``,
        ``levels`` (``code``, ``score``, ``fr``, ``en``), optional ``subdomain`` and
        ``favourability``.
    index
        Code given to the top of the tree.

    Returns
    -------
    Codebook

    Raises
    ------
    InvalidInputError
        With every problem; the column is the path of the entry in the file.
    """
    path = Path(path)
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = None if mark is None else mark.line + 1
        problem = Problem(path.name, row, None, str(getattr(error, "problem", error)), "YAML")
        raise InvalidInputError([problem]) from error
    return codebook_from(document, file=path.name, index=index)


def codebook_from(document: object, *, file: str = "codebook", index: str = "INDEX") -> Codebook:
    """Build a codebook from a document that is already read.

    Parameters
    ----------
    document
        Content of a codebook file, as `read_codebook` describes it.
    file
        Name used in the problems.
    index
        Code given to the top of the tree.

    Returns
    -------
    Codebook

    Raises
    ------
    InvalidInputError
        With every problem; the column is the path of the entry in the document.
    """
    refuse_if_any(_problems(file, document))
    if not isinstance(document, Mapping):
        raise TypeError("document: wanted a mapping")
    entries = [(domain, entry) for domain in document["domains"] for entry in domain["indicators"]]
    nodes = [*_indicator_nodes(entries), *_upper_nodes(document, index)]
    return Codebook(
        code=str(document["codebook"]["id"]),
        version=str(document["codebook"]["version"]),
        indicators=tuple(_indicator(entry) for _, entry in entries),
        framework=Framework(tuple(nodes)),
        favourability={entry["id"]: entry.get("favourability", 1) for _, entry in entries},
        special_codes=frozenset(str(item["code"]) for item in document["coding"]["special_codes"]),
        minimum_share=float(document.get("aggregation", {}).get("minimum_share", 0.66)),
    )


def _indicator(entry: Entry) -> IndicatorMeta:
    levels = tuple(
        Level(float(level["code"]), float(level["score"]), level.get("fr", ""), level.get("en", ""))
        for level in entry["levels"]
    )
    return IndicatorMeta(
        code=entry["id"],
        name_fr=entry["label"].get("fr", ""),
        name_en=entry["label"].get("en", ""),
        levels=levels,
        scale=(0.0, 1.0),
    )


def _indicator_nodes(entries: list[tuple[Entry, Entry]]) -> Iterator[Node]:
    for domain, entry in entries:
        parent = _subdomain(domain, entry)
        label = entry["label"]
        yield Node(entry["id"], parent, 1.0, label.get("fr", ""), label.get("en", ""))


def _subdomain(domain: Entry, entry: Entry) -> str:
    return f"{domain['id']}_{entry['subdomain']}" if entry.get("subdomain") else str(domain["id"])


def _upper_nodes(document: Entry, index: str) -> Iterator[Node]:
    for domain in document["domains"]:
        labels = {item["id"]: item for item in domain.get("subdomains", ())}
        used = dict.fromkeys(
            entry["subdomain"] for entry in domain["indicators"] if entry.get("subdomain")
        )
        for name in used:
            label = labels.get(name, {})
            code = f"{domain['id']}_{name}"
            yield Node(code, domain["id"], 1.0, label.get("fr", name), label.get("en", name))
        label = domain["label"]
        yield Node(domain["id"], domain["component"], 1.0, label.get("fr", ""), label.get("en", ""))
    for component in document["components"]:
        weight = float(component.get("default_weight", 1.0))
        yield Node(component["id"], index, weight, component.get("fr", ""), component.get("en", ""))
    yield Node(index)


def _problems(file: str, document: object) -> Iterator[Problem]:
    if not isinstance(document, Mapping):
        yield Problem(file, None, None, type(document).__name__, "a mapping")
        return
    for name in ("codebook", "components", "coding", "domains"):
        if not document.get(name):
            yield Problem(file, None, name, "nothing", "this section")
    components = {item.get("id") for item in _entries(document, "components")}
    seen: dict[str, str] = {}
    yield from _shape_problems(file, document)
    for position, domain in enumerate(_entries(document, "domains")):
        place = f"domains[{position}]"
        if domain.get("component") not in components:
            wanted = f"one of {', '.join(sorted(map(str, components)))}"
            yield Problem(file, None, f"{place}.component", repr(domain.get("component")), wanted)
        yield from _entry_problems(file, place, domain, seen)
        if not domain.get("indicators"):
            yield Problem(file, None, f"{place}.indicators", "nothing", "at least one indicator")
        for number, entry in enumerate(_entries(domain, "indicators")):
            inner = f"{place}.indicators[{number}]"
            yield from _entry_problems(file, inner, entry, seen)
            yield from _level_problems(file, inner, _entries(entry, "levels"))
            if entry.get("favourability", 1) not in {-1, 0, 1}:
                shown = repr(entry["favourability"])
                yield Problem(file, None, f"{inner}.favourability", shown, "-1, 0 or 1")


def _entries(entry: Entry, name: str) -> list[Entry]:
    """Return the well-formed entries of a list; `_shape_problems` reports the others."""
    listed = entry.get(name)
    if not isinstance(listed, list):
        return []
    return [item for item in listed if isinstance(item, Mapping)]


def _shape_problems(file: str, entry: Entry, place: str = "") -> Iterator[Problem]:
    """Find what should be a list of mappings and is not, at any depth."""
    for name in ("components", "domains", "indicators", "levels"):
        listed = entry.get(name)
        if listed is None:
            continue
        if not isinstance(listed, list):
            yield Problem(file, None, f"{place}{name}", repr(listed)[:40], "a list")
            continue
        for number, item in enumerate(listed):
            inner = f"{place}{name}[{number}]"
            if isinstance(item, Mapping):
                yield from _shape_problems(file, item, f"{inner}.")
            else:
                yield Problem(file, None, inner, repr(item)[:40], "a mapping")


def _entry_problems(file: str, place: str, entry: Entry, seen: dict[str, str]) -> Iterator[Problem]:
    code = entry.get("id")
    if not isinstance(code, str) or not code:
        yield Problem(file, None, f"{place}.id", repr(code), "a code")
    elif code in seen:
        wanted = "a code used once"
        yield Problem(file, None, f"{place}.id", f"{code!r} again (first in {seen[code]})", wanted)
    else:
        seen[code] = place
    if not isinstance(entry.get("label"), Mapping):
        yield Problem(file, None, f"{place}.label", repr(entry.get("label")), "labels fr and en")


def _level_problems(file: str, place: str, levels: list[Entry]) -> Iterator[Problem]:
    if len(levels) < 2:
        yield Problem(file, None, f"{place}.levels", f"{len(levels)} levels", "two or more")
    codes: list[Any] = [level.get("code") for level in levels]
    scores: list[Any] = [level.get("score") for level in levels]
    if not all(isinstance(value, int | float) for value in [*codes, *scores]):
        yield Problem(file, None, f"{place}.levels", "a code or score that is no number", "numbers")
        return
    if codes != sorted(set(codes)):
        yield Problem(file, None, f"{place}.levels", f"codes {codes}", "growing codes")
    if any(not 0 <= score <= 1 for score in scores):
        yield Problem(file, None, f"{place}.levels", f"scores {scores}", "scores from 0 to 1")
