"""Password rules: length, by what the account opens; nothing common or breached; no composition.

Lists that work without a network: Django's twenty thousand common passwords, which long
passwords escape by adding a year or doubling a word, so that their core is looked up too;
a filter of a million stolen passwords, built when the platform is installed; and a larger
one where the installation has made its own.
"""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.checks import Error, Tags, register
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teranga.accounts.services.breached_passwords import BreachedFilter

MINIMUM = 12
STAFF_MINIMUM = 15
INSTALLED_FILTER = Path(__file__).with_name("breached_passwords.filter")

_UNLEET = str.maketrans("0134578@$!", "oieastbasi")
_LETTER = re.compile(r"[^\W\d_]")
_BETWEEN = re.compile(r"[\W_]+")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# Rows of the keyboards of our countries, and what people here would think of first.
_ROWS = ("azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_LOCAL = frozenset({"teranga", "bienvenue", "motdepasse", "administrateur", "administration"})


class LengthByRoleValidator:
    """Twelve characters; fifteen where the role needs a second factor."""

    def validate(self, password: str, user: object = None) -> None:
        wanted = STAFF_MINIMUM if getattr(user, "needs_second_factor", False) else MINIMUM
        if len(password) < wanted:
            raise ValidationError(
                ngettext(
                    "This password is too short: use at least %(n)d character.",
                    "This password is too short: use at least %(n)d characters.",
                    wanted,
                ),
                params={"n": wanted},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return ngettext(
            "At least %(n)d character; a sentence is easy to remember.",
            "At least %(n)d characters; a sentence is easy to remember.",
            MINIMUM,
        ) % {"n": MINIMUM}


class CommonCoreValidator:
    """Refuses a common word made long: `password2024!!`, `soleilsoleil`, `azertyuiop123`."""

    def validate(self, password: str, user: object = None) -> None:
        if any(_is_common(core) for core in _cores(password)):
            raise ValidationError(
                _("This is a common word made longer: join several words that have no link."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Not a common word with a year or a sign added.")


class BreachedPasswordValidator:
    """Refuses what a filter of breached passwords knows: the one installed, the site's own."""

    def validate(self, password: str, user: object = None) -> None:
        own = settings.BREACHED_PASSWORDS
        if password.lower() in _filter(str(INSTALLED_FILTER)) or (own and password in _filter(own)):
            raise ValidationError(
                _("This password is in a published list of stolen ones: choose another."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Not a password that was stolen elsewhere.")


def _cores(password: str) -> set[str]:
    """Return what may be left of a password without its ornaments."""
    text = password.lower()
    plain = {text, _ENDS.sub("", text), _BETWEEN.sub("", text)}
    plain |= {word.translate(_UNLEET) for word in plain}
    plain |= {_ENDS.sub("", word) for word in plain}
    # `1q2w3e4r` + `2026!`: a common password may itself end in digits.
    plain |= {text[:end] for end in range(1, len(text)) if not _LETTER.search(text[end:])}
    return set().union(*(_units(word) for word in plain))


def _units(word: str) -> set[str]:
    """Return what a word repeats: `coucou` and `cou` for `coucoucoucou`, and itself."""
    length = len(word)
    sizes = (size for size in range(1, length + 1) if length % size == 0)
    return {word[:size] for size in sizes if word[:size] * (length // size) == word}


def _is_common(core: str) -> bool:
    return (
        len(set(core)) <= 2
        or core in _LOCAL
        or core in _common_passwords()
        or (len(core) >= 6 and any(core in row or core in row[::-1] for row in _ROWS))
        or (core.isdecimal() and core in "01234567890123456789")
    )


@cache
def _common_passwords() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


@cache
def _filter(path: str) -> BreachedFilter:
    return BreachedFilter.open(Path(path))


@register(Tags.security)
def check_filter_is_installed(**_options: object) -> list[Error]:
    """Fail closed: without the filter every new password would pass this rule."""
    if INSTALLED_FILTER.is_file():
        return []
    message = "The filter of breached passwords is missing."
    return [Error(message, hint="Run `make install`.", id="accounts.E001")]
