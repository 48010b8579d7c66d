"""Icons and the emblem, drawn from one sprite served by the platform itself."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# These point along the line of writing and turn round with it.
DIRECTIONAL = frozenset({"arrow", "chevron", "external", "list"})


@cache
def _sprite() -> str:
    """Address of the sprite: a page draws thirty icons and the sprite stays where it is."""
    return static("teranga/icons.svg")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon; without a label it is decoration, which screen readers skip."""
    classes = "icon icon-directional" if name in DIRECTIONAL else "icon"
    href = f"{_sprite()}#{name}"
    if not label:
        return format_html(
            '<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, href
        )
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, href
    )


@register.simple_tag
def emblem() -> SafeString:
    """Draw the arch that is also the crown of a baobab."""
    href = f"{_sprite()}#emblem"
    return format_html('<svg class="emblem" aria-hidden="true"><use href="{}"/></svg>', href)


@register.simple_tag
def domain_mark(position: int) -> SafeString:
    """Draw the shape of a policy domain, from 1 to 11: colour never speaks alone."""
    return icon(f"domain-{position}")
