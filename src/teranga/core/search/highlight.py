"""Showing why a document was found: the words asked, marked, in text made safe."""

from collections.abc import Iterator, Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from teranga.core.search.terms import Term
from teranga.core.search.words import readings_of, words_of

SNIPPET_LENGTH = 220
_LEAD = 60


def mark_terms(text: str, terms: Sequence[Term]) -> SafeString:
    """Escape a text and put what was asked in `<mark>`."""
    pieces: list[str] = []
    shown_to = 0
    for start, end in _spans(text, terms):
        pieces += [escape(text[shown_to:start]), format_html("<mark>{}</mark>", text[start:end])]
        shown_to = end
    # Every piece above was escaped.
    return mark_safe("".join(pieces) + escape(text[shown_to:]))  # noqa: S308


def snippet(text: str, terms: Sequence[Term]) -> SafeString:
    """Return a short part of a text around the first word asked, cut between words."""
    text = " ".join(text.split())
    asked_at, _end = next(_spans(text, terms), (0, 0))
    start = max(0, asked_at - _LEAD)
    if start:
        start = text.find(" ", start, asked_at) + 1 or start
    part = text[start : start + SNIPPET_LENGTH]
    is_cut = start + SNIPPET_LENGTH < len(text)
    if is_cut and " " in part:
        part = part.rpartition(" ")[0]
    return format_html(
        "{}{}{}", "… " if start else "", mark_terms(part, terms), " …" if is_cut else ""
    )


def _spans(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Yield where the words asked stand; two words of one stretch, as in `l'eau`, once."""
    stems = frozenset[str]().union(*(term.stems for term in terms))
    beginnings = tuple(term.beginning for term in terms if term.beginning)
    shown_to = 0
    for start, end, word in words_of(text):
        is_asked = word.startswith(beginnings) or not stems.isdisjoint(readings_of(word))
        if is_asked and start >= shown_to:
            yield start, end
            shown_to = end
