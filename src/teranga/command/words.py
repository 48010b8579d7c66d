"""What the command says before any catalogue can be read: French or English, by the locale."""

import os
import sys
from contextlib import suppress


def speaks_french() -> bool:
    """Follow the locale of the terminal; without one, the first language of the screens."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and not value.startswith(("C", "POSIX")):
            return value.lower().startswith("fr")
    return True


def language() -> str:
    return "fr" if speaks_french() else "en"


def words(fr: str, en: str) -> str:
    return fr if speaks_french() else en


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    # The log may lie on a disk that is full: for want of a line, nothing stops.
    with suppress(OSError):
        sys.stderr.write(f"teranga: {text}\n")
        sys.stderr.flush()
