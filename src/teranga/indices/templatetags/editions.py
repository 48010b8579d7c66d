"""Figures and numbers of editions in pages."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from teranga.core.templatetags.numbers import number
from teranga.indices.queries.edition.release import Score
from teranga_analytics.composite.figures.frame import Figure

register = template.Library()


@register.filter
def figure_svg(figure: Figure) -> SafeString:
    """Put a figure in a page: every text in it was escaped by the engine that drew it."""
    return mark_safe(figure.svg)  # noqa: S308  # markup of our own engine


@register.filter
def figure_table(figure: Figure) -> dict[str, Any]:
    """Say the same as a table."""
    columns: list[dict[str, Any]] = [
        {"label": label, "number": place > 0} for place, label in enumerate(figure.header)
    ]
    return {"caption": figure.title, "columns": columns, "rows": figure.rows}


@register.filter
def whole(value: Any) -> str:
    """Write a score or a rank without decimals; a dash when there is none."""
    if value is None or value != value:  # noqa: PLR0124  # NaN alone differs from itself
        return "–"
    return str(number(round(float(value))))


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
        return format_html("")
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
