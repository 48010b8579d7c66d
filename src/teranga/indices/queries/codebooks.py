"""Codebooks read: through the door, as a tree, and compared version with version."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teranga.indices.enums import CodebookState, NodeKind
from teranga.indices.models import (
    CodebookEntry,
    CodebookVersion,
    PolicyDomain,
    PolicyIndex,
)
from teranga.indices.queries.codebook_text import document_of
from teranga_analytics.composite.reading.codebook import Codebook, codebook_from


def codebook_of(text: str) -> Codebook:
    """Return the codebook as the engine takes it."""
    return codebook_from(document_of(text))


def indices_visible_to(user: object) -> Any:
    return PolicyIndex.objects.visible_to(user)


def codebooks_visible_to(user: object) -> Any:
    """Return codebooks of indices the reader may see too."""
    return (
        CodebookVersion.objects.visible_to(user)
        .filter(index__in=indices_visible_to(user))
        .select_related("index")
        .defer("content")
    )


def codebook_in_force(index: PolicyIndex) -> CodebookVersion | None:
    found: CodebookVersion | None = (
        CodebookVersion.objects.current().filter(index=index, state=CodebookState.IN_FORCE).first()
    )
    return found


@dataclass(frozen=True, slots=True)
class DomainView:
    """A domain with its entries, whatever sub-domain they hang from."""

    domain: PolicyDomain
    position: int
    entries: tuple[CodebookEntry, ...]


def domains_of(codebook: CodebookVersion) -> list[DomainView]:
    nodes = {node.pk: node for node in codebook.domains.all()}
    entries: dict[Any, list[CodebookEntry]] = defaultdict(list)
    rows = codebook.entries.select_related("indicator_version__indicator", "domain")
    for entry in rows.order_by("position"):
        node = nodes[entry.domain_id]
        while node.kind != NodeKind.DOMAIN and node.parent_id:
            node = nodes[node.parent_id]
        entries[node.pk].append(entry)
    domains = [node for node in nodes.values() if node.kind == NodeKind.DOMAIN]
    domains.sort(key=lambda node: node.position)
    return [
        DomainView(node, place, tuple(entries[node.pk])) for place, node in enumerate(domains, 1)
    ]


def domain_of(codebook: CodebookVersion, code: str) -> DomainView | None:
    return next((view for view in domains_of(codebook) if view.domain.code == code), None)


def wording_of(codebook: CodebookVersion) -> Mapping[str, Any]:
    """Return the parts of a codebook that pages of codes show: source types, scales."""
    document = document_of(codebook.content)
    coding = document.get("coding", {})
    return {
        "source_types": document.get("source_types", []),
        "confidence": coding.get("confidence", []),
        "implementation": coding.get("implementation", []),
        "special_codes": coding.get("special_codes", []),
    }


@dataclass(frozen=True, slots=True)
class LevelChange:
    code: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What became of an indicator; `breaks_series` when its levels say something else."""

    code: str
    label: Any
    kind: str
    breaks_series: bool
    levels: tuple[LevelChange, ...] = ()
    fields: tuple[tuple[str, str, str], ...] = ()
    old_number: int | None = None
    new_number: int | None = None


@dataclass(frozen=True, slots=True)
class CodebookDifference:
    old: CodebookVersion
    new: CodebookVersion
    entries: tuple[EntryChange, ...]
    domains: tuple[EntryChange, ...]

    @property
    def is_empty(self) -> bool:
        return not self.entries and not self.domains

    @property
    def n_broken(self) -> int:
        return sum(change.breaks_series for change in self.entries)


ADDED, REMOVED, CHANGED = "added", "removed", "changed"


def difference(old: CodebookVersion, new: CodebookVersion) -> CodebookDifference:
    """Compare two versions as people read them: indicator by indicator, level by level."""
    before, after = _entries_by_code(old), _entries_by_code(new)
    entries = []
    for code in dict.fromkeys((*before, *after)):
        change = _entry_change(code, before.get(code), after.get(code))
        if change is not None:
            entries.append(change)
    return CodebookDifference(old, new, tuple(entries), tuple(_domain_changes(old, new)))


def _entries_by_code(codebook: CodebookVersion) -> dict[str, CodebookEntry]:
    rows = codebook.entries.select_related("indicator_version__indicator", "domain")
    return {row.indicator_version.indicator.code: row for row in rows.order_by("position")}


def _entry_change(
    code: str, old: CodebookEntry | None, new: CodebookEntry | None
) -> EntryChange | None:
    if old is None or new is None:
        there = new or old
        kind = ADDED if old is None else REMOVED
        return EntryChange(code, there.label if there else "", kind, breaks_series=False)
    levels = _level_changes(old, new)
    fields = tuple((name, *pair) for name, *pair in _fields(old, new) if pair[0] != pair[1])
    if not levels and not fields:
        return None
    return EntryChange(
        code,
        new.label,
        CHANGED,
        breaks_series=old.indicator_version_id != new.indicator_version_id,
        levels=levels,
        fields=fields,  # type: ignore[arg-type]
        old_number=old.indicator_version.number,
        new_number=new.indicator_version.number,
    )


def _level_changes(old: CodebookEntry, new: CodebookEntry) -> tuple[LevelChange, ...]:
    if old.indicator_version_id == new.indicator_version_id:
        return ()
    before, after = (
        {level["code"]: level for level in entry.indicator_version.levels} for entry in (old, new)
    )
    return tuple(
        LevelChange(code, _level_words(before.get(code)), _level_words(after.get(code)))
        for code in sorted({*before, *after})
        if before.get(code) != after.get(code)
    )


def _level_words(level: Mapping[str, Any] | None) -> str:
    if level is None:
        return ""
    return f"{level['score']} · {level.get('fr', '')} · {level.get('en', '')}"


def _fields(old: CodebookEntry, new: CodebookEntry) -> Sequence[tuple[str, str, str]]:
    return [
        ("label", _both(old.label), _both(new.label)),
        ("domain", old.domain.code, new.domain.code),
        (
            "accepted_sources",
            ", ".join(old.accepted_sources),
            ", ".join(new.accepted_sources),
        ),
        ("favourability", str(old.favourability), str(new.favourability)),
    ]


def _both(words: Mapping[str, str]) -> str:
    return f"{words.get('fr', '')} · {words.get('en', '')}"


def _domain_changes(old: CodebookVersion, new: CodebookVersion) -> list[EntryChange]:
    before, after = ({node.code: node for node in book.domains.all()} for book in (old, new))
    changes = []
    for code in dict.fromkeys((*before, *after)):
        was, now = before.get(code), after.get(code)
        if was is None or now is None:
            there = now or was
            kind = ADDED if was is None else REMOVED
            changes.append(EntryChange(code, there.label if there else "", kind, False))
            continue
        fields = [
            ("label", _both(was.label), _both(now.label)),
            ("weight", str(was.weight), str(now.weight)),
            ("parent", _code(was.parent), _code(now.parent)),
        ]
        different = tuple(row for row in fields if row[1] != row[2])
        if different:
            changes.append(
                EntryChange(code, now.label, CHANGED, breaks_series=False, fields=different)
            )
    return changes


def _code(node: PolicyDomain | None) -> str:
    return node.code if node else ""
