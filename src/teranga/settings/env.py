"""Strict readers of environment variables.

Each reader names the variable, what it saw and what it wanted: a mistyped
boolean must stop the start, not silently become `False`.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def _refuse(name: str, seen: str, wanted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}={seen!r} is not understood: give {wanted}.")


def read_text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is missing: set it in the environment.")
    return value


def read_choice(name: str, choices: Sequence[str], default: str) -> str:
    value = read_text(name, default)
    if value not in choices:
        raise _refuse(name, value, "one of " + ", ".join(choices))
    return value


def read_bool(name: str, *, default: bool) -> bool:
    value = read_text(name, "yes" if default else "no").lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise _refuse(name, value, "yes or no")


def read_int(name: str, default: int, *, minimum: int, maximum: int) -> int:
    value = read_text(name, str(default))
    if not value.isdecimal() or not minimum <= int(value) <= maximum:
        raise _refuse(name, value, f"a whole number from {minimum} to {maximum}")
    return int(value)


def read_list(name: str, default: Sequence[str] = ()) -> list[str]:
    return [
        item.strip()
        for item in read_text(name, ",".join(default) or " ").split(",")
        if item.strip()
    ]


def read_secret(name: str, *, minimum_length: int = 50) -> str:
    value = read_text(name)
    if len(value) < minimum_length:
        raise ImproperlyConfigured(
            f"{name} has {len(value)} characters: give at least {minimum_length} random ones."
        )
    return value


def read_path(name: str, default: Path) -> Path:
    path = Path(read_text(name, str(default))).expanduser()
    if not path.is_absolute():
        raise _refuse(name, str(path), "an absolute path")
    return path


def read_database(name: str, default: str) -> dict[str, object]:
    """Read `sqlite:///absolute/file` or `postgresql://user:password@host:port/name`."""
    value = read_text(name, default)
    url = urlsplit(value)
    if url.scheme == "sqlite" and url.path.startswith("/"):
        return _sqlite("/" + unquote(url.path).lstrip("/"))
    if url.scheme in {"postgresql", "postgres"} and url.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.strip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": dict(parse_qsl(url.query)).get("host", url.hostname or ""),
            "PORT": str(url.port or ""),
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
                # What is acknowledged is on the disk, whatever the server's own habit.
                "options": "-c synchronous_commit=on",
            },
        }
    # The value may hold a password: say the shape, never the value.
    raise _refuse(
        name, url.scheme, "sqlite:////absolute/file or postgresql://user:password@host/name"
    )


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A connection opened for each request would read the schema and empty the log each time.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # Writers queue instead of failing; a deferred transaction would
            # deadlock when it upgrades from reading to writing.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged form survives a power cut. mmap stays off
            # (see docs/decisions/0003-two-databases.md).
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA secure_delete=ON; PRAGMA cache_size=-32000;"
            ),
        },
    }
