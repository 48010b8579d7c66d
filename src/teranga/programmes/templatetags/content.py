"""Content said in some languages only: marked with its language where it is not the page's."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

from teranga.core.translated import Translated

register = template.Library()


@register.filter
def said(text: Translated | str) -> str:
    """Write a translated text; one that is not in the language of the page says which it is in."""
    words = str(text).replace("'", "’")
    language = text.language if isinstance(text, Translated) else None
    if not words or language in (None, (get_language() or "fr").split("-")[0]):
        return words
    return format_html('<span lang="{}" dir="{}">{}</span>', language, _way_of(language), words)


def _way_of(language: str) -> str:
    """Return the direction of writing; of a language Django does not know, the text decides."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"
