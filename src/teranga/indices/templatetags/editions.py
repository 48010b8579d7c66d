"""Figures and numbers of editions in pages."""

import html
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from teranga.core.templatetags.numbers import number
from teranga.indices.queries.edition.country_sheet import CellLine
from teranga.indices.queries.edition.release import Score
from teranga.indices.templatetags.code_words import code_notes
from teranga_analytics.composite.figures.frame import Figure

register = template.Library()

_NUMBER, _NOTHING = ' class="number"', mark_safe("")  # constants


@register.filter
def figure_svg(figure: Figure) -> SafeString:
    """Put a figure in a page: every text in it was escaped by the engine that drew it."""
    return mark_safe(figure.svg)  # noqa: S308  # markup of our own engine


@register.filter
def figure_table(figure: Figure) -> SafeString:
    """Say the same as a table, in the form of the component `table`.

    Written here and not by the component: a heat map has hundreds of cells, and an edition
    never changes, so that its tables are kept.
    """
    return _table(figure)


@lru_cache(maxsize=256)
def _table(figure: Figure) -> SafeString:
    return long_table(figure.title, figure.header, figure.rows)


@register.simple_tag
def long_table(
    caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: bool = True
) -> SafeString:
    """Write a table of hundreds of cells, in the form of the component `table`."""
    kind = _NUMBER if numbers else _NOTHING
    starts = [f'<td{kind} data-label="{escape(label)}">' for label in header[1:]]
    head = "".join(
        f'<th scope="col"{kind if place else _NOTHING}>{escape(label)}</th>'
        for place, label in enumerate(header)
    )
    body = "".join(_row(starts, row) for row in rows)
    title = escape(caption)
    return mark_safe(  # noqa: S308  # every text in it is escaped, here and in _row
        f'<div class="table" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="table-cards"><caption>{title}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


@register.simple_tag
def long_options(choices: Sequence[tuple[str, str]]) -> SafeString:
    """Write the options of a list of hundreds of choices."""
    options = (
        f'<option value="{html.escape(v)}">{html.escape(label)}</option>' for v, label in choices
    )
    return mark_safe("".join(options))  # noqa: S308  # both texts are escaped


def _row(starts: Sequence[str], row: Sequence[str]) -> str:
    cells = (
        f"{start}{conditional_escape(cell)}</td>"
        for start, cell in zip(starts, row[1:], strict=True)
    )
    return f'<tr><th scope="row">{conditional_escape(row[0])}</th>{"".join(cells)}</tr>'


@register.filter
def whole(value: Any) -> str:
    """Write a score or a rank without decimals; a dash when there is none."""
    if value is None or value != value:  # noqa: PLR0124  # NaN alone differs from itself
        return "–"
    rounded = round(float(value))
    # Scores and ranks need no separator of thousands: most pages have hundreds of them.
    return str(rounded) if 0 <= rounded < 1000 else str(number(rounded))


@register.filter
def interval(score: Score) -> str:
    """Write the interval of a score."""
    if not score.is_known:
        return "–"
    if not score.is_wide:
        return whole(score.value)
    return _("%(low)s to %(high)s") % {"low": whole(score.low), "high": whole(score.high)}


@register.filter
def rank_interval(score: Score) -> str:
    if score.rank_low != score.rank_low:  # NaN alone differs from itself
        return "–"
    return _("%(low)s to %(high)s") % {
        "low": whole(score.rank_low),
        "high": whole(score.rank_high),
    }


@register.simple_tag
def score_figure(score: Score) -> SafeString:
    """Write a score, and beside it the interval it lies in where there is one."""
    figure = format_html("<strong>{}</strong>", whole(score.value))
    if score.is_known and score.is_wide:
        figure += format_html(' <span class="soft small">{}</span>', interval(score))
    return format_html('<span class="figure score-figure">{}</span>', figure)


@register.simple_tag
def score_meter(score: Score) -> SafeString:
    """Draw a score and its interval as a small bar; the number stands beside it."""
    if not score.is_known:
        return _NOTHING
    low, high = (f"{max(0.0, min(100.0, end)):.1f}" for end in (score.low, score.high))
    span = f"{float(high) - float(low):.1f}"
    return format_html(
        '<svg class="meter-bar" viewBox="0 0 100 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="meter-score" width="{}" height="10"/>'
        '<rect class="meter-interval" x="{}" y="3" width="{}" height="4"/></svg>',
        f"{score.value:.1f}",
        low,
        span,
    )


@register.simple_tag
def code_list(
    edition: Any, country: str, lines: Sequence[CellLine], *, has_implementation: bool
) -> SafeString:
    """List codes, each a link to its evidence. Written here: a country has over a hundred."""
    start = country_url(edition, country)
    items = (
        f'<li><a href="{start}{line.code}/">{escape(line.label)}</a><br>'
        f'<span class="small">{_notes(line, has_implementation)}</span></li>'
        for line in lines
    )
    return mark_safe("".join(items))  # noqa: S308  # every text in it is escaped


def _notes(line: CellLine, has_implementation: bool) -> str:
    return " · ".join(
        f'<span class="soft">{escape(words)}</span>' if is_soft else escape(words)
        for words, is_soft in code_notes(line, has_implementation)
    )


@register.simple_tag
def country_url(edition: Any, country: str) -> str:
    return _country_url(edition.pk, country)


def country_link(edition: Any, country: str, name: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', country_url(edition, country), name)


@register.simple_tag
def cell_url(edition: Any, country: str, indicator: str) -> str:
    return f"{_country_url(edition.pk, country)}{indicator}/"


@lru_cache(maxsize=1024)
def _country_url(pk: Any, country: str) -> str:
    return reverse("indices:edition-country", args=[pk, country])
