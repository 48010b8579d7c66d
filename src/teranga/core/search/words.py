"""From text to stems: the same for what is indexed, what is asked and what is highlighted.

Accents are folded before stemming, so that a query typed without them finds the same
things. A text is stemmed in its own language; a query, whose language nobody knows, in
all of them.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import Stemmer

STEMMER_OF = {
    "fr": "french",
    "en": "english",
    "pt": "portuguese",
    "es": "spanish",
    "ar": "arabic",
}

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]")
_POSSESSIVE = re.compile(r"['’]s?$")

# Only words that never carry the sense of a question, in either language: “or”, “été”,
# “may” or “will” mean something in one of them.
STOP_WORDS = frozenset(
    """
    a au aux avec ce ces cette dans de des du elle elles en est et eux il ils je la le les
    leur leurs lui ma mais me mes mon ne nos notre nous on ou par pas pour qu que qui sa se
    ses son sur ta te tes toi ton tu un une vos votre vous y
    an and are as at be been but by for from had has have he her his i if in into is it its
    nor not of our she so than that the their them then there these they this those to was we
    were which who with you your
    """.split()  # noqa: SIM905 - a list of words reads better as words
)


def fold(text: str) -> str:
    """Lower case without accents or vowel marks; `œ` and `ß` in two letters."""
    text = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=50_000)
def _folded_word(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield `(start, end, folded word)` for each word of a text, elisions taken off."""
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        parts = [word]
        if not word.isalnum():
            elision = _ELISION.match(word.casefold())
            if elision:
                start += elision.end()
                word = word[elision.end() :]
            parts = re.split(r"['’]", _POSSESSIVE.sub("", word))
        for part in parts:
            folded = _folded_word(part)
            if folded:
                yield start, match.end(), folded


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(STEMMER_OF[language])


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; numbers and codes stay whole."""
    if language not in STEMMER_OF or not word.isalpha():
        return word
    return fold(_stemmer(language).stemWord(word)) or word


def stems_of(text: str, language: str) -> list[str]:
    """Return the stems of a text in order, stop words left out."""
    return [stem(word, language) for _, _, word in words_of(text) if word not in STOP_WORDS]


@lru_cache(maxsize=10_000)
def readings_of(word: str) -> tuple[str, ...]:
    """Return every stem a folded word may have been indexed under."""
    return tuple(dict.fromkeys(stem(word, language) for language in STEMMER_OF))
