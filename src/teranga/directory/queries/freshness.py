"""How long ago an organisation said that its entry is true."""

import datetime as dt

# A reminder goes out after a year; half a year later the entry is shown as perhaps out of date.
REMINDED_AFTER = dt.timedelta(days=365)
STALE_AFTER = dt.timedelta(days=548)


def is_stale(confirmed_on: dt.date | None, today: dt.date) -> bool:
    """Say whether an entry its organisation once confirmed has not been since too long."""
    return confirmed_on is not None and confirmed_on + STALE_AFTER < today


def awaits_reminder(confirmed_on: dt.date | None, today: dt.date) -> bool:
    return confirmed_on is not None and confirmed_on + REMINDED_AFTER <= today
