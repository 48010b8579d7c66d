"""What adjudicators and focal points look at: two codes side by side, settled cells, replies."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.indices.enums import CellState, MissingCode, ReplyState, ValidationDecision
from teranga.indices.models import (
    Adjudication,
    Cell,
    Code,
    CodebookEntry,
    CodingRound,
    Evidence,
    IndicatorVersion,
    RightOfReply,
    SelfAssessment,
    Validation,
)
from teranga.indices.queries.codebooks import DomainView, domains_of
from teranga.indices.queries.rounds import managed_cells, rounds_visible_to


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code with its evidence and the words of its level."""

    code: Code
    level: dict[str, Any] | None
    evidence: tuple[Evidence, ...]


def cells_to_decide(user: object, coding_round: CodingRound) -> Any:
    """Return the disputed cells of a round that a person may look into."""
    return (
        managed_cells(user, coding_round)
        .filter(state=CellState.DISPUTED)
        .order_by("country_id", "domain_code", "indicator__code")
    )


def cells_settled(user: object, coding_round: CodingRound) -> Any:
    """Return the settled cells of a round that a person may look into."""
    return (
        managed_cells(user, coding_round)
        .filter(state__in=[CellState.SETTLED, CellState.VALIDATED])
        .order_by("country_id", "domain_code", "indicator__code")
    )


def cell_followed_by(user: object, pk: Any) -> Cell | None:
    """Return a cell its reader may follow, in a round they may see."""
    for coding_round in rounds_visible_to(user).filter(cells=pk):
        found: Cell | None = (
            managed_cells(user, coding_round)
            .select_related("coding_round__index", "coding_round__codebook")
            .filter(pk=pk)
            .first()
        )
        return found
    return None


def codes_side_by_side(user: object, cell: Cell) -> list[CodeView]:
    codes = list(
        Code.objects.visible_to(user)
        .filter(cell=cell)
        .select_related("owner", "indicator_version")
        .order_by("created_at")
    )
    return views_of(codes)


def views_of(codes: Sequence[Code]) -> list[CodeView]:
    evidence: dict[Any, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.current().filter(code__in=codes)
    for row in rows.select_related("archived_copy", "source").order_by("position"):
        evidence[row.code_id].append(row)
    return [
        CodeView(
            code,
            code.indicator_version.level(code.level) if code.indicator_version else None,
            tuple(evidence[code.pk]),
        )
        for code in codes
    ]


def entry_of(cell: Cell) -> CodebookEntry | None:
    """Return how the round's codebook asks this cell; None once it no longer does."""
    found: CodebookEntry | None = (
        cell.coding_round.codebook.entries.filter(indicator_version__indicator=cell.indicator_id)
        .select_related("indicator_version", "domain")
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class SettledCell:
    cell: Cell
    entry: CodebookEntry | None
    level: dict[str, Any] | None
    decision: Adjudication | None
    evidence: tuple[Evidence, ...]
    self_assessment: SelfAssessment | None
    self_level: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class SettledDomain:
    domain: DomainView
    cells: tuple[SettledCell, ...]

    @property
    def n_waiting(self) -> int:
        return sum(row.cell.state == CellState.SETTLED for row in self.cells)


def settled_domains(
    user: object, coding_round: CodingRound, country: Country
) -> list[SettledDomain]:
    """Return what is settled for a country, with the evidence decisions rest on."""
    cells = list(
        managed_cells(user, coding_round).filter(
            country=country, state__in=[CellState.SETTLED, CellState.VALIDATED]
        )
    )
    decisions = _last_decisions(cells)
    evidence = _evidence_of(decisions)
    own = {
        row.cell_id: row
        for row in SelfAssessment.objects.visible_to(user)
        .filter(cell__in=cells)
        .select_related("indicator_version")
    }
    by_indicator = {cell.indicator_id: cell for cell in cells}
    domains = []
    for view in domains_of(coding_round.codebook):
        rows = []
        for entry in view.entries:
            cell = by_indicator.get(entry.indicator_version.indicator_id)
            if cell is not None:
                decision = decisions.get(cell.pk)
                rows.append(_settled(cell, entry, decision, evidence, own.get(cell.pk)))
        if rows:
            domains.append(SettledDomain(view, tuple(rows)))
    return domains


def _settled(
    cell: Cell,
    entry: CodebookEntry,
    decision: Adjudication | None,
    evidence: dict[Any, list[Evidence]],
    own: SelfAssessment | None,
) -> SettledCell:
    version = cell.indicator_version
    return SettledCell(
        cell,
        entry,
        version.level(cell.level) if version else None,
        decision,
        tuple(evidence.get(decision.pk, ())) if decision else (),
        own,
        own.indicator_version.level(own.level) if own and own.indicator_version else None,
    )


def _last_decisions(cells: Sequence[Cell]) -> dict[Any, Adjudication]:
    rows = Adjudication.objects.current().filter(cell__in=cells).order_by("decided_at")
    return {row.cell_id: row for row in rows.prefetch_related("rests_on")}


def _evidence_of(decisions: dict[Any, Adjudication]) -> dict[Any, list[Evidence]]:
    codes = {
        code.pk: decision.pk for decision in decisions.values() for code in decision.rests_on.all()
    }
    found: dict[Any, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.current().filter(code__in=codes)
    for row in rows.select_related("archived_copy", "source").order_by("code", "position"):
        found[codes[row.code_id]].append(row)
    return found


def replies_visible_to(user: object, coding_round: CodingRound, country: Country) -> Any:
    return (
        RightOfReply.objects.visible_to(user)
        .filter(coding_round=coding_round, country=country)
        .select_related("cell__indicator")
        .order_by("-created_at")
    )


def published_replies(user: object, coding_round: CodingRound) -> Any:
    return RightOfReply.objects.visible_to(user).filter(
        coding_round=coding_round, state=ReplyState.PUBLISHED
    )


def wording_to_decide_in(cell: Cell, codes: Sequence[CodeView]) -> IndicatorVersion | None:
    """Return the wording a decision is taken in: the latest the coders answered, else today's."""
    used = [view.code.indicator_version for view in codes if view.code.indicator_version]
    if used:
        return max(used, key=lambda version: version.number)
    entry = entry_of(cell)
    return entry.indicator_version if entry else None


def country_replies_to(cell: Cell) -> Any:
    """Return what the country said when it contested this cell."""
    return Validation.objects.current().filter(cell=cell, decision=ValidationDecision.CONTESTED)


@dataclass(frozen=True, slots=True)
class CellStep:
    """One thing that happened to a cell, with its reason; nobody is named."""

    at: dt.datetime
    label: str
    answer: str
    reason: str


def history_of(cell: Cell) -> list[CellStep]:
    """Return what was decided, contested, validated and opened again, the earliest first."""
    wording = cell.indicator_version
    decided = [
        CellStep(row.decided_at, str(row.get_kind_display()), _answer(row, wording), row.reason)
        for row in Adjudication.objects.current().filter(cell=cell)
    ]
    said = [
        CellStep(row.given_at, str(row.get_decision_display()), "", row.reason)
        for row in Validation.objects.current().filter(cell=cell)
    ]
    return sorted([*decided, *said], key=lambda step: step.at)


def _answer(row: Adjudication, wording: IndicatorVersion | None) -> str:
    level = wording.level(row.level) if wording else None
    if level:
        return f"{row.level} {Translated({k: str(level.get(k, '')) for k in ('fr', 'en')})}"
    return str(MissingCode(row.missing).label) if row.missing else ""


def country_of_round(coding_round: CodingRound, alpha3: str) -> Country | None:
    return Country.objects.filter(
        pk=alpha3, pk__in=Cell.objects.filter(coding_round=coding_round).values("country")
    ).first()


def reply_visible_to(user: object, pk: Any) -> RightOfReply | None:
    found: RightOfReply | None = (
        RightOfReply.objects.visible_to(user)
        .filter(pk=pk, coding_round__in=rounds_visible_to(user))
        .select_related("coding_round")
        .first()
    )
    return found
