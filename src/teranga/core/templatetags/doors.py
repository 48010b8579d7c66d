"""The door for what a page names beside its subject: a row that the reader may not open."""

from django import template

from teranga.core.models.publishable import Publishable

register = template.Library()


@register.filter
def if_open_to(row: Publishable | None, user: object) -> Publishable | None:
    """Return the row if `user` may read it, else nothing."""
    return row if row is not None and row.is_visible_to(user) else None
