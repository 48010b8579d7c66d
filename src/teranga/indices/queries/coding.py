"""What a coder's page shows: the domain, their own codes, what is left to do. Nobody else's."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from teranga.indices.enums import MissingCode
from teranga.indices.models import (
    Assignment,
    Cell,
    Code,
    CodebookEntry,
    Evidence,
    IndicatorVersion,
)
from teranga.indices.queries.blindness import OPEN_STATES
from teranga.indices.queries.codebooks import DomainView, domain_of, wording_of
from teranga.indices.queries.rounds import rounds_visible_to


@dataclass(frozen=True, slots=True)
class CellPage:
    """One indicator on the page of its coder."""

    cell: Cell
    entry: CodebookEntry
    # The wording the coder answers in: the one used before, even if the codebook went on.
    version: IndicatorVersion
    code: Code | None
    evidence: tuple[Evidence, ...]
    previous: Cell | None
    is_open: bool
    sources: tuple[dict[str, Any], ...]

    @property
    def is_old_wording(self) -> bool:
        return self.version.pk != self.entry.indicator_version_id

    @property
    def indicator_code(self) -> str:
        return self.entry.indicator_version.indicator.code

    @property
    def previous_level(self) -> dict[str, Any] | None:
        if self.previous is None or self.previous.indicator_version is None:
            return None
        return self.previous.indicator_version.level(self.previous.level)

    @property
    def lacks(self) -> tuple[str, ...]:
        """Name what a finished code would still need."""
        return tuple(_lacks(self))


@dataclass(frozen=True, slots=True)
class DomainPage:
    assignment: Assignment
    view: DomainView
    cells: tuple[CellPage, ...]

    @property
    def n_done(self) -> int:
        return sum(not page.lacks for page in self.cells)


def assignments_of(user: object) -> Any:
    """Return what a person is given to code, through the door of the rounds too."""
    return (
        Assignment.objects.visible_to(user)
        .filter(
            owner_id=getattr(user, "pk", None),
            owner__isnull=False,
            coding_round__in=rounds_visible_to(user),
        )
        .select_related("coding_round__index", "coding_round__codebook", "country")
    )


def domain_page(assignment: Assignment) -> DomainPage | None:
    coding_round = assignment.coding_round
    view = domain_of(coding_round.codebook, assignment.domain_code)
    if view is None:
        return None
    cells = _cells_of(assignment)
    codes = {
        code.cell_id: code
        for code in Code.objects.current()
        .filter(cell__in=cells.values(), owner_id=assignment.owner_id)
        .select_related("indicator_version")
    }
    evidence = _evidence_of(codes.values())
    previous = _previous_cells(assignment)
    types = wording_of(coding_round.codebook)["source_types"]
    pages = []
    for entry in view.entries:
        cell = cells.get(entry.indicator_version.indicator_id)
        if cell is None:
            continue
        code = codes.get(cell.pk)
        pages.append(
            CellPage(
                cell=cell,
                entry=entry,
                version=_version_shown(code, entry),
                code=code,
                evidence=tuple(evidence[code.pk]) if code else (),
                previous=previous.get(cell.indicator_id),
                is_open=cell.state in OPEN_STATES,
                sources=tuple(t for t in types if t["id"] in entry.accepted_sources),
            )
        )
    return DomainPage(assignment, view, tuple(pages))


def unfinished_cells(assignment: Assignment) -> Sequence[CellPage]:
    page = domain_page(assignment)
    return [cell for cell in page.cells if cell.lacks] if page else []


def _lacks(page: CellPage) -> list[str]:
    code = page.code
    if code is None or not code.is_given:
        return [_("a level, or why there is none")]
    found = []
    if code.missing == MissingCode.NOT_FOUND and not code.note.strip():
        found.append(_("a note: where you searched"))
    if code.level is not None:
        if code.confidence is None:
            found.append(_("how confident you are"))
        if not page.evidence:
            found.append(_("a piece of evidence"))
        elif page.entry.needs_primary and not _has_primary(page):
            found.append(_("a primary source"))
    return found


def _has_primary(page: CellPage) -> bool:
    primary = {entry["id"] for entry in page.sources if entry.get("primary")}
    # Where only official sites or reports can show a practice, one of them is enough.
    return not primary or any(row.kind in primary for row in page.evidence)


def _cells_of(assignment: Assignment) -> dict[Any, Cell]:
    rows = Cell.objects.current().filter(
        coding_round=assignment.coding_round_id,
        country_id=assignment.country_id,
        domain_code=assignment.domain_code,
    )
    return {cell.indicator_id: cell for cell in rows}


def _version_shown(code: Code | None, entry: CodebookEntry) -> IndicatorVersion:
    if code is not None and code.indicator_version is not None and code.is_given:
        return code.indicator_version
    return entry.indicator_version


def _evidence_of(codes: Any) -> dict[Any, list[Evidence]]:
    found: dict[Any, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.current().filter(code__in=list(codes))
    for row in rows.select_related("archived_copy", "source").order_by("position"):
        found[row.code_id].append(row)
    return found


def _previous_cells(assignment: Assignment) -> dict[Any, Cell]:
    """Return what was settled for the country in the latest earlier round of the index."""
    rows = (
        Cell.objects.current()
        .filter(
            coding_round__index=assignment.coding_round.index_id,
            coding_round__year__lt=assignment.coding_round.year,
            country_id=assignment.country_id,
            state__in=["settled", "validated"],
        )
        .select_related("indicator_version", "coding_round")
        .order_by("coding_round__year")
    )
    return {cell.indicator_id: cell for cell in rows}


def page_of_cell(assignment: Assignment, pk: Any) -> CellPage | None:
    page = domain_page(assignment)
    return next((row for row in page.cells if row.cell.pk == pk), None) if page else None


def wording_in_use(cell: Cell, pk: Any) -> IndicatorVersion | None:
    """Return a wording of the indicator, present or past, that the coder's page showed."""
    found: IndicatorVersion | None = IndicatorVersion.objects.filter(
        pk=pk, indicator=cell.indicator_id
    ).first()
    return found


def evidence_of_coder(assignment: Assignment, pk: Any) -> Evidence | None:
    found: Evidence | None = (
        Evidence.objects.current()
        .filter(
            pk=pk,
            code__owner_id=assignment.owner_id,
            code__cell__coding_round=assignment.coding_round_id,
            code__cell__country=assignment.country_id,
            code__cell__domain_code=assignment.domain_code,
        )
        .select_related("code__cell", "archived_copy")
        .first()
    )
    return found
