"""Complementary modules read: through the door, family by family."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from teranga.core.models import Country
from teranga.indices.enums import ModuleFamily
from teranga.indices.models import CountryModule, ModuleIndicator, PolicyIndex
from teranga.indices.queries.codebooks import indices_visible_to


@dataclass(frozen=True, slots=True)
class Measure:
    row: ModuleIndicator

    @property
    def progress_share(self) -> float | None:
        """Return how much of the way from baseline to target is done; None when not measured."""
        start, end, now = self.row.baseline, self.row.target, self.row.actual
        if start is None or end is None or now is None or start == end:
            return None
        return float(max(Decimal(0), min(Decimal(1), (now - start) / (end - start))))


@dataclass(frozen=True, slots=True)
class FamilyView:
    family: ModuleFamily
    measures: tuple[Measure, ...]


def modules_visible_to(
    user: object, *, index: PolicyIndex | None = None, country: Country | None = None
) -> Any:
    rows = CountryModule.objects.visible_to(user).filter(index__in=indices_visible_to(user))
    if index is not None:
        rows = rows.filter(index=index)
    if country is not None:
        rows = rows.filter(country=country)
    return rows.select_related("index", "country", "source", "programme")


def families_of(module: CountryModule) -> list[FamilyView]:
    """Return the five families in reading order, those without a measure too."""
    rows = list(module.indicators.select_related("source").filter(archived_at__isnull=True))
    return [
        FamilyView(family, tuple(Measure(row) for row in rows if row.family == family))
        for family in ModuleFamily
    ]


def measure_visible_to(user: object, pk: Any) -> ModuleIndicator | None:
    found: ModuleIndicator | None = (
        ModuleIndicator.objects.current()
        .filter(pk=pk, module__in=modules_visible_to(user))
        .select_related("module__country", "module__index")
        .first()
    )
    return found
