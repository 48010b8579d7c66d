"""The description of the API turned into what a page for people needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from teranga.portal.api.mount import api


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    place: str
    kind: str
    text: str
    is_required: bool
    choices: tuple[str, ...]
    default: str

    @property
    def is_in_path(self) -> bool:
        return self.place == "path"


@dataclass(frozen=True, slots=True)
class Answer:
    """A field of the answer; `depth` is how far it lies inside."""

    name: str
    kind: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Endpoint:
    code: str
    path: str
    summary: str
    text: str
    parameters: tuple[Parameter, ...]
    answers: tuple[Answer, ...]
    refusals: tuple[tuple[str, str], ...]

    def address(self, values: dict[str, str]) -> str | None:
        """Return the address with these values, or nothing when a part of the path is missing."""
        path, query = self.path, {}
        for parameter in self.parameters:
            value = values.get(parameter.name, "").strip()
            if parameter.is_in_path:
                if not value:
                    return None
                path = path.replace(f"{{{parameter.name}}}", quote(value, safe=""))
            elif value:
                query[parameter.name] = value
        return f"{path}?{urlencode(query)}" if query else path


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    endpoints: tuple[Endpoint, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return the endpoints by subject, in the order in which they are mounted."""
    description = api.get_openapi_schema()
    schemas = description["components"]["schemas"]
    by_tag: dict[str, list[Endpoint]] = {}
    for path, methods in description["paths"].items():
        for operation in methods.values():
            by_tag.setdefault(operation["tags"][0], []).append(_endpoint(path, operation, schemas))
    return tuple(Chapter(title, tuple(endpoints)) for title, endpoints in by_tag.items())


def find_endpoint(code: str) -> Endpoint | None:
    return next((e for c in chapters() for e in c.endpoints if e.code == code), None)


def _endpoint(path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> Endpoint:
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return Endpoint(
        code=operation["operationId"].replace("_", "-"),
        path=path,
        summary=operation["summary"],
        text=operation.get("description", ""),
        parameters=tuple(_parameter(p, schemas) for p in operation["parameters"]),
        answers=tuple(_answers(answer, schemas, 0)),
        refusals=tuple(
            (code, refusal["description"])
            for code, refusal in operation["responses"].items()
            if code != "200"
        ),
    )


def _parameter(parameter: dict[str, Any], schemas: dict[str, Any]) -> Parameter:
    schema = _resolved(parameter["schema"], schemas)
    return Parameter(
        name=parameter["name"],
        place=parameter["in"],
        kind=_kind(schema, schemas),
        text=parameter.get("description", schema.get("description", "")),
        is_required=parameter["required"],
        choices=tuple(str(choice) for choice in schema.get("enum", ())),
        default=str(schema.get("default", "")),
    )


def _answers(schema: dict[str, Any], schemas: dict[str, Any], depth: int) -> Iterator[Answer]:
    schema = _resolved(schema, schemas)
    for name, field in schema.get("properties", {}).items():
        resolved = _resolved(field, schemas)
        text = field.get("description", resolved.get("description", ""))
        yield Answer(name, _kind(resolved, schemas), text.split("\n")[0], depth)
        yield from _answers(resolved.get("items", resolved), schemas, depth + 1)


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Follow references; of a nullable thing, take the thing."""
    if "$ref" in schema:
        return _resolved(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    for option in schema.get("anyOf", ()):
        if option != {"type": "null"}:
            return _resolved(option, schemas) | {"nullable": True}
    return schema


def _kind(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    words = schema.get("format") or schema.get("type", "any")
    if words == "array":
        words = f"list of {_kind(_resolved(schema.get('items', {}), schemas), schemas)}"
    return f"{words} or null" if schema.get("nullable") else words
