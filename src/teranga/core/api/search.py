"""One question to everything the caller may see."""

from html import unescape
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.html import strip_tags
from ninja import Field, Query, Router, Schema

from teranga.core.api.listing import refuse_unknown_parameters
from teranga.core.api.schemas import CountryCode, Words
from teranga.core.search.find import PAGE_SIZE, SearchHit, search_documents

router = Router(tags=["Search"])


class SearchQuery(Schema):
    q: Words = Field(description="Words, or phrases between quotation marks.")
    country: CountryCode | None = None
    language: Literal["fr", "en", "ar", "pt", "es"] = Field(
        "fr", description="Language preferred for titles and extracts."
    )
    page: int = Field(1, ge=1, le=1000)


class SearchHitOut(Schema):
    kind: str
    id: str = Field(description="Identity within its own list.")
    title: str
    extract: str = Field(description="A passage around the words, as plain text.")
    page_url: str = Field(description="Path of its page for people.")
    country: str | None


class SearchOut(Schema):
    items: list[SearchHitOut]
    total: int
    has_more: bool = Field(description="True when the count stops short: ask more precisely.")
    page: int
    limit: int


def _plain(html: str) -> str:
    return unescape(strip_tags(html))


def _hit(hit: SearchHit) -> dict[str, Any]:
    return {
        "kind": hit.model.split(".")[-1],
        "id": hit.object_id,
        "title": _plain(hit.title),
        "extract": _plain(hit.snippet),
        "page_url": hit.url,
        "country": hit.country_id,
    }


@router.get("/search", response=SearchOut, summary="Full-text search")
def search(request: HttpRequest, query: Query[SearchQuery]) -> dict[str, Any]:
    """Answer in French and English with stemming; accents and capitals do not matter."""
    refuse_unknown_parameters(request, query)
    found = search_documents(
        request.user,
        query.q,
        country=query.country,
        language=query.language,
        page=query.page,
    )
    # Past the last page there is nothing, where the page for people stays on the last.
    hits = found.hits if query.page == found.number else ()
    return {
        "items": [_hit(hit) for hit in hits],
        "total": found.n_found,
        "has_more": found.has_more,
        "page": query.page,
        "limit": PAGE_SIZE,
    }
