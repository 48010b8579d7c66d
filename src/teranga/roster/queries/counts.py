"""The roster in numbers for everyone: counts only, small ones hidden so that nobody is told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django_stubs_ext import StrOrPromise

from teranga.core.models import Country
from teranga.roster.enums import ExpertKind, Gender, ProfileState
from teranga.roster.models import ExpertProfile

SMALLEST = 5
"""A number below it would almost name people; it is told as “fewer than 5”."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count; `value` is None where it is hidden."""

    code: str
    label: StrOrPromise
    value: int | None


@dataclass(frozen=True, slots=True)
class RosterCounts:
    n_experts: int
    by_kind: Sequence[Cell]
    by_gender: Sequence[Cell]
    by_home: Sequence[Cell]
    n_fictitious: int = 0

    @property
    def tables(self) -> Sequence[Sequence[Cell]]:
        return (self.by_kind, self.by_gender, self.by_home)


def n_experts() -> int:
    """Return how many experts are in the roster."""
    rows = ExpertProfile.objects.current().filter(state=ProfileState.ACTIVE)
    n_found: int = rows.count()
    return n_found


def roster_counts() -> RosterCounts:
    """Count the experts in the roster; each table with its total hides no cell that can be told."""
    rows = ExpertProfile.objects.current().filter(state=ProfileState.ACTIVE).order_by()
    # The roster is read once: the lines of every table are sums of these few.
    lines = list(
        rows.values_list("kind", "gender", "home_country_id", "is_fictitious").annotate(
            n=Count("pk")
        )
    )
    homes = _summed(lines, 2)
    names = {row.pk: row.name for row in Country.objects.filter(pk__in=[c for c in homes if c])}
    by_home = sorted(_cells(homes, names), key=lambda cell: -(cell.value or 0))
    return RosterCounts(
        n_experts=sum(line[-1] for line in lines),
        by_kind=_cells(_summed(lines, 0), dict(ExpertKind.choices)),
        by_gender=_cells(_summed(lines, 1), dict(Gender.choices)),
        by_home=by_home,
        n_fictitious=_summed(lines, 3)[True],
    )


def _summed(lines: Sequence[tuple[Any, ...]], column: int) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for line in lines:
        counts[line[column]] += line[-1]
    return counts


def _cells(counts: Mapping[str, int], labels: Mapping[str, StrOrPromise]) -> list[Cell]:
    shown = protected({code: counts.get(code, 0) for code in labels})
    return [Cell(code, label, shown[code]) for code, label in labels.items() if counts.get(code)]


def protected(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Hide the small counts, and one more where a single hidden one would follow from the total."""
    shown: dict[str, int | None] = {
        code: None if 0 < n < SMALLEST else n for code, n in counts.items()
    }
    hidden = [code for code, value in shown.items() if value is None]
    rest = [code for code, value in shown.items() if value]
    # A single hidden count is the total less the others; a few small ones nearly so.
    is_told = len(hidden) == 1 or sum(counts[code] for code in hidden) < SMALLEST
    if hidden and rest and is_told:
        shown[min(rest, key=lambda code: counts[code])] = None
    return shown
