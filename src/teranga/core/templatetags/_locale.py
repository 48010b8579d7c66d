"""The visitor's language, as Babel names it."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

# The programmes' Arabic readers, in the Maghreb and the Sahel, write 0-9 as everyone else.
DIGITS = "latn"


@lru_cache(maxsize=16)
def _parse(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def reader_locale() -> Locale:
    return _parse(get_language() or "fr")
