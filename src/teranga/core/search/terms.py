"""What a person asked, whatever was typed: terms for either database, never an error."""

import re
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from teranga.core.enums import Visibility
from teranga.core.search.words import STEMMER_OF, STOP_WORDS, readings_of, stem, words_of
from teranga.core.viewer import Viewer

MAX_TERMS = 12
_MAX_LENGTH = 300
_MAX_PHRASE_WORDS = 5
# Begins what nobody types: tokens of readers stand in the index beside words.
_GUARD = "zzq"
_QUOTED = re.compile(r'["“«]([^"“”«»]+)["”»]')


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, under each of its readings; perhaps the beginning of a word."""

    readings: tuple[tuple[str, ...], ...]
    beginning: str = ""

    @property
    def is_phrase(self) -> bool:
        return len(self.readings[0]) > 1

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for reading in self.readings for stem in reading)


def read_terms(text: str) -> tuple[Term, ...]:
    """Read words and quoted phrases; the last word, unless a space follows it, is a beginning."""
    text = text[:_MAX_LENGTH].replace("\x00", " ")
    phrases = [_phrase(match[1]) for match in _QUOTED.finditer(text)]
    rest = _QUOTED.sub(" ", text)
    words = [word for _, _, word in words_of(rest)]
    is_half_typed = bool(words) and text[-1].isalnum()
    single = [
        Term(tuple((stem,) for stem in readings_of(word)))
        for word in (words[:-1] if is_half_typed else words)
        if word not in STOP_WORDS
    ]
    if is_half_typed and not (words[-1] in STOP_WORDS and single):
        readings = tuple((stem,) for stem in readings_of(words[-1]))
        single.append(Term(readings, words[-1] if len(words[-1]) > 1 else ""))
    terms = dict.fromkeys([phrase for phrase in phrases if phrase] + single)
    return tuple(terms)[:MAX_TERMS]


def _phrase(text: str) -> Term | None:
    words = [word for _, _, word in words_of(text) if word not in STOP_WORDS][:_MAX_PHRASE_WORDS]
    if not words:
        return None
    # A text is stemmed in one language: its readings go together, language by language.
    readings = [tuple(stem(word, language) for word in words) for language in STEMMER_OF]
    return Term(tuple(dict.fromkeys(readings)))


def level_token(visibility: str) -> str:
    return f"{_GUARD}level{visibility}"


def owner_token(owner_id: UUID) -> str:
    return f"{_GUARD}owner{owner_id.hex}"


def reader_tokens(viewer: Viewer) -> list[str]:
    """Return a wide guess of what a viewer may read: it spares work to the door, which decides."""
    levels = {Visibility.PUBLIC, *(level for grant in viewer.grants for level in grant.reads)}
    own = [owner_token(viewer.user_id)] if viewer.user_id else []
    return [*sorted(level_token(level) for level in levels), *own]


def as_fts5(terms: tuple[Term, ...], viewer: Viewer, *, in_title: bool = False) -> str:
    """Write the terms for SQLite; every word is quoted, so that none is an operator."""
    readers = f"readers : ({' OR '.join(reader_tokens(viewer))})"
    return " AND ".join([*(_fts5_term(term, in_title=in_title) for term in terms), readers])


def _fts5_term(term: Term, *, in_title: bool) -> str:
    options = ['"' + " ".join(reading) + '"' for reading in term.readings]
    if term.beginning:
        options.append(f'"{term.beginning}" *')
    # Whole words are kept in no order: a phrase is only looked for in running text.
    where = f"{{stems_title stems_body{'' if term.is_phrase else ' words'}}} : "
    columns = "stems_title : " if in_title else where
    return f"{columns}({' OR '.join(options)})"


def as_tsquery(terms: tuple[Term, ...], *, in_title: bool = False) -> str:
    """Write the terms for PostgreSQL: for the index of titles, or for the whole one.

    In the whole one the weights A, B, C and D are title, body, whole words and readers.
    """
    return " & ".join(_tsquery_term(term, in_title=in_title) for term in terms)


def readers_as_tsquery(viewer: Viewer) -> str:
    return " | ".join(f"'{token}'" for token in reader_tokens(viewer))


def _tsquery_term(term: Term, *, in_title: bool) -> str:
    if term.is_phrase:
        options = [
            "(" + " <-> ".join(f"'{stem}'{weight}" for stem in reading) + ")"
            for reading, weight in product(term.readings, [""] if in_title else [":A", ":B"])
        ]
    else:
        stems = [reading[0] for reading in term.readings]
        options = [f"'{stem}':{'' if in_title else _weights_of(stem)}" for stem in stems]
    if term.beginning:
        options.append(f"'{term.beginning}':*{'' if in_title else _weights_of(term.beginning)}")
    return f"({' | '.join(option.removesuffix(':') for option in options)})"


def _weights_of(text: str) -> str:
    """Return weights only for what might name a reader: with them each row is read again."""
    return "ABC" if text.startswith(_GUARD) or _GUARD.startswith(text) else ""
