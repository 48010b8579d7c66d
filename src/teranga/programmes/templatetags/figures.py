"""Published numbers as their source qualifies them: about, more than, up to, from … to …."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from teranga.core.templatetags.numbers import number
from teranga.programmes.enums import FigureBound
from teranga.programmes.models import PublishedFigure

register = template.Library()


@register.filter
def as_printed(figure: PublishedFigure) -> str:
    """Write the number with its bound and unit, in the reader's language."""
    value, phrase = _value(figure), _phrase(figure)
    unit = str(figure.unit)
    return phrase % {"value": f"{value} {unit}" if unit else value}


@register.simple_tag
def figure_value(figure: PublishedFigure) -> str:
    """Write the same with the number large and the words around it small."""
    before, _mark, after = _phrase(figure).partition("%(value)s")
    words = " ".join(part for part in (str(figure.unit), after.strip()) if part)
    opening = format_html('<span class="tile-unit">{}</span> ', before.strip()) if before else ""
    closing = format_html(' <span class="tile-unit">{}</span>', words) if words else ""
    return format_html("{}{}{}", opening, _value(figure), closing)


def _value(figure: PublishedFigure) -> str:
    if figure.value_to is None:
        return str(number(figure.value))
    return _("%(low)s to %(high)s") % {
        "low": number(figure.value),
        "high": number(figure.value_to),
    }


def _phrase(figure: PublishedFigure) -> str:
    match figure.bound:
        case FigureBound.ABOUT:
            return _("about %(value)s")
        case FigureBound.AT_LEAST:
            return _("more than %(value)s")
        case FigureBound.AT_MOST:
            return _("up to %(value)s")
        case _:
            return "%(value)s"
