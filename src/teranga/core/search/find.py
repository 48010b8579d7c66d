"""Search: one question, both databases, only what the visitor may see.

The database gives two lists, each of at most `MAX_CANDIDATES` documents, most recent
first: those with every term in their title, then those with every term anywhere. They are
ranked here, the same way on both databases. So a very common word costs no more than a
rare one, and when it has more matches than that, the most recent ones are ranked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.db.models import F, Max
from django.utils import translation
from django.utils.safestring import SafeString
from django_stubs_ext import StrOrPromise

from teranga.core.contributions import shelves
from teranga.core.models import SearchDocument
from teranga.core.models.publishable import DoorQuerySet
from teranga.core.search.highlight import mark_terms, snippet
from teranga.core.search.terms import Term, as_fts5, as_tsquery, read_terms, readers_as_tsquery
from teranga.core.viewer import Viewer, viewer_of

MAX_CANDIDATES = 200
PAGE_SIZE = 20
_TITLE_WEIGHT = 4.0
_TITLE_VECTOR = "core_searchdocument.stems_of_title"
_WHOLE_VECTOR = "core_searchdocument.stems"
# So many of the most recent documents tell how rare a phrase is.
_N_SAMPLED = 2_000


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing found; `title` and `snippet` are safe HTML with the words asked marked."""

    model: str
    object_id: str
    kind: StrOrPromise
    title: SafeString
    title_language: str
    snippet: SafeString
    url: str
    country_id: str | None
    visibility: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of results; it counts what this visitor may see, short of all if `has_more`."""

    hits: tuple[SearchHit, ...] = ()
    n_found: int = 0
    has_more: bool = False
    number: int = 1
    n_pages: int = 0
    n_by_model: dict[str, int] = field(default_factory=dict)

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.number < self.n_pages else None


def search_documents(
    user: object,
    text: str,
    *,
    models: Iterable[str | type[models.Model]] | None = None,
    country: str | None = None,
    language: str,
    page: int = 1,
) -> SearchPage:
    """Return a page of what `user` may see that holds every term of `text`."""
    terms = read_terms(text)
    if not terms:
        return SearchPage()
    documents = SearchDocument.objects.visible_to(user)
    if country:
        documents = documents.filter(country_id=country)
    if models is not None:
        documents = documents.filter(model__in=[_label(model) for model in models])
    found, has_more = _ranked(documents, terms, viewer_of(user))
    n_pages = -(-len(found) // PAGE_SIZE)
    number = min(max(page, 1), max(n_pages, 1))
    keys = [key for key, _ in found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    with translation.override(language):
        shown = SearchDocument.objects.defer("stems_title", "stems_body", "words").in_bulk(keys)
        hits = tuple(_hit(shown[key], terms) for key in keys)
    return SearchPage(
        hits=hits,
        n_found=len(found),
        has_more=has_more,
        number=number,
        n_pages=n_pages,
        n_by_model=dict(Counter(model for _, model in found)),
    )


def ranked_objects(user: object, text: str, *, model: type[models.Model]) -> list[str] | None:
    """Return the identities of the rows of one kind that hold every term, best first.

    At most `2 * MAX_CANDIDATES`; `None` when the text holds no word to look for.
    """
    terms = read_terms(text)
    if not terms:
        return None
    documents = SearchDocument.objects.visible_to(user).filter(model=_label(model))
    found, _ = _ranked(documents, terms, viewer_of(user))
    keys = [key for key, _ in found]
    identities = dict(SearchDocument.objects.filter(pk__in=keys).values_list("pk", "object_id"))
    return [identities[key] for key in keys]


def _ranked(
    documents: DoorQuerySet, terms: tuple[Term, ...], viewer: Viewer
) -> tuple[list[tuple[int, str]], bool]:
    """Return `(key, model)` of the candidates, best first, and whether there are more."""
    scores: dict[int, tuple[float, int]] = {}
    model_of: dict[int, str] = {}
    has_more = False
    asked = [term.stems for term in terms]
    for in_title in (True, False):
        matching = _matching(documents, terms, viewer, in_title=in_title)
        columns = matching.values_list("pk", "model", "stems_title", "stems_body")
        rows = _most_recent(columns, terms, in_title=in_title)
        has_more = has_more or len(rows) > MAX_CANDIDATES
        for key, model, title, body in rows[:MAX_CANDIDATES]:
            model_of[key] = model
            scores[key] = (_score(asked, title.split(), body.split()), key)
    best_first = sorted(scores, key=lambda key: scores[key], reverse=True)
    return [(key, model_of[key]) for key in best_first], has_more


def _most_recent(
    rows: "models.QuerySet[Any, Any]", terms: tuple[Term, ...], *, in_title: bool
) -> list[Any]:
    """Return as many as are ranked, and one more.

    PostgreSQL takes a phrase to be as common as its words together. When it is rare, reading
    backwards until enough is found would read every document: the most recent tell.
    """
    n_wanted = MAX_CANDIDATES + 1
    if connection.vendor != "postgresql" or not any(term.is_phrase for term in terms):
        return list(rows[:n_wanted])
    newest = SearchDocument.objects.aggregate(newest=Max("pk"))["newest"] or 0
    edge = newest - _N_SAMPLED
    found = list(rows.filter(pk__gt=edge)[:n_wanted])
    rest = rows.filter(pk__lte=edge)
    n_expected = len(found) * newest / _N_SAMPLED
    # Gathering reads every row that holds the words: few have them in their title.
    if in_title or n_expected < 2 * n_wanted:
        rest = rest.order_by((F("pk") + 0).desc())  # an order which no index has
    return found + list(rest[: n_wanted - len(found)])


def _matching(
    documents: DoorQuerySet, terms: tuple[Term, ...], viewer: Viewer, *, in_title: bool
) -> "models.QuerySet[SearchDocument]":
    """Join the full-text index; its only parameters are the terms, quoted one by one."""
    if connection.vendor == "postgresql":
        return documents.extra(  # noqa: S610 - constant SQL
            where=[
                f"{_TITLE_VECTOR if in_title else _WHOLE_VECTOR} @@ to_tsquery('simple', %s)",
                f"{_WHOLE_VECTOR} @@ to_tsquery('simple', %s)",
            ],
            params=[as_tsquery(terms, in_title=in_title), readers_as_tsquery(viewer)],
        ).order_by("-pk")
    return documents.extra(
        tables=["core_searchtext"],
        where=["core_searchtext MATCH %s", "core_searchtext.rowid = core_searchdocument.id"],
        params=[as_fts5(terms, viewer, in_title=in_title)],
        # The index is read backwards: reading stops with the last row wanted.
        order_by=["-core_searchtext.rowid"],
    )


def _score(asked: Sequence[frozenset[str]], title: list[str], body: list[str]) -> float:
    """Weigh each term: most in a short title, less and less at each repetition in the body."""
    score = 0.0
    for stems in asked:
        n_title = sum(map(title.count, stems))
        n_body = sum(map(body.count, stems))
        score += _TITLE_WEIGHT * n_title / (n_title + 0.5 + len(title) / 10)
        score += n_body / (n_body + 0.5 + len(body) / 200)
    return round(score, 6)


def _hit(document: SearchDocument, terms: Sequence[Term]) -> SearchHit:
    kinds = {source.model._meta.label_lower: source.kind for source in shelves.search}
    return SearchHit(
        model=document.model,
        object_id=document.object_id,
        kind=kinds.get(document.model, document.model),
        title=mark_terms(str(document.title), terms),
        title_language=document.title.language,
        snippet=snippet(str(document.summary), terms),
        url=document.url,
        country_id=document.country_id,
        visibility=document.visibility,
    )


def _label(model: str | type[models.Model]) -> str:
    return model.lower() if isinstance(model, str) else model._meta.label_lower
