"""Calendars as RFC 5545 writes them: whole days, stable names, folded lines, full time zones."""

import datetime as dt
from collections.abc import Iterable

from teranga.facility.queries.calendar import CalendarEntry

CONTENT_TYPE = "text/calendar; charset=utf-8"
_MAX_OCTETS = 75


def write_calendar(
    entries: Iterable[CalendarEntry],
    *,
    name: str,
    host: str,
    public_url: str,
    time_zone: str,
    now: dt.datetime,
) -> bytes:
    """Return a calendar; `host` ends each UID, `now` is the moment it was written (UTC)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Teranga//Facility calendar//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        # The name of the IANA data base in full: an abbreviation lands at the wrong hour.
        f"X-WR-TIMEZONE:{time_zone}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    for entry in entries:
        lines += _event(entry, host=host, public_url=public_url, now=now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(entry: CalendarEntry, *, host: str, public_url: str, now: dt.datetime) -> Iterable[str]:
    """Write whole days: the end is the day after the last one."""
    after = entry.ends_on + dt.timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}@{host}"
    yield f"DTSTAMP:{_moment(now)}"
    yield f"DTSTART;VALUE=DATE:{entry.starts_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    if entry.text:
        yield f"DESCRIPTION:{_text(entry.text)}"
    yield f"URL:{public_url}{entry.url}"
    yield f"SEQUENCE:{entry.sequence}"
    if entry.updated_at is not None:
        yield f"LAST-MODIFIED:{_moment(entry.updated_at)}"
    yield f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    for mark in ("\\", ";", ","):
        words = words.replace(mark, f"\\{mark}")
    return words.replace("\r\n", "\n").replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> list[str]:
    """Cut a line at 75 octets, never inside a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        n_octets = len(character.encode())
        if size + n_octets > _MAX_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += n_octets
    return [*pieces, piece]
