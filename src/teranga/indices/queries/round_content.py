"""What a coding round gives an edition: settled cells, their evidence, codebook, pipeline."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from teranga.core.exceptions import InvalidTransitionError
from teranga.indices.enums import CellState, MissingCode, ReplyState
from teranga.indices.models import (
    Adjudication,
    Cell,
    CodebookVersion,
    CodingRound,
    Evidence,
    IndicatorVersion,
    RightOfReply,
    SelfAssessment,
)
from teranga.indices.queries.codebooks import codebook_of
from teranga_analytics.composite.pipeline.definition import canonical_json
from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.reading.codebook import Codebook

SETTLED = (CellState.SETTLED, CellState.VALIDATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceContent:
    kind: str
    title: str
    reference: str
    in_force_on: str
    repealed_on: str
    quote: str
    url: str
    page: str
    language: str
    read_on: dt.date | None
    file_sha256: str
    source: str
    is_fictitious: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CellContent:
    """One cell as it was settled.

    `level` is None when `missing` says why, or when the cell is not settled: then `missing` is
    "NC". `indicator_version` numbers the wording in which `level` is read. A cell whose wording
    is no longer that of the codebook has `is_in_codebook` False: its level cannot be compared.
    """

    country: str
    indicator: str
    indicator_version: int | None
    is_in_codebook: bool
    level: int | None
    missing: str
    implementation: int | None
    confidence: int | None
    state: str
    reason: str
    is_fictitious: bool
    evidence: tuple[EvidenceContent, ...]
    self_assessment: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyContent:
    country: str
    indicator: str | None
    text: Mapping[str, str]
    published_on: dt.date
    is_fictitious: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionContent:
    """All that an edition freezes of a round."""

    index_code: str
    round_title: Mapping[str, str]
    year: int
    codebook_label: str
    codebook_sha256: str
    codebook_yaml: str
    pipeline_json: str
    countries: tuple[str, ...]
    cells: tuple[CellContent, ...]
    replies: tuple[ReplyContent, ...]
    cautions: tuple[str, ...]

    @property
    def n_settled(self) -> int:
        return sum(cell.state in SETTLED for cell in self.cells)

    @property
    def is_fictitious(self) -> bool:
        """Say whether any of it is: an edition made of such cells says so everywhere."""
        return any(cell.is_fictitious for cell in self.cells)


def edition_content(coding_round: CodingRound) -> EditionContent:
    """Gather a round. Who may ask is for the caller to check: it reads past the door."""
    cells = list(
        Cell.objects.current()
        .filter(coding_round=coding_round)
        .select_related("indicator", "indicator_version")
        .order_by("country_id", "indicator__code")
    )
    gathered = _Gathered(cells, coding_round.codebook)
    return EditionContent(
        index_code=coding_round.index.code,
        round_title=dict(coding_round.title),
        year=coding_round.year,
        codebook_label=coding_round.codebook.label,
        codebook_sha256=coding_round.codebook.sha256,
        codebook_yaml=coding_round.codebook.content,
        pipeline_json=canonical_json(_codebook(coding_round).default_pipeline().as_json()),
        countries=tuple(sorted({cell.country_id for cell in cells if cell.country_id})),
        cells=tuple(gathered.content_of(cell) for cell in cells),
        replies=tuple(_replies(coding_round)),
        cautions=gathered.cautions(),
    )


def _codebook(coding_round: CodingRound) -> Codebook:
    try:
        return codebook_of(coding_round.codebook.content)
    except InvalidInputError as error:
        raise InvalidTransitionError(_("The codebook of this round cannot be read.")) from error


class _Gathered:
    """What is beside the cells, read in a few queries."""

    def __init__(self, cells: list[Cell], codebook: CodebookVersion) -> None:
        self._cells = cells
        self._in_codebook = set(codebook.entries.values_list("indicator_version_id", flat=True))
        self._decisions = self._last_decisions([cell.pk for cell in cells])
        self._evidence = self._evidence_of(self._decisions.values())
        self._own_words = {
            row.cell_id: row
            for row in SelfAssessment.objects.current().filter(cell__in=[c.pk for c in cells])
        }

    def content_of(self, cell: Cell) -> CellContent:
        is_settled = cell.state in SETTLED
        version: IndicatorVersion | None = cell.indicator_version if is_settled else None
        decision = self._decisions.get(cell.pk) if is_settled else None
        own = self._own_words.get(cell.pk)
        return CellContent(
            country=cell.country_id or "",
            indicator=cell.indicator.code,
            indicator_version=version.number if version else None,
            is_in_codebook=version is None or version.pk in self._in_codebook,
            level=cell.level if is_settled else None,
            missing=cell.missing if is_settled else MissingCode.NOT_CODED.value,
            implementation=cell.implementation if is_settled else None,
            confidence=cell.confidence if is_settled else None,
            state=cell.state,
            reason=decision.reason if decision else "",
            is_fictitious=cell.is_fictitious,
            evidence=tuple(self._evidence.get(decision.pk, ())) if decision else (),
            self_assessment=own
            and {
                "level": own.level,
                "missing": own.missing,
                "implementation": own.implementation,
                "note": own.note,
                "is_fictitious": own.is_fictitious,
            },
        )

    def cautions(self) -> tuple[str, ...]:
        """Name what the round leaves open, in codes that the edition's page words."""
        open_cells = sum(cell.state not in SETTLED for cell in self._cells)
        old = sum(
            cell.state in SETTLED
            and cell.indicator_version_id is not None
            and cell.indicator_version_id not in self._in_codebook
            for cell in self._cells
        )
        found = {"cells-not-settled": open_cells, "cells-of-another-wording": old}
        return tuple(f"{name}:{n}" for name, n in found.items() if n)

    @staticmethod
    def _last_decisions(cells: list[Any]) -> dict[Any, Adjudication]:
        rows = (
            Adjudication.objects.current()
            .filter(cell__in=cells)
            .prefetch_related("rests_on")
            .order_by("decided_at")
        )
        return {row.cell_id: row for row in rows}

    @staticmethod
    def _evidence_of(decisions: Iterable[Adjudication]) -> dict[Any, list[EvidenceContent]]:
        wanted = defaultdict(list)
        for decision in decisions:
            for code in decision.rests_on.all():
                wanted[code.pk].append(decision.pk)
        found: dict[Any, list[EvidenceContent]] = defaultdict(list)
        rows = Evidence.objects.current().filter(code__in=wanted)
        for row in rows.select_related("archived_copy", "source").order_by("code", "position"):
            for decision_pk in wanted[row.code_id]:
                found[decision_pk].append(_evidence_content(row))
        return found


def _evidence_content(row: Evidence) -> EvidenceContent:
    return EvidenceContent(
        kind=row.kind,
        title=row.title,
        reference=row.reference,
        in_force_on=str(row.in_force_on or ""),
        repealed_on=str(row.repealed_on or ""),
        quote=row.quote,
        url=row.url,
        page=row.source_page,
        language=row.language,
        read_on=row.read_on,
        file_sha256=row.archived_copy.sha256 if row.archived_copy else "",
        source=row.source_id or "",
        is_fictitious=row.is_fictitious,
    )


def _replies(coding_round: CodingRound) -> Iterable[ReplyContent]:
    rows = RightOfReply.objects.current().filter(
        coding_round=coding_round, state=ReplyState.PUBLISHED
    )
    for row in rows.select_related("cell__indicator").order_by("country_id", "published_at"):
        yield ReplyContent(
            country=row.country_id or "",
            indicator=row.cell.indicator.code if row.cell else None,
            text=dict(row.text),
            published_on=row.published_at.date() if row.published_at else dt.date.min,
            is_fictitious=row.is_fictitious,
        )
