"""Rounds read: through the door; for whoever runs one, how far each domain has come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from teranga.core.models import Country
from teranga.indices.enums import AssignmentState, CellState
from teranga.indices.models import Assignment, Cell, Code, CodingRound, PolicyIndicator
from teranga.indices.permissions import can_manage_round
from teranga.indices.queries.blindness import blind_to
from teranga.indices.queries.codebooks import (
    DomainView,
    codebooks_visible_to,
    domains_of,
    indices_visible_to,
)

DONE = (CellState.SETTLED, CellState.VALIDATED)


def rounds_visible_to(user: object) -> Any:
    """Return rounds whose index and codebook the reader may see too."""
    return (
        CodingRound.objects.visible_to(user)
        .filter(codebook__in=codebooks_visible_to(user), index__in=indices_visible_to(user))
        .select_related("index", "codebook", "programme")
    )


def managed_cells(user: object, coding_round: CodingRound) -> Any:
    """Return the cells a person may follow: through the door, without those they are blind to."""
    return (
        Cell.objects.visible_to(user)
        .filter(coding_round=coding_round, indicator__in=PolicyIndicator.objects.visible_to(user))
        .exclude(blind_to(user))
        .select_related("indicator", "indicator_version", "country")
    )


@dataclass(frozen=True, slots=True)
class DomainProgress:
    """One domain of one country; `counts` is None when the reader codes it and stays blind."""

    domain: DomainView
    coders: tuple[Assignment | None, Assignment | None]
    counts: Mapping[str, int] | None

    @property
    def n_cells(self) -> int:
        return sum(self.counts.values()) if self.counts else 0

    @property
    def n_settled(self) -> int:
        return sum(self.counts.get(state, 0) for state in DONE) if self.counts else 0

    @property
    def n_disputed(self) -> int:
        return self.counts.get(CellState.DISPUTED, 0) if self.counts else 0

    @property
    def n_agreed(self) -> int:
        return self.counts.get(CellState.AGREED, 0) if self.counts else 0

    @property
    def n_handed_in(self) -> int:
        return sum(a is not None and a.state == AssignmentState.HANDED_IN for a in self.coders)


@dataclass(frozen=True, slots=True)
class CountryProgress:
    country: Country
    domains: tuple[DomainProgress, ...]

    @property
    def n_cells(self) -> int:
        return sum(row.n_cells for row in self.domains)

    @property
    def n_settled(self) -> int:
        return sum(row.n_settled for row in self.domains)


def round_progress(user: object, coding_round: CodingRound) -> list[CountryProgress]:
    """Return the grid of a round, for whoever runs it; empty for others."""
    if not can_manage_round(user, coding_round):
        return []
    assignments = _assignments(user, coding_round)
    counts = _counts(user, coding_round)
    views = domains_of(coding_round.codebook)
    countries = {row.country for rows in assignments.values() for row in rows if row.country}
    return [
        CountryProgress(
            country,
            tuple(
                DomainProgress(
                    view,
                    _pair(assignments.get((country.pk, view.domain.code), [])),
                    counts.get((country.pk, view.domain.code)),
                )
                for view in views
            ),
        )
        for country in sorted(countries, key=lambda country: country.sort_key)
    ]


def _pair(rows: Sequence[Assignment]) -> tuple[Assignment | None, Assignment | None]:
    by_place = {row.place: row for row in rows}
    return by_place.get(1), by_place.get(2)


def _assignments(
    user: object, coding_round: CodingRound
) -> dict[tuple[str | None, str], list[Assignment]]:
    found: dict[tuple[str | None, str], list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.visible_to(user).filter(coding_round=coding_round)
    for row in rows.select_related("owner", "country"):
        found[row.country_id, row.domain_code].append(row)
    return found


def _counts(user: object, coding_round: CodingRound) -> dict[tuple[str, str], dict[str, int]]:
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    rows = managed_cells(user, coding_round).order_by()
    for row in rows.values("country_id", "domain_code", "state").annotate(n=Count("pk")):
        found[row["country_id"], row["domain_code"]][row["state"]] = row["n"]
    return found


def has_fictitious_codes(user: object, coding_round: CodingRound) -> bool:
    """Say whether codes the reader may follow are made up, as in the demonstration."""
    codes = Code.objects.visible_to(user).filter(cell__in=managed_cells(user, coding_round))
    return bool(codes.filter(is_fictitious=True).exists())


def assignment_followed_by(user: object, pk: Any) -> Assignment | None:
    """Return an assignment of a round its reader runs or sees."""
    found: Assignment | None = (
        Assignment.objects.visible_to(user)
        .filter(pk=pk, coding_round__in=rounds_visible_to(user))
        .select_related("coding_round__index", "coding_round__codebook", "country")
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class ValidationTotals:
    country: Country
    n_settled: int
    n_validated: int


def countries_settled(coding_round: CodingRound) -> list[ValidationTotals]:
    rows = (
        Cell.objects.current()
        .filter(coding_round=coding_round)
        .order_by()
        .values("country_id")
        .annotate(
            n_settled=Count("pk", filter=Q(state=CellState.SETTLED)),
            n_validated=Count("pk", filter=Q(state=CellState.VALIDATED)),
        )
    )
    countries = {country.pk: country for country in Country.objects.all()}
    return [
        ValidationTotals(countries[row["country_id"]], row["n_settled"], row["n_validated"])
        for row in rows
        if row["country_id"]
    ]
