import datetime as dt

from teranga.facility.exporters.icalendar import write_calendar
from teranga.facility.queries.calendar import CalendarEntry

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def written(*entries):
    content = write_calendar(
        entries,
        name="Facilité, appui; 2026",
        host="teranga.example.org",
        public_url="https://teranga.example.org",
        time_zone="Africa/Dakar",
        now=NOW,
    )
    return content.decode()


def entry(**changes):
    values = {
        "uid": "activity-1",
        "title": "Atelier, deuxième partie",
        "starts_on": dt.date(2026, 7, 1),
        "ends_on": dt.date(2026, 7, 2),
        "url": "/facility/actions/1/",
    }
    return CalendarEntry(**values | changes)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_calendar_writes_whole_days_and_the_day_after_the_last():
    lines = unfolded(written(entry()))

    assert "DTSTART;VALUE=DATE:20260701" in lines
    assert "DTEND;VALUE=DATE:20260703" in lines


def test_calendar_keeps_the_same_uid_and_counts_changes():
    first, second = (unfolded(written(entry(sequence=n))) for n in (1, 2))

    uid = "UID:activity-1@teranga.example.org"
    assert uid in first
    assert uid in second
    assert "SEQUENCE:2" in second


def test_calendar_names_its_time_zone_in_full():
    lines = unfolded(written())

    assert "X-WR-TIMEZONE:Africa/Dakar" in lines
    assert "X-WR-CALNAME:Facilité\\, appui\\; 2026" in lines


def test_calendar_escapes_what_would_break_a_line():
    lines = unfolded(written(entry(title="a;b,c\\d\r\nBEGIN:VEVENT")))

    assert "SUMMARY:a\\;b\\,c\\\\d\\nBEGIN:VEVENT" in lines
    assert lines.count("BEGIN:VEVENT") == 1


def test_calendar_folds_long_lines_between_characters():
    text = written(entry(title="é" * 200))

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{'é' * 200}" in unfolded(text)


def test_calendar_says_what_was_cancelled():
    assert "STATUS:CANCELLED" in unfolded(written(entry(is_cancelled=True)))
