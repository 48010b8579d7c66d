"""Charts of figures drawn on the server: bars, columns for years, and the table that says the same.

Lines are written here and not in a template: a page of figures has hundreds of them.
"""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from teranga.core.templatetags.numbers import number
from teranga.facility.queries.figures import Figure, FigureRow

register = template.Library()

_WIDTH, _HEIGHT = 420.0, 190.0
_FOOT, _HEAD = 26.0, 18.0
_GAP = 0.25
# More labels than this would touch each other on a telephone.
_MAX_LABELS = 6


@dataclass(frozen=True, slots=True)
class Column:
    x: str
    y: str
    width: str
    height: str
    middle: str
    label: str
    value: str
    value_y: str
    is_labelled: bool


_BAR = (
    '<li><span>{}</span> <span class="bar-value">{}</span>'
    '<svg class="bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">'
    '<rect width="{}" height="1"/></svg></li>'
)
_LINE = '<tr><th scope="row"><div>{}</div></th><td class="number" data-label="{}">{}</td></tr>'


@register.simple_tag
def bar_lines(figure: Figure, *, has_links: bool = True) -> SafeString:
    """Write one bar a line; a label leads to what it counts, unless in another site's frame."""
    return format_html_join(
        "",
        _BAR,
        ((_label(row, has_links=has_links), row.told, row.width) for row in figure.rows),
    )


@register.simple_tag
def table_lines(figure: Figure, number_label: str) -> SafeString:
    """Write the same lines as rows of a table, which on a telephone name their column."""
    rows = ((row.label, number_label, row.told) for row in figure.rows)
    return format_html_join("", _LINE, rows)


def _label(row: FigureRow, *, has_links: bool) -> str:
    if not row.url or not has_links:
        return row.label
    return format_html('<a href="{}">{}</a>', row.url, row.label)


@register.inclusion_tag("facility/_columns.html")
def column_chart(figure: Figure) -> dict[str, Any]:
    """Draw one column a line, in order; every value is written above its column."""
    rows = list(figure.rows)
    step = _WIDTH / max(len(rows), 1)
    room = _HEIGHT - _FOOT - _HEAD
    every = -(-len(rows) // _MAX_LABELS)
    columns = []
    for position, row in enumerate(rows):
        height = room * row.share
        top = _HEIGHT - _FOOT - height
        columns.append(
            Column(
                x=f"{position * step + step * _GAP / 2:.1f}",
                y=f"{top:.1f}",
                width=f"{step * (1 - _GAP):.1f}",
                height=f"{height:.1f}",
                middle=f"{(position + 0.5) * step:.1f}",
                label=row.label,
                value=str(number(row.value)) if row.value else "",
                value_y=f"{top - 5:.1f}",
                is_labelled=position % every == 0,
            )
        )
    return {
        "title": figure.title,
        "columns": columns,
        "view_box": f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        "line": f"M0 {_HEIGHT - _FOOT:g}H{_WIDTH:g}",
        "label_y": f"{_HEIGHT - 8:g}",
    }
