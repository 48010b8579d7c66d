"""Things that speak of the same: documents that share words with a text being written."""

from collections.abc import Collection, Iterable

from django.db import connection, models

from teranga.core.models import SearchDocument
from teranga.core.search.find import _matching
from teranga.core.search.terms import Term
from teranga.core.search.words import STOP_WORDS, readings_of, words_of
from teranga.core.viewer import viewer_of

MAX_CANDIDATES = 300
MAX_WORDS = 60


def stems_by_word(text: str) -> dict[str, tuple[str, ...]]:
    """Return each word of a text worth looking for, with the stems it may be indexed under."""
    found: dict[str, tuple[str, ...]] = {}
    for start, end, word in words_of(text):
        if word not in STOP_WORDS and len(word) > 2 and word not in found:
            found[text[start:end].lower()] = readings_of(word)
        if len(found) >= MAX_WORDS:
            break
    return found


def documents_sharing(
    user: object, stems: Collection[str], *, of: Iterable[type[models.Model]]
) -> list[SearchDocument]:
    """Return what `user` may see of these kinds that holds some of these stems, best first."""
    if not stems:
        return []
    labels = [model._meta.label_lower for model in of]
    documents = SearchDocument.objects.visible_to(user).filter(model__in=labels)
    anything = Term(tuple((stem,) for stem in sorted(stems)))
    found = _matching(documents, (anything,), viewer_of(user), in_title=False)
    if connection.vendor == "sqlite":
        # The index weighs rare words by itself; it gives its rank to whoever orders by it.
        found = found.extra(order_by=["core_searchtext.rank"])
    return list(found.defer("words", "readers")[:MAX_CANDIDATES])
