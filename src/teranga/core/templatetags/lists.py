"""Small ways to walk lists in a template."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def beside(columns: Sequence[Any], cells: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pair each column with the cell under it; a row of another length is a mistake."""
    return list(zip(columns, cells, strict=True))
