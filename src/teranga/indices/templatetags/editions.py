"""Figures and numbers of editions in pages."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from teranga.core.templatetags.numbers import number
from teranga.indices.queries.edition.release import Score
from teranga_analytics.composite.figures.frame import Figure

register = template.Library()

_NUMBER, _NOTHING = mark_safe(' class="number"'), mark_safe("")  # constants


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
    head = format_html_join(
        "", '<th scope="col"{}>{}</th>', zip(_classes(figure.header), figure.header, strict=True)
    )
    rows = format_html_join("", "<tr>{}</tr>", ((_row(figure, row),) for row in figure.rows))
    return format_html(
        '<div class="table" tabindex="0" role="region" aria-label="{}"><table class="table-cards">'
        "<caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        figure.title,
        figure.title,
        head,
        rows,
    )


def _classes(header: Sequence[str]) -> list[SafeString]:
    return [_NUMBER if place else _NOTHING for place in range(len(header))]


def _row(figure: Figure, row: Sequence[str]) -> SafeString:
    first = format_html('<th scope="row">{}</th>', row[0])
    cells = zip(figure.header[1:], row[1:], strict=True)
    return first + format_html_join("", '<td class="number" data-label="{}">{}</td>', cells)


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
def country_url(edition: Any, country: str) -> str:
    return reverse("indices:edition-country", args=[edition.pk, country])


@register.simple_tag
def cell_url(edition: Any, country: str, indicator: str) -> str:
    return reverse("indices:edition-cell", args=[edition.pk, country, indicator])
