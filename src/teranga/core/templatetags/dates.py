"""Dates in words, as precise as what is known and no more."""

import datetime as dt

from babel.dates import format_date, format_datetime, format_skeleton
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from teranga.core.partial_dates import PartialDate
from teranga.core.templatetags._locale import reader_locale

register = template.Library()


def day_in_words(day: dt.date) -> str:
    """Write a date in words, as plain text."""
    locale = reader_locale()
    words = format_date(day, "long", locale=locale)
    # French counts the first of the month apart; the CLDR pattern does not.
    return f"1er{words[1:]}" if locale.language == "fr" and day.day == 1 else words


@register.filter
def date_words(day: dt.date | None) -> str:
    """Write a date in words, for machines too: `<time datetime="…">11 mars 2014</time>`."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return _time(day.isoformat(), day_in_words(day))


@register.filter
def moment_words(moment: dt.datetime | None) -> str:
    """Write a date and a time of day, in the network's time zone."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    locale = reader_locale()
    words = _("%(date)s at %(time)s") % {
        "date": day_in_words(local.date()),
        "time": format_datetime(local, "HH:mm", locale=locale),
    }
    return _time(local.isoformat(timespec="minutes"), words)


@register.filter
def partial_date(value: PartialDate | None) -> str:
    """Write a date known to the year, the part of the year, the month or the day."""
    if value is None:
        return ""
    words = _partial_words(value)
    if value.to_be_confirmed:
        words = _("%(date)s (to be confirmed)") % {"date": words}
    machine = str(value).rstrip("?")
    return words if value.part else _time(machine, words)


def _partial_words(value: PartialDate) -> str:
    year = {"year": f"{value.year:04d}"}
    match value:
        case PartialDate(part="early"):
            return _("early %(year)s") % year
        case PartialDate(part="mid"):
            return _("mid-%(year)s") % year
        case PartialDate(part="late"):
            return _("late %(year)s") % year
        case PartialDate(month=None):
            return year["year"]
        case PartialDate(day=None):
            return format_skeleton("yMMMM", value.earliest, locale=reader_locale())
        case _:
            return day_in_words(value.earliest)


def _time(machine: str, words: str) -> str:
    return format_html('<time datetime="{}">{}</time>', machine, words)
