"""Published numbers as their source qualifies them: about, more than, up to, from … to …."""

from django import template
from django.utils.translation import gettext as _

from teranga.core.templatetags.numbers import number
from teranga.programmes.enums import FigureBound
from teranga.programmes.models import PublishedFigure

register = template.Library()


@register.filter
def as_printed(figure: PublishedFigure) -> str:
    """Write the number with its bound and unit, in the reader's language."""
    if figure.value_to is not None:
        value = _("%(low)s to %(high)s") % {
            "low": number(figure.value),
            "high": number(figure.value_to),
        }
    else:
        value = number(figure.value)
    unit = str(figure.unit)
    shown = f"{value} {unit}" if unit else value
    match figure.bound:
        case FigureBound.ABOUT:
            return _("about %(value)s") % {"value": shown}
        case FigureBound.AT_LEAST:
            return _("more than %(value)s") % {"value": shown}
        case FigureBound.AT_MOST:
            return _("up to %(value)s") % {"value": shown}
        case _:
            return shown
