"""Lists: filtered, ordered, in pages, with the address of the next one."""

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Schema
from ninja.errors import ValidationError

from teranga.core.api.schemas import Code, CountryCode

T = TypeVar("T")

MAX_LIMIT = 200


class Listing(Schema):
    """The query of a list; each list adds its own filters and orders."""

    page: int = Field(1, ge=1, le=1_000_000)
    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="Rows in a page.")

    # `{what a caller writes: the columns it means}`; a list with orders has an `order` field.
    orders: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    # `{what a caller writes: the look-up it means}`.
    filters: ClassVar[Mapping[str, str]] = {}

    def narrow(self, rows: QuerySet[Any], user: object) -> QuerySet[Any]:
        """Keep the rows asked for, in the order asked for."""
        for name, column in self.filters.items():
            value = getattr(self, name)
            if value is not None:
                rows = rows.filter(**{column: value})
        columns = self.orders.get(getattr(self, "order", ""))
        return rows.order_by(*columns) if columns else rows


class ScopedListing(Listing):
    """The query of a list of publishable rows."""

    programme: Code | None = Field(None, description="Code of a programme.")
    country: CountryCode | None = None

    country_path: ClassVar[str] = "country"

    def narrow(self, rows: QuerySet[Any], user: object) -> QuerySet[Any]:
        rows = super().narrow(rows, user)
        if self.country is not None:
            rows = rows.filter(**{self.country_path: self.country})
        if self.programme is not None:
            # A programme hidden from the caller does not answer to its code.
            programmes: Any = rows.model._meta.get_field("programme").related_model
            rows = rows.filter(
                programme__in=programmes.objects.visible_to(user).filter(code=self.programme)
            )
        return rows


class Page(Schema, Generic[T]):
    items: list[T]
    total: int
    page: int
    limit: int
    next: str | None = Field(description="Address of the next page, null on the last.")
    prev: str | None = Field(description="Address of the previous page, null on the first.")


def page_of(request: HttpRequest, rows: QuerySet[Any], listing: Listing) -> dict[str, Any]:
    """Return the asked page of `rows`, which have already passed the door."""
    refuse_unknown_parameters(request, listing)
    rows = listing.narrow(rows, request.user)
    total = rows.count()
    start = (listing.page - 1) * listing.limit
    stop = start + listing.limit
    return {
        "items": rows[start:stop],
        "total": total,
        "page": listing.page,
        "limit": listing.limit,
        "next": _address(request, listing.page + 1) if stop < total else None,
        "prev": _address(request, listing.page - 1) if listing.page > 1 else None,
    }


def one_of(rows: QuerySet[Any], pk: object) -> Any:
    """Return one of `rows`, which have already passed the door; unknown and hidden alike: 404."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def refuse_unknown_parameters(request: HttpRequest, query: Schema) -> None:
    """Refuse a mistyped filter: left aside in silence, it would answer with everything."""
    unknown = sorted(set(request.GET) - set(type(query).model_fields))
    if unknown:
        raise ValidationError(
            [{"loc": ["query", name[:60]], "msg": "Unknown parameter."} for name in unknown[:20]]
        )


def with_visible(rows: QuerySet[Any], user: object, *relations: str) -> QuerySet[Any]:
    """Load related rows through the door too: one that is hidden from `user` reads as none.

    The scope (programme, component) is always among them.
    """
    relations = ("programme", "component", *relations)
    for path in relations:
        model: Any = rows.model
        for name in path.split("__"):
            model = model._meta.get_field(name).related_model
        rows = rows.prefetch_related(Prefetch(path, queryset=model.objects.visible_to(user)))
    return rows


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
