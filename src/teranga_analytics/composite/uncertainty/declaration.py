"""What may vary, declared as data beside a pipeline: read, written and hashed as the pipeline is.

A study is a JSON document of schema ``teranga-uncertainty/1``. Each variation is one factor of a
sensitivity analysis, whatever number of random draws it needs.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import ClassVar, get_type_hints

from teranga_analytics.composite.pipeline.definition import canonical_json, sha256_of
from teranga_analytics.composite.pipeline.parameters import (
    JsonValue,
    Parameter,
    parameter_complaints,
)
from teranga_analytics.composite.problems import InvalidInputError, Problem

SCHEMA = "teranga-uncertainty/1"


@dataclass(frozen=True)
class OpenChoice:
    """Values of the pipeline among which one is taken.

    Give `address` and `values`, or `alternatives` when several values change together.

    Parameters
    ----------
    address
        Address of a value, as in `Pipeline.with_value`: ``"treat.parameters.max_points"``.
    values
        Values at that address.
    alternatives
        Sets of values by address; an empty set is the pipeline as it stands.
    probabilities
        Probability of each; equal by default.
    name
        Name of the factor.
    """

    kind: ClassVar[str] = "choice"
    address: str = ""
    values: Sequence[object] = ()
    alternatives: Sequence[Mapping[str, object]] = ()
    probabilities: Sequence[float] = ()
    name: str = ""

    @property
    def changes(self) -> tuple[Mapping[str, JsonValue], ...]:
        """Values by address, for each alternative."""
        return tuple(self.alternatives) or tuple({self.address: value} for value in self.values)


@dataclass(frozen=True)
class WeightNoise:
    """Weights multiplied by independent uniform noise.

    Parameters
    ----------
    share
        Half width of the noise, in (0, 1]: 0.25 for ±25 %.
    levels
        Levels of the nodes concerned, 1 for indicators; all below the tops by default.
    name
        Name of the factor.
    """

    kind: ClassVar[str] = "weight_noise"
    share: float
    levels: Sequence[int] = ()
    name: str = ""


@dataclass(frozen=True)
class WeightDirichlet:
    """Weights drawn from Dirichlet distributions around those stated.

    Parameters
    ----------
    concentration
        Sum of the parameters of each distribution: the larger, the closer to the weights stated;
        None for any set of weights being as likely as any other.
    nodes
        Nodes whose children are weighed; all by default.
    name
        Name of the factor.
    """

    kind: ClassVar[str] = "weight_dirichlet"
    concentration: float | None = None
    nodes: Sequence[str] = ()
    name: str = ""


@dataclass(frozen=True)
class WeightSets:
    """Weight sets among which one is taken.

    Parameters
    ----------
    sets
        Weights by code of the node; a node not listed keeps its weight.
    probabilities
        Probability of each; equal by default.
    name
        Name of the factor.
    """

    kind: ClassVar[str] = "weight_sets"
    sets: Sequence[Mapping[str, float]]
    probabilities: Sequence[float] = ()
    name: str = ""


@dataclass(frozen=True)
class Removal:
    """Indicators or domains left out of the aggregation.

    Earlier steps (screening, imputation) still see the data of what is left out.

    Parameters
    ----------
    nodes
        Codes of the candidates.
    probability
        Probability with which each candidate is left out, independently; None to leave out
        exactly one of them, each as likely.
    name
        Name of the factor.
    """

    kind: ClassVar[str] = "removal"
    nodes: Sequence[str]
    probability: float | None = None
    name: str = ""


@dataclass(frozen=True)
class Cell:
    """A value that is not sure: coders disagree, or nobody knows.

    Parameters
    ----------
    unit
        Code of the unit.
    indicator
        Code of the indicator.
    values
        Values it may have, null for missing; when empty, any declared level of the indicator
        ("do not know").
    probabilities
        Probability of each value; equal by default.
    time
        Time of the row, in a panel.
    """

    unit: str
    indicator: str
    values: Sequence[float | None] = ()
    probabilities: Sequence[float] = ()
    time: float | None = None


@dataclass(frozen=True)
class Cells:
    """Data that are not sure, each cell drawn independently.

    Parameters
    ----------
    cells
        The cells.
    name
        Name of the factor.
    """

    kind: ClassVar[str] = "cells"
    cells: Sequence[Cell]
    name: str = ""


Variation = OpenChoice | WeightNoise | WeightDirichlet | WeightSets | Removal | Cells
KINDS: dict[str, type[Variation]] = {
    variation.kind: variation
    for variation in (OpenChoice, WeightNoise, WeightDirichlet, WeightSets, Removal, Cells)
}


@dataclass(frozen=True)
class Study:
    """What varies, how often it is drawn, and from which seed.

    Parameters
    ----------
    variations
        What varies, independently of each other.
    replications
        Number of replications.
    seed
        Seed: same seed, same numbers.
    interval
        Probability covered by intervals; 0.9 goes from the 5th to the 95th percentile.
    changes
        Pairs of times between which the change of each score is studied, both drawn together.
    name
        Name shown to people.
    """

    variations: Sequence[Variation]
    replications: int = 1000
    seed: int = 0
    interval: float = 0.9
    changes: Sequence[Sequence[float]] = ()
    name: str = ""

    @classmethod
    def from_json(cls, document: str | Mapping[str, JsonValue]) -> "Study":
        """Read a study from JSON text or a parsed document.

        Raises
        ------
        InvalidInputError
            With every problem of form. Whether the study fits a pipeline and its data is checked
            by `study_problems`.
        """
        parsed = _parsed(document)
        problems: list[Problem] = []
        if parsed.get("schema") != SCHEMA:
            problems.append(_problem(None, "schema", repr(parsed.get("schema")), repr(SCHEMA)))
        rest = {key: value for key, value in parsed.items() if key not in {"schema", "variations"}}
        listed = parsed.get("variations")
        if not isinstance(listed, list):
            problems.append(_problem(None, "variations", repr(listed), "a list of variations"))
            listed = []
        declared = _declared(cls)
        del declared["variations"]
        problems.extend(_problem(None, *told) for told in parameter_complaints(declared, rest))
        variations = [_variation(n, item, problems) for n, item in enumerate(listed, start=1)]
        if problems:
            raise InvalidInputError(problems)
        return cls(variations=tuple(item for item in variations if item is not None), **rest)

    def as_json(self) -> dict[str, JsonValue]:
        """Return the study as a JSON document; what keeps its default is left out."""
        document = _stated(self)
        document["variations"] = [
            {"vary": variation.kind, **_stated(variation)} for variation in self.variations
        ]
        return {"schema": SCHEMA, **document}

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical text of the study, in hexadecimal; its name does not count."""
        return sha256_of(canonical_json(replace(self, name="").as_json()))

    @property
    def factors(self) -> tuple[str, ...]:
        """Name of each variation: its own, or its kind and number."""
        return tuple(
            variation.name or f"{variation.kind} {number}"
            for number, variation in enumerate(self.variations, start=1)
        )


def _declared(kind: type) -> dict[str, Parameter]:
    hints = get_type_hints(kind)
    return {
        field.name: Parameter(field.name, hints[field.name])
        if field.default is MISSING
        else Parameter(field.name, hints[field.name], field.default)
        for field in fields(kind)
    }


def _stated(item: Study | Variation | Cell) -> dict[str, JsonValue]:
    stated = {}
    for field in fields(item):
        value = getattr(item, field.name)
        if field.default is MISSING or value != field.default:
            stated[field.name] = value
    if isinstance(item, Cells):
        stated["cells"] = [_stated(cell) for cell in item.cells]
    return stated


def _parsed(document: str | Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    if not isinstance(document, str):
        return document
    try:
        parsed = json.loads(document)
    except json.JSONDecodeError as error:
        seen = f"{error.msg} at line {error.lineno}, column {error.colno}"
        raise InvalidInputError([_problem(None, None, seen, "a JSON document")]) from error
    if not isinstance(parsed, dict):
        raise InvalidInputError([_problem(None, None, type(parsed).__name__, "a JSON object")])
    return parsed


def _problem(number: int | None, place: str | None, seen: str, wanted: str) -> Problem:
    return Problem("uncertainty", number, place, seen, wanted)


def _variation(number: int, item: JsonValue, problems: list[Problem]) -> Variation | None:
    named = item.get("vary") if isinstance(item, Mapping) else item
    kind = KINDS.get(named) if isinstance(named, str) else None
    if kind is None:
        problems.append(_problem(number, "vary", repr(named), f"one of {', '.join(KINDS)}"))
        return None
    rest = {key: value for key, value in item.items() if key != "vary"}
    if kind is Cells and isinstance(rest.get("cells"), list):
        rest["cells"] = _cells(number, rest["cells"], problems)
        if rest["cells"] is None:
            return None
    complaints = parameter_complaints(_declared(kind), rest)
    problems.extend(_problem(number, *told) for told in complaints)
    return None if complaints else kind(**rest)


def _cells(
    number: int, listed: list[JsonValue], problems: list[Problem]
) -> tuple[Cell, ...] | None:
    before = len(problems)
    cells = []
    for place, item in enumerate(listed, start=1):
        if not isinstance(item, Mapping):
            problems.append(_problem(number, f"cells {place}", repr(item), "a cell (JSON object)"))
            continue
        complaints = parameter_complaints(_declared(Cell), item)
        problems.extend(
            _problem(number, f"cells {place}: {name}", seen, wanted)
            for name, seen, wanted in complaints
        )
        if not complaints:
            cells.append(Cell(**item))
    return tuple(cells) if len(problems) == before else None
