"""Functions on dates and times."""

import math
import re
from datetime import date, datetime, timedelta, tzinfo

from teranga.surveys.xforms.xpath.library import Call, function
from teranga.surveys.xforms.xpath.values import Value, days_since_epoch, to_moment, to_number

_TIME = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?")
_EPOCH = date(1970, 1, 1)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@function("today", volatile=True)
def today(call: Call) -> Value:
    return call.surroundings.now.date().isoformat()


@function("now", volatile=True)
def now(call: Call) -> Value:
    return call.surroundings.now.isoformat(timespec="milliseconds")


def _moment(value: Value, zone: tzinfo) -> date | datetime | None:
    """Read an ISO text, or a number of days since 1970."""
    if isinstance(value, list | str):
        text = value if isinstance(value, str) else (value[0].string_value if value else "")
        found = to_moment(str(text), zone)
        if found is not None:
            return found
    days = to_number(value, zone)
    if not math.isfinite(days) or abs(days) > 3_000_000:
        return None
    try:
        day = _EPOCH + timedelta(days=math.floor(days))
    except OverflowError:
        return None
    if days == math.floor(days):
        return day
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return start + timedelta(days=days - math.floor(days))


@function("date", 1)
def as_date(call: Call) -> Value:
    moment = _moment(call.value(0), call.surroundings.timezone)
    if moment is None:
        return ""
    day = moment.date() if isinstance(moment, datetime) else moment
    return day.isoformat()


@function("date-time", 1)
def as_date_time(call: Call) -> Value:
    zone = call.surroundings.timezone
    moment = _moment(call.value(0), zone)
    if moment is None:
        return ""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=zone)
    return moment.isoformat(timespec="milliseconds")


@function("decimal-date-time", 1)
def decimal_date_time(call: Call) -> Value:
    moment = _moment(call.value(0), call.surroundings.timezone)
    return math.nan if moment is None else days_since_epoch(moment)


@function("decimal-date", 1)
def decimal_date(call: Call) -> Value:
    return decimal_date_time(call)


@function("decimal-time", 1)
def decimal_time(call: Call) -> Value:
    found = _TIME.match(call.text(0).strip().rpartition("T")[2])
    if found is None:
        return math.nan
    hours, minutes, seconds = int(found[1]), int(found[2]), float(found[3] or 0)
    return (hours * 3600 + minutes * 60 + seconds) / 86400


@function("format-date", 2)
def format_date(call: Call) -> Value:
    return _formatted(call)


@function("format-date-time", 2)
def format_date_time(call: Call) -> Value:
    return _formatted(call)


def _formatted(call: Call) -> str:
    zone = call.surroundings.timezone
    moment = _moment(call.value(0), zone)
    if moment is None:
        return ""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=zone)
    parts = {
        "Y": f"{moment.year:04}", "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}", "n": str(moment.month), "b": _MONTHS[moment.month - 1],
        "d": f"{moment.day:02}", "e": str(moment.day), "a": _DAYS[moment.weekday()],
        "W": str(moment.isocalendar().week), "w": str(moment.isoweekday() % 7),
        "H": f"{moment.hour:02}", "h": str(moment.hour), "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}", "3": f"{moment.microsecond // 1000:03}", "%": "%",
    }  # fmt: skip
    return re.sub(r"%(.)", lambda found: parts.get(found[1], found[0]), call.text(1))
