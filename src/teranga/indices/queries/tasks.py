"""What waits for a person in a coding round."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from teranga.indices.enums import AssignmentState, CellState, RoundState
from teranga.indices.models import Assignment, Cell, CodingRound
from teranga.indices.permissions import (
    can_create_adjudications,
    can_create_codes,
    can_settle_cells,
    can_validate_country,
)
from teranga.indices.queries.coding import assignments_of
from teranga.indices.queries.rounds import managed_cells, rounds_visible_to


@dataclass(frozen=True, slots=True)
class RoundTask:
    coding_round: CodingRound
    country: Any
    n: int


def domains_to_code(user: object) -> Sequence[Assignment]:
    if not can_create_codes(user):
        return []
    rows = assignments_of(user).filter(
        state=AssignmentState.OPEN, coding_round__state=RoundState.OPEN
    )
    return list(rows.order_by("coding_round__due_on", "country", "domain_code"))


def rounds_to_settle(user: object) -> Sequence[CodingRound]:
    """Return the rounds in which a person may have codes to decide or to validate."""
    return list(rounds_visible_to(user)) if can_settle_cells(user) else []


def disputes_to_decide(user: object, rounds: Sequence[CodingRound]) -> Sequence[RoundTask]:
    """Return the disputes a person may decide, in rounds that are visible to them."""
    found = []
    for coding_round in rounds:
        if can_create_adjudications(user, coding_round):
            n = managed_cells(user, coding_round).filter(state=CellState.DISPUTED).count()
            if n:
                found.append(RoundTask(coding_round, None, n))
    return found


def countries_to_validate(user: object, rounds: Sequence[CodingRound]) -> Sequence[RoundTask]:
    """Return the codes a person may validate, in rounds that are visible to them."""
    found = []
    for coding_round in rounds:
        rows = (
            Cell.objects.visible_to(user)
            .filter(coding_round=coding_round, state=CellState.SETTLED)
            .order_by()
            .values("country")
            .annotate(n=Count("pk"))
        )
        found += [
            RoundTask(coding_round, row["country"], row["n"])
            for row in rows
            if row["country"] and can_validate_country(user, coding_round, row["country"])
        ]
    return found
