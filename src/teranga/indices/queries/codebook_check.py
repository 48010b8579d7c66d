"""What is wrong in a codebook, all at once, each thing with its place."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from teranga.indices.enums import MissingCode
from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.reading.codebook import codebook_from

Path = tuple[str | int, ...]
Entry = Mapping[str, Any]
_MAX_CODE = 20
_MAX_SHOWN = 60
# What the page of codes and the engine need; other sections are kept as they are.
_SECTIONS = ("codebook", "components", "coding", "domains")


@dataclass(frozen=True, slots=True)
class CodebookProblem:
    path: Path
    seen: str
    wanted: str


def codebook_problems(document: object) -> list[CodebookProblem]:
    """Return all that is wrong; the engine has the last word on a document that looks right."""
    found = list(_Check().everything(document))
    if found:
        return found
    try:
        codebook_from(document)
    except InvalidInputError as error:
        return [CodebookProblem((), problem.seen, problem.wanted) for problem in error.problems]
    return []


def _problem(path: Path, seen: object, wanted: str) -> CodebookProblem:
    shown = _("nothing") if seen in (None, "", [], {}) else str(seen)
    return CodebookProblem(path, shown[:_MAX_SHOWN], wanted)


def _listed(entry: Entry, name: str, path: Path) -> Iterator[tuple[Path, Any]]:
    value = entry.get(name)
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield (*path, name, number), item


class _Check:
    def __init__(self) -> None:
        self.codes: dict[str, Path] = {}
        self.sources: set[Any] = set()

    def everything(self, document: object) -> Iterator[CodebookProblem]:
        if not isinstance(document, Mapping):
            yield _problem((), type(document).__name__, _("a codebook with its sections"))
            return
        for name in _SECTIONS:
            if not document.get(name):
                yield _problem((name,), None, _("this section"))
        yield from self._head(document)
        yield from self._source_types(document)
        components = yield from self._components(document)
        if document.get("domains") and not isinstance(document["domains"], list):
            yield _problem(("domains",), document["domains"], _("a list"))
        for path, domain in _listed(document, "domains", ()):
            yield from self._domain(path, domain, components)

    def _head(self, document: Entry) -> Iterator[CodebookProblem]:
        head = document.get("codebook")
        if isinstance(head, Mapping):
            for name in ("id", "version"):
                if head.get(name) in (None, ""):
                    yield _problem(("codebook", name), None, _("a short text"))
        coding = document.get("coding")
        special = coding.get("special_codes") if isinstance(coding, Mapping) else None
        codes = {str(item.get("code")) for item in special or () if isinstance(item, Mapping)}
        missing = sorted(set(MissingCode.values) - codes)
        if coding and missing:
            wanted = _("the three special codes NA, NF and NC")
            yield _problem(("coding", "special_codes"), ", ".join(sorted(codes)), wanted)

    def _source_types(self, document: Entry) -> Iterator[CodebookProblem]:
        for path, entry in _listed(document, "source_types", ()):
            if not isinstance(entry, Mapping) or not entry.get("id"):
                yield _problem(path, entry, _("a source type with its code"))
                continue
            self.sources.add(entry["id"])

    def _components(self, document: Entry) -> Generator[CodebookProblem, None, set[Any]]:
        found = set()
        for path, entry in _listed(document, "components", ()):
            if not isinstance(entry, Mapping):
                yield _problem(path, entry, _("a component with its code and label"))
                continue
            yield from self._code(path, entry)
            yield from self._words(path, entry)
            weight = entry.get("default_weight", 1)
            if not _is_number(weight) or weight < 0:
                yield _problem((*path, "default_weight"), weight, _("a number from 0"))
            found.add(entry.get("id"))
        return found

    def _domain(self, path: Path, domain: Any, components: set[Any]) -> Iterator[CodebookProblem]:
        if not isinstance(domain, Mapping):
            yield _problem(path, domain, _("a domain with its code and label"))
            return
        yield from self._code(path, domain)
        yield from self._label(path, domain)
        if domain.get("component") not in components:
            wanted = _("the code of a component")
            yield _problem((*path, "component"), domain.get("component"), wanted)
        if not isinstance(domain.get("note", {}), Mapping):
            yield _problem((*path, "note"), domain["note"], _("words in French"))
        subdomains = set()
        for place, entry in _listed(domain, "subdomains", path):
            if not isinstance(entry, Mapping) or not isinstance(entry.get("id"), str):
                yield _problem(place, entry, _("a domain with its code and label"))
                continue
            yield from self._words(place, entry)
            subdomains.add(entry["id"])
        if not domain.get("indicators"):
            yield _problem((*path, "indicators"), None, _("one indicator at least"))
        for inner, entry in _listed(domain, "indicators", path):
            yield from self._indicator(inner, entry, subdomains)

    def _indicator(self, path: Path, entry: Any, subdomains: set[Any]) -> Iterator[CodebookProblem]:
        if not isinstance(entry, Mapping):
            yield _problem(path, entry, _("an indicator with its code, label and levels"))
            return
        yield from self._code(path, entry)
        yield from self._label(path, entry)
        yield from self._levels(path, entry)
        subdomain = entry.get("subdomain")
        if subdomain is not None and subdomain not in subdomains:
            wanted = _("a sub-domain of this domain")
            yield _problem((*path, "subdomain"), subdomain, wanted)
        sign = entry.get("favourability", 1)
        if sign not in {-1, 0, 1} or isinstance(sign, bool):
            yield _problem((*path, "favourability"), sign, _("-1, 0 or 1"))
        evidence = entry.get("evidence", {})
        if not isinstance(evidence, Mapping) or not isinstance(evidence.get("accepted", []), list):
            yield _problem((*path, "evidence"), evidence, _("the accepted sources"))
            return
        for place, kind in _listed(evidence, "accepted", (*path, "evidence")):
            if kind not in self.sources:
                yield _problem(place, kind, _("a source type of this codebook"))

    def _levels(self, path: Path, entry: Entry) -> Iterator[CodebookProblem]:
        levels = list(_listed(entry, "levels", path))
        if len(levels) < 2:
            yield _problem((*path, "levels"), len(levels) or None, _("two levels or more"))
        previous: float | None = None
        for place, level in levels:
            if not isinstance(level, Mapping):
                yield _problem(place, level, _("a level with its code, score and words"))
                continue
            code, score = level.get("code"), level.get("score")
            if not isinstance(code, int) or isinstance(code, bool):
                yield _problem((*place, "code"), code, _("a whole number"))
            else:
                if previous is not None and code <= previous:
                    wanted = _("a number above that of the level before")
                    yield _problem((*place, "code"), code, wanted)
                previous = code
            if not _is_number(score) or not 0 <= float(score or 0) <= 1:
                yield _problem((*place, "score"), score, _("a score from 0 to 1"))
            yield from self._words(place, level)

    def _code(self, path: Path, entry: Entry) -> Iterator[CodebookProblem]:
        code = entry.get("id")
        if not isinstance(code, str) or not code or len(code) > _MAX_CODE:
            yield _problem((*path, "id"), code, _("a code of 20 characters at most"))
        elif code in self.codes:
            yield _problem((*path, "id"), code, _("a code used once"))
        else:
            self.codes[code] = path

    def _label(self, path: Path, entry: Entry) -> Iterator[CodebookProblem]:
        label = entry.get("label")
        if not isinstance(label, Mapping):
            yield _problem((*path, "label"), label, _("a label in French and English"))
            return
        yield from self._words((*path, "label"), label)

    @staticmethod
    def _words(path: Path, entry: Entry) -> Iterator[CodebookProblem]:
        for language, wanted in (("fr", _("words in French")), ("en", _("words in English"))):
            text = entry.get(language)
            if not isinstance(text, str) or not text.strip():
                yield _problem((*path, language), text, wanted)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
