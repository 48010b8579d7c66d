"""Numbers as the reader writes them: narrow spaces, the right comma, no false precision."""

from decimal import Decimal
from typing import Any

from babel.numbers import format_compact_decimal, format_decimal, format_percent
from babel.units import format_unit
from django import template

from teranga.core.templatetags._locale import DIGITS, reader_locale

register = template.Library()

Number = int | float | Decimal
_GROUPED_FROM = 1000
_TENTHS_BELOW = 10_000


def _is_number(value: Any) -> bool:
    return isinstance(value, Number) and not isinstance(value, bool)


def _spaced(text: str) -> str:
    """Part thousands by the no-break space, a fine quarter of an em in Plex.

    Plex has no narrow one: browsers make it an eighth of an em, which the eye does not see.
    """
    return text.replace("\u202f", "\u00a0")


def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


@register.filter
def number(value: Any, decimals: int | None = None) -> Any:
    """Write a number with `decimals` places (at most two when not given); leave words alone."""
    if not _is_number(value):
        return value
    # Most counts of a page: every language here writes them alike.
    if type(value) is int and 0 <= value < _GROUPED_FROM and not decimals:
        return str(value)
    pattern = "#,##0.##" if decimals is None else _pattern(decimals)
    return _spaced(format_decimal(value, pattern, locale=reader_locale(), numbering_system=DIGITS))


@register.filter
def short_number(value: int) -> str:
    """Write a count where there is room for four signs: `1,2 k`."""
    if 0 <= value < _GROUPED_FROM:
        return str(value)
    return format_compact_decimal(
        value,
        locale=reader_locale(),
        fraction_digits=1 if value < _TENTHS_BELOW else 0,
        numbering_system=DIGITS,
    )


@register.filter
def percent(share: Any, decimals: int = 0) -> Any:
    """Write a share between 0 and 1 as a percentage; leave words alone."""
    if not _is_number(share):
        return share
    locale = reader_locale()
    pattern = locale.percent_formats[None].pattern.replace("#,##0", _pattern(decimals))
    return _spaced(format_percent(share, pattern, locale=locale, numbering_system=DIGITS))


@register.filter
def file_size(n_bytes: int) -> str:
    """Write a size in the unit in which a person thinks of it: `2,4 Mo`, `310 ko`."""
    for unit, factor in (("digital-megabyte", 1e6), ("digital-kilobyte", 1e3)):
        if n_bytes >= factor:
            size = n_bytes / factor
            return _in_unit(size, unit, decimals=1 if size < 10 else 0)
    return _in_unit(n_bytes, "digital-byte", decimals=0)


def _in_unit(value: float, unit: str, *, decimals: int) -> str:
    return format_unit(
        value,
        unit,
        length="short",
        format=_pattern(decimals),
        locale=reader_locale(),
        numbering_system=DIGITS,
    )
