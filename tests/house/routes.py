"""Every address of the platform, found in its own table of routes."""

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.planting import MARK

_ARGUMENT = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
_MARK = re.compile(rf"{MARK}\d{{5}}")


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    view: object

    def __str__(self):
        return f"{self.name} /{self.pattern}"

    @cached_property
    def arguments(self) -> tuple[tuple[str, str], ...]:
        found = ((m["name"], m["converter"] or "str") for m in _ARGUMENT.finditer(self.pattern))
        return tuple((name, "uuid" if kind == "uuidstr" else kind) for name, kind in found)

    def address(self, *values: object) -> str:
        rest = iter(values)
        return "/" + _ARGUMENT.sub(lambda _: str(next(rest)), self.pattern)


def every_route(resolver=None, prefix="", namespace="") -> list[Route]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        text = prefix + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            found += every_route(entry, text, inner)
        elif isinstance(entry, URLPattern) and not text.startswith("static"):
            found.append(Route(f"{namespace}{entry.name}", text, entry.callback))
    return found


def plain_routes() -> list[Route]:
    return [route for route in every_route() if not route.arguments and is_literal(route)]


def routes_with_arguments() -> list[Route]:
    return [route for route in every_route() if route.arguments and is_literal(route)]


def is_literal(route) -> bool:
    """Leave aside regular expressions: those of the sign-in library, and doors that are shut."""
    return not set(_ARGUMENT.sub("", route.pattern)) & set("(?*+|[\\")


def values_for(converter, name, rows, codes) -> list[object]:
    """Return what an argument may be: identities of rows for uuid, codes for the rest."""
    if converter == "uuid":
        return [row.pk for row in rows]
    if converter == "int":
        return [1]
    return codes


def addresses_of(route, rows, codes, *, limit=400):
    options = [values_for(c, n, rows, codes) for n, c in route.arguments]
    return [route.address(*values) for values in islice(product(*options), limit)]


def text_of(response) -> str:
    """Return everything an answer says, inside archives (XLSX) and headers too."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    parts = [body]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    head = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return head + " ".join(part.decode("utf-8", "replace") for part in parts)


def marks_in(text, *, asked="") -> set[str]:
    """Return the marks of rows found in a text; what the visitor typed is not a leak."""
    return set(_MARK.findall(text)) - set(_MARK.findall(asked))
