"""Where a fact was read: its document, and its page or the lines of its text copy."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.core.models import Source, Sourced

register = template.Library()

_LINES = "l. "


@register.inclusion_tag("components/source.html")
def source_of(fact: Sourced) -> dict[str, Any]:
    """Draw the source of a fact; nothing is drawn wrongly when there is none."""
    source, place = fact.source, fact.source_page
    if source is None:
        return {"source": _("not given")}
    is_page = place[:1].isdigit()
    return {
        "source": short_name(source) if is_page or not place else _beside(source, place),
        "source_url": reverse("portal:sources") + f"#{source.pk}",
        "page": place if is_page else "",
    }


def short_name(source: Source) -> str:
    """Return “ICMPD, 2020” where the publisher is known, else the title."""
    if source.publisher and source.year:
        return f"{source.publisher}, {source.year}"
    return str(source.title)


def _beside(source: Source, place: str) -> str:
    if place.startswith(_LINES):
        place = _("lines %(lines)s of the text copy") % {"lines": place.removeprefix(_LINES)}
    return f"{short_name(source)}, {place}"
