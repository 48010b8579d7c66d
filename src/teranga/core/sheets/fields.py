"""The columns of a sheet: how they may be headed, how their cells are read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django_stubs_ext import StrOrPromise

from teranga.core.models import Country
from teranga.core.search.words import fold

SEPARATOR = ";"

# Returns the value of a cell; raises `ValueError`, `KeyError` or `ValidationError` when the
# cell is not what the column wants.
Reader = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class SheetField:
    """One column: its heading in any language, what a cell should hold, other headings."""

    name: str
    label: StrOrPromise
    wanted: StrOrPromise
    aliases: tuple[str, ...] = ()


def columns_of(header: Iterable[str], fields: Iterable[SheetField]) -> list[str | None]:
    """Return the field each heading names, once each; `None` for a column left aside."""
    known: dict[str, str] = {}
    for field in fields:
        for heading in (field.name, *field.aliases, *in_every_language(field.label)):
            known.setdefault(plain(heading), field.name)
    columns: list[str | None] = []
    for heading in header:
        name = known.get(plain(heading))
        columns.append(name if name not in columns else None)
    return columns


def plain(text: str) -> str:
    """Return the words of a text without accents, case or punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def in_every_language(words: StrOrPromise) -> list[str]:
    said = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append(str(words))
    return said


def parts_of(text: str) -> list[str]:
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]


def choice_reader(choices: Any) -> Reader:
    """Read a choice as a person writes it: its code, or its label in any language."""
    known = {plain(choice.value): choice for choice in choices}
    for choice in choices:
        for label in in_every_language(choice.label):
            known.setdefault(plain(label), choice)
    return lambda text: known[plain(text)]


def country_reader() -> Callable[[str], Country]:
    """Read a country by its ISO code, of two letters or three, or its name in any language."""
    known: dict[str, Country] = {}
    for country in Country.objects.all():
        names = [country.name_in(code) for code, _name in settings.LANGUAGES]
        for name in (country.alpha3, country.alpha2, *names):
            known.setdefault(plain(name), country)
    return lambda text: known[plain(text)]
