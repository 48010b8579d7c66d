"""What a pipeline is: steps as data, with a canonical form, a hash and differences."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from teranga_analytics.composite.pipeline.parameters import JsonValue
from teranga_analytics.composite.problems import InvalidInputError, Problem

SCHEMA = "teranga-pipeline/1"


@dataclass(frozen=True)
class Choice:
    """A method and its parameters.

    Parameters
    ----------
    method
        Name of a declared method.
    parameters
        Parameters stated; the others keep their defaults.
    """

    method: str
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One step of a pipeline.

    Parameters
    ----------
    step
        Kind of step: denominate, screen, impute, treat, normalise, weight or aggregate.
    method
        Method used where nothing else is said.
    parameters
        Parameters of that method.
    by_code
        Other choices for some indicators, or for some nodes in the steps weight and aggregate.
    by_level
        Other choices for all nodes of a level (``"2"``, ``"3"``…), in the step aggregate.
    options
        Options of the step itself.
    """

    step: str
    method: str = ""
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)
    by_code: Mapping[str, Choice] = field(default_factory=dict)
    by_level: Mapping[str, Choice] = field(default_factory=dict)
    options: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def choice(self) -> Choice:
        """Method used where nothing else is said, with its parameters."""
        return Choice(self.method, self.parameters)

    def as_json(self) -> dict[str, JsonValue]:
        """Return the step as a JSON document; empty parts are left out."""
        document: dict[str, JsonValue] = {"step": self.step}
        if self.method:
            document["method"] = self.method
        for name in ("parameters", "options"):
            if getattr(self, name):
                document[name] = _plain(getattr(self, name))
        for name in ("by_code", "by_level"):
            if getattr(self, name):
                document[name] = {
                    code: {"method": choice.method, "parameters": _plain(choice.parameters)}
                    for code, choice in getattr(self, name).items()
                }
        return document


@dataclass(frozen=True)
class Difference:
    """One difference between two pipelines.

    Parameters
    ----------
    place
        Address of the value, such as ``"treat.parameters.max_points"``.
    before, after
        Values; None where the place does not exist.
    """

    place: str
    before: JsonValue
    after: JsonValue


@dataclass(frozen=True)
class Pipeline:
    """The steps from raw data to scores, as data.

    Parameters
    ----------
    steps
        Steps in order. The same kind may occur more than once.
    name
        Name shown to people.
    """

    steps: tuple[Step, ...]
    name: str = ""

    @classmethod
    def from_json(cls, document: str | Mapping[str, JsonValue]) -> "Pipeline":
        """Read a pipeline from JSON text or a parsed document.

        Raises
        ------
        InvalidInputError
            With every problem of form. Whether methods and parameters exist is checked against
            the data by `pipeline_problems`.
        """
        parsed = _parsed(document)
        problems: list[Problem] = []
        if parsed.get("schema") != SCHEMA:
            problems.append(_problem(None, "schema", repr(parsed.get("schema")), repr(SCHEMA)))
        problems.extend(_unknown_keys(parsed, {"schema", "name", "steps"}, None))
        listed = parsed.get("steps")
        if not isinstance(listed, list):
            problems.append(_problem(None, "steps", repr(listed), "a list of steps"))
            listed = []
        steps = [_step(number, item, problems) for number, item in enumerate(listed, start=1)]
        if problems:
            raise InvalidInputError(problems)
        return cls(tuple(steps), str(parsed.get("name", "")))

    def as_json(self) -> dict[str, JsonValue]:
        """Return the pipeline as a JSON document."""
        document: dict[str, JsonValue] = {"schema": SCHEMA}
        if self.name:
            document["name"] = self.name
        document["steps"] = [step.as_json() for step in self.steps]
        return document

    def canonical(self) -> str:
        """Return the one JSON text of the pipeline, whatever order it was written in."""
        return canonical_json(self.as_json())

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical text of the steps, in hexadecimal; the name does not count."""
        return sha256_of(replace(self, name="").canonical())

    def with_value(self, address: str, value: JsonValue) -> "Pipeline":
        """Return the pipeline with one value changed.

        Parameters
        ----------
        address
            ``"normalise.method"``, ``"treat.parameters.max_points"``; ``"normalise#2.method"``
            for the second step of a kind. Codes may contain dots: they are the middle part.
        value
            New value. Whether it is admitted is checked when the pipeline is.

        Raises
        ------
        ValueError
            If the address leads to no step or no part of a step.
        """
        kind, _, path = address.partition(".")
        name, _, number = kind.partition("#")
        same = [index for index, step in enumerate(self.steps) if step.step == name]
        chosen = int(number) if number.isdecimal() else 1
        if not 1 <= chosen <= len(same) or not path or (number and not number.isdecimal()):
            steps = ", ".join(step.step for step in self.steps)
            raise ValueError(f"address: wanted a step among {steps}, saw {address!r}")
        index = same[chosen - 1]
        changed = _with_path(self.steps[index].as_json(), path, value, address)
        problems: list[Problem] = []
        step = _step(index + 1, changed, problems)
        if problems:
            raise InvalidInputError(problems)
        return replace(self, steps=(*self.steps[:index], step, *self.steps[index + 1 :]))

    def differences(self, other: "Pipeline") -> tuple[Difference, ...]:
        """List what changes from this pipeline to another one."""
        mine, theirs = _addressed(self.steps), _addressed(other.steps)
        kinds = [[kind.partition("#")[0] for kind, _ in side] for side in (mine, theirs)]
        found: list[Difference] = []
        for tag, i1, i2, j1, j2 in SequenceMatcher(a=kinds[0], b=kinds[1]).get_opcodes():
            if tag == "equal":
                for (place, before), (_, after) in zip(mine[i1:i2], theirs[j1:j2], strict=True):
                    found.extend(_differences(place, before, after))
                continue
            found.extend(Difference(place, before, None) for place, before in mine[i1:i2])
            found.extend(Difference(place, None, after) for place, after in theirs[j1:j2])
        return tuple(found)


def canonical_json(document: JsonValue) -> str:
    """Write JSON in one canonical way: sorted keys, no spaces, whole numbers without a point."""
    return json.dumps(
        _plain(document),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )


def sha256_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: JsonValue) -> JsonValue:
    """Containers as lists and dicts, and 100.0 as 100, so that equal values are written alike."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


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


def _problem(number: int | None, field_name: str | None, seen: str, wanted: str) -> Problem:
    return Problem("pipeline", number, field_name, seen, wanted)


def _unknown_keys(
    document: Mapping[str, JsonValue], known: set[str], number: int | None
) -> list[Problem]:
    wanted = f"one of {', '.join(sorted(known))}"
    return [_problem(number, key, repr(key), wanted) for key in document if key not in known]


def _step(number: int, item: JsonValue, problems: list[Problem]) -> Step:
    if not isinstance(item, Mapping):
        problems.append(_problem(number, None, repr(item), "a step (JSON object)"))
        return Step("")
    known = {"step", "method", "parameters", "by_code", "by_level", "options"}
    problems.extend(_unknown_keys(item, known, number))
    for name, kind in (("step", str), ("method", str), ("parameters", dict), ("options", dict)):
        if name in item and not isinstance(item[name], kind):
            problems.append(_problem(number, name, repr(item[name]), kind.__name__))
            return Step("")
    return Step(
        step=item.get("step", ""),
        method=item.get("method", ""),
        parameters=item.get("parameters", {}),
        by_code=_choices(number, "by_code", item.get("by_code", {}), problems),
        by_level=_choices(number, "by_level", item.get("by_level", {}), problems),
        options=item.get("options", {}),
    )


def _choices(number: int, name: str, item: JsonValue, problems: list[Problem]) -> dict[str, Choice]:
    if not isinstance(item, Mapping):
        problems.append(_problem(number, name, repr(item), "an object of choices by code"))
        return {}
    choices = {}
    for code, choice in item.items():
        well_formed = (
            isinstance(choice, Mapping)
            and isinstance(choice.get("method"), str)
            and isinstance(choice.get("parameters", {}), Mapping)
            and not set(choice) - {"method", "parameters"}
        )
        if not well_formed:
            wanted = 'an object with "method" and "parameters"'
            problems.append(_problem(number, f"{name}.{code}", repr(choice), wanted))
            continue
        choices[code] = Choice(choice["method"], choice.get("parameters", {}))
    return choices


def _with_path(
    document: dict[str, JsonValue], path: str, value: JsonValue, address: str
) -> dict[str, JsonValue]:
    head, _, rest = path.partition(".")
    if not rest:
        if head not in {"method", "parameters", "by_code", "by_level", "options"}:
            raise ValueError(f"address: wanted a part of a step, saw {address!r}")
        return {**document, head: value}
    part = dict(document.get(head, {}))
    if head in {"parameters", "options"}:
        part[rest] = value
    elif head in {"by_code", "by_level"} and rest.endswith(".method"):
        code = rest.removesuffix(".method")
        part[code] = {"method": value, "parameters": {}}
    elif head in {"by_code", "by_level"} and ".parameters." in rest:
        code, _, name = rest.partition(".parameters.")
        if code not in part:
            raise ValueError(f"address: wanted a code with a choice of its own, saw {address!r}")
        chosen = part[code]
        part[code] = {**chosen, "parameters": {**chosen["parameters"], name: value}}
    else:
        raise ValueError(f"address: wanted a part of a step, saw {address!r}")
    return {**document, head: part}


def _addressed(steps: Sequence[Step]) -> list[tuple[str, dict[str, JsonValue]]]:
    """Pair each step with its address: the kind, numbered from the second on."""
    addressed = []
    count: dict[str, int] = {}
    for step in steps:
        count[step.step] = count.get(step.step, 0) + 1
        number = "" if count[step.step] == 1 else f"#{count[step.step]}"
        addressed.append((step.step + number, step.as_json()))
    return addressed


def _differences(place: str, before: JsonValue, after: JsonValue) -> list[Difference]:
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            difference
            for key in sorted(before.keys() | after.keys())
            for difference in _differences(f"{place}.{key}", before.get(key), after.get(key))
        ]
    return [] if before == after else [Difference(place, before, after)]
