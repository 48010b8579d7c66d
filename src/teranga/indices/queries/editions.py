"""Editions as a visitor may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from teranga.core.models import Country
from teranga.indices.models import Edition, PolicyIndex


def editions_visible_to(user: object) -> QuerySet[Edition]:
    """List editions, the latest of each index first; their content stays where it is."""
    return (
        Edition.objects.visible_to(user)
        .filter(n_countries__gt=0, index__in=PolicyIndex.objects.visible_to(user))
        .select_related("index")
        .defer("content")
        .order_by("index__code", "-number")
    )


def find_edition(user: object, pk: UUID) -> Edition | None:
    found: Edition | None = editions_visible_to(user).filter(pk=pk).first()
    return found


def find_edition_by_number(user: object, code: str, number: int | None) -> Edition | None:
    """Find an edition by what a citation says; without a number, the latest."""
    rows = editions_visible_to(user).filter(index__code=code)
    found: Edition | None = (rows if number is None else rows.filter(number=number)).first()
    return found


@dataclass(frozen=True, slots=True)
class IndexLine:
    """An index with its editions, the latest first."""

    index: PolicyIndex
    latest: Edition
    earlier: Sequence[Edition]


def published_indices(user: object) -> list[IndexLine]:
    by_index: dict[UUID, list[Edition]] = {}
    for edition in editions_visible_to(user):
        by_index.setdefault(edition.index_id, []).append(edition)
    return [IndexLine(rows[0].index, rows[0], rows[1:]) for rows in by_index.values()]


def latest_editions(user: object) -> list[Edition]:
    return [line.latest for line in published_indices(user)]


def siblings_of(user: object, edition: Edition) -> list[Edition]:
    """List the editions of the same index, the latest first."""
    return list(editions_visible_to(user).filter(index_id=edition.index_id))


def countries_of(codes: Sequence[str]) -> dict[str, Country]:
    return {country.pk: country for country in Country.objects.filter(pk__in=codes)}
