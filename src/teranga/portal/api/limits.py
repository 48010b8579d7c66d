"""How often each caller may ask."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from ipaddress import IPv6Address, ip_address

import yaml
from django.core.cache import cache as counters
from ninja.errors import HttpError


class Caller(StrEnum):
    VISITOR = "visitor"
    ACCOUNT = "account"
    TOKEN = "token"  # noqa: S105 - a kind of caller
    REFUSED_KEY = "refused_key"


@dataclass(frozen=True, slots=True)
class Limit:
    requests: int
    seconds: int


class TooManyRequestsError(HttpError):
    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(429, f"Too many requests: ask again in {retry_after} s.")


@cache
def limits() -> Mapping[Caller, Limit]:
    """Return the table of `limits.yaml`; a forgotten or unknown caller stops the start."""
    text = (resources.files("teranga.portal.api") / "limits.yaml").read_text(encoding="utf-8")
    table = {Caller(name): Limit(**row) for name, row in yaml.safe_load(text).items()}
    if set(table) != set(Caller):
        raise ValueError("limits.yaml must name every kind of caller once.")
    return table


def spend(caller: Caller, who: object) -> None:
    """Count one request; raise when there were too many in this window.

    Requests that arrive at the very same instant may be counted as one: a limit is a
    dam against a flood, not an account.
    """
    key, limit, left = _window(caller, who)
    n_before = counters.get(key, 0)
    if n_before >= limit.requests:
        raise TooManyRequestsError(left)
    counters.set(key, n_before + 1, left + 1)


def refuse_if_spent(caller: Caller, who: object) -> None:
    """Raise when the limit is reached, without counting."""
    key, limit, left = _window(caller, who)
    if counters.get(key, 0) >= limit.requests:
        raise TooManyRequestsError(left)


def network_of(address: str) -> str:
    """Return the address, or the /64 of an IPv6 one: a household owns all of it."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def _window(caller: Caller, who: object) -> tuple[str, Limit, int]:
    limit = limits()[caller]
    number, elapsed = divmod(int(time.time()), limit.seconds)
    return f"api:{caller}:{who}:{number}", limit, limit.seconds - elapsed
