"""Keeping search documents in step with the objects they show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from teranga.core.contributions import SearchSource, shelves
from teranga.core.enums import Visibility
from teranga.core.models import Country, SearchDocument
from teranga.core.search.terms import level_token, owner_token
from teranga.core.search.words import STOP_WORDS, stem, words_of
from teranga.core.translated import Translated

# A body is indexed whole up to here; results are quoted from its beginning.
MAX_BODY = 60_000
MAX_SUMMARY = 2_000
_BATCH = 500
_COPIED = (
    "url",
    "visibility",
    "archived_at",
    "country_id",
    "programme_id",
    "component_id",
    "owner_id",
    "title",
    "summary",
    "stems_title",
    "stems_body",
    "words",
    "readers",
)


def source_of(model: type[models.Model]) -> SearchSource | None:
    return next((source for source in shelves.search if source.model is model), None)


def index_rows(rows: Iterable[models.Model]) -> int:
    """Write the documents of these rows, all of one kind or not; return how many."""
    n_written = 0
    documents = (document for row in rows if (document := document_of(row)) is not None)
    while batch := list(islice(documents, _BATCH)):
        SearchDocument.objects.bulk_create(
            batch,
            update_conflicts=True,
            unique_fields=["model", "object_id"],
            update_fields=[name.removesuffix("_id") for name in _COPIED],
        )
        n_written += len(batch)
    return n_written


def forget_rows(model: type[models.Model], keys: Iterable[object]) -> None:
    SearchDocument.objects.filter(
        model=model._meta.label_lower, object_id__in=[str(key) for key in keys]
    ).delete()


def document_of(row: models.Model) -> SearchDocument | None:
    """Return the document a row should have; none for models that are not searched."""
    source = source_of(type(row))
    if source is None:
        return None
    title, body = _said(source.title(row)), _said(source.body(row))
    stems_title, words_title = _stems_and_words(title)
    stems_body, words_body = _stems_and_words(body)
    visibility = getattr(row, "visibility", Visibility.PUBLIC)
    owner_id = getattr(row, "owner_id", None)
    return SearchDocument(
        model=row._meta.label_lower,
        object_id=str(row.pk),
        url=source.url(row),
        # Shared tables have neither level nor scope: everyone reads them.
        visibility=visibility,
        archived_at=getattr(row, "archived_at", None),
        country_id=row.pk if isinstance(row, Country) else getattr(row, "country_id", None),
        programme_id=getattr(row, "programme_id", None),
        component_id=getattr(row, "component_id", None),
        owner_id=owner_id,
        title=title,
        summary=Translated({code: text[:MAX_SUMMARY] for code, text in body.items()}),
        stems_title=" ".join(stems_title),
        stems_body=" ".join(stems_body),
        words=" ".join(sorted(words_title | words_body)),
        readers=" ".join([level_token(visibility), *([owner_token(owner_id)] if owner_id else [])]),
    )


def reindex() -> int:
    """Write every document anew and forget those whose object is gone; return how many remain."""
    n_written = 0
    for source in shelves.search:
        with transaction.atomic():
            n_written += index_rows(source.model._default_manager.all().iterator(chunk_size=_BATCH))
            for document in _orphans(source):
                document.delete()
    known = [source.model._meta.label_lower for source in shelves.search]
    SearchDocument.objects.exclude(model__in=known).delete()
    compact()
    return n_written


def compact() -> None:
    """Rewrite the full-text index, so that no word of an erased text stays in its pages."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO core_searchtext(core_searchtext) VALUES ('optimize')")


@dataclass(frozen=True, slots=True)
class OutOfStep:
    model: str
    object_id: str
    reason: str


def documents_out_of_step() -> Iterator[OutOfStep]:
    """Yield each document that is missing, outdated or orphan, and a broken full-text index."""
    for source in shelves.search:
        for row in source.model._default_manager.all().iterator(chunk_size=_BATCH):
            reason = _difference(row)
            if reason:
                yield OutOfStep(row._meta.label_lower, str(row.pk), reason)
        for document in _orphans(source):
            yield OutOfStep(document.model, document.object_id, "orphan")
    if not _full_text_is_sound():
        yield OutOfStep("core.searchdocument", "*", "full-text index")


def _difference(row: models.Model) -> str:
    expected = document_of(row)
    if expected is None:
        return ""
    found = SearchDocument.objects.filter(model=expected.model, object_id=expected.object_id)
    stored = found.values(*_COPIED).first()
    if stored is None:
        return "missing"
    is_same = all(stored[name] == getattr(expected, name) for name in _COPIED)
    return "" if is_same else "outdated"


def _orphans(source: SearchSource) -> Iterator[SearchDocument]:
    present = {str(key) for key in source.model._default_manager.values_list("pk", flat=True)}
    documents = SearchDocument.objects.filter(model=source.model._meta.label_lower)
    for document in documents.only("pk", "model", "object_id").iterator():
        if document.object_id not in present:
            yield document


def _full_text_is_sound() -> bool:
    if connection.vendor != "sqlite":
        return True  # a generated column cannot differ from what it is generated from
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_searchtext(core_searchtext, rank) VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        return False
    return True


def _said(value: Any) -> Translated:
    """Return the texts of a field, translated or plain; plain names are read in French first."""
    texts = {"fr": value} if isinstance(value, str) else value
    return Translated({code: text[:MAX_BODY] for code, text in texts.items() if text})


def _stems_and_words(texts: Translated) -> tuple[list[str], set[str]]:
    stems: list[str] = []
    cut: set[str] = set()
    for language, text in texts.items():
        for _, _, word in words_of(text):
            if word in STOP_WORDS:
                continue
            root = stem(word, language)
            stems.append(root)
            if word != root:
                cut.add(word)
    return stems, cut
