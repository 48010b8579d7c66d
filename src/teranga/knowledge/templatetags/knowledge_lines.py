"""Texts written one thing a line."""

from django import template

from teranga.core.translated import Translated
from teranga.programmes.templatetags.content import said

register = template.Library()


@register.filter
def lines_of(text: Translated) -> list[str]:
    """Return each line, marked with its language where it is not the page's."""
    lines = [line.strip() for line in str(text).splitlines()]
    return [said(Translated({text.language: line})) for line in lines if line]
