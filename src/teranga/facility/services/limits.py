"""A dam against floods from people without an account: so many a day, no more."""

import time

from django.core.cache import cache
from django.utils.translation import gettext as _

from teranga.core.exceptions import TerangaError

_DAY = 86_400
DRAFTS_A_DAY = 30
LETTERS_A_DAY = 6


class TooManyTodayError(TerangaError):
    """Too many drafts or letters from one place in one day."""


def spend(what: str, who: str, *, limit: int) -> None:
    """Count one; raise when there were too many since midnight."""
    key = f"facility:{what}:{who}:{int(time.time()) // _DAY}"
    n_before = int(cache.get(key, 0))
    if n_before >= limit:
        raise TooManyTodayError(
            _(
                "This was asked too often today from the same place. What you wrote is kept:"
                " come back tomorrow, or write to the team of the programme."
            )
        )
    cache.set(key, n_before + 1, _DAY)
