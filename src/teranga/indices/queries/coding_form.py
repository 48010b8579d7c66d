"""A code as the page of its coder shows it: what is saved, or what was typed and not taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from teranga.indices.models import Evidence
from teranga.indices.queries.coding import CellPage

_EVIDENCE = (
    *("kind", "title", "reference", "in_force_on", "repealed_on", "quote", "url", "language"),
    *("source_page", "read_on"),
)


@dataclass(slots=True)
class TypedCode:
    version: int
    answer: str = ""
    implementation: str = ""
    confidence: str = ""
    note: str = ""
    evidence: list[dict[str, Any]] = field(default_factory=list)
    message: str = ""
    # What is saved now, when someone saved meanwhile.
    saved: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        names = ("version", "answer", "implementation", "confidence", "note")
        rows = [{k: v for k, v in row.items() if k != "row"} for row in self.evidence]
        return {name: getattr(self, name) for name in names} | {"evidence": rows}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of evidence, and an empty one to write in."""
        return [*self.evidence, {"id": str(uuid4())}]


def saved_code(page: CellPage) -> TypedCode:
    code = page.code
    if code is None:
        return TypedCode(version=0)
    answer = f"L{code.level}" if code.level is not None else code.missing
    return TypedCode(
        version=code.version,
        answer=answer,
        implementation=_text(code.implementation),
        confidence=_text(code.confidence),
        note=code.note,
        evidence=[_evidence(row) for row in page.evidence],
    )


def typed_code(
    page: CellPage,
    fields: Mapping[str, Any],
    evidence: Sequence[Mapping[str, Any]],
    *,
    version: int,
) -> TypedCode:
    kept = {str(row.pk): row for row in page.evidence}
    rows = [dict(row) | {"row": kept.get(str(row.get("id")))} for row in evidence]
    return TypedCode(
        version=version,
        answer=str(fields.get("answer") or ""),
        implementation=str(fields.get("implementation") or ""),
        confidence=str(fields.get("confidence") or ""),
        note=str(fields.get("note") or ""),
        evidence=rows,
    )


def _evidence(row: Evidence) -> dict[str, Any]:
    values = {name: _text(getattr(row, name)) for name in _EVIDENCE}
    return {"id": str(row.pk), "row": row} | values


def _text(value: Any) -> str:
    return "" if value is None else str(value)
