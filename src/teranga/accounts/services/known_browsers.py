"""Browsers an account has already signed in from.

Guessing is limited per account; without more, whoever guesses would shut the owner out.
A browser that once signed in keeps a signed cookie and its guesses are counted apart, so
the owner still comes in while strangers wait. The cookie signs nobody in by itself.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE_NAME = "__Host-browser" if settings.SECURE else "browser"
COOKIE_AGE = 180 * 24 * 3600
_SALT = "teranga.accounts.known_browser"
_MAX_ACCOUNTS = 8  # a shared computer of a ministry


@dataclass(frozen=True, slots=True)
class KnownBrowser:
    """A random name and the accounts that signed in from it, latest first."""

    name: str
    accounts: tuple[str, ...] = ()

    def knows(self, account: UUID) -> bool:
        return account.hex in self.accounts

    def with_account(self, account: UUID) -> "KnownBrowser":
        others = tuple(known for known in self.accounts if known != account.hex)
        return KnownBrowser(self.name, (account.hex, *others)[:_MAX_ACCOUNTS])


def known_browser(request: HttpRequest) -> KnownBrowser | None:
    """Read the cookie; one that was forged, altered or is too old counts for nothing."""
    try:
        name, *accounts = signing.loads(
            request.COOKIES.get(COOKIE_NAME, ""), salt=_SALT, max_age=COOKIE_AGE
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return KnownBrowser(str(name), tuple(accounts))


def remember_browser(request: HttpRequest, account: UUID) -> None:
    """Ask the middleware to mark this browser: the account's owner is in front of it."""
    request.browser_of = account  # type: ignore[attr-defined]


def write_cookie(request: HttpRequest, response: HttpResponse) -> None:
    account = getattr(request, "browser_of", None)
    if account is None:
        return
    browser = known_browser(request) or KnownBrowser(secrets.token_urlsafe(12))
    browser = browser.with_account(account)
    response.set_cookie(
        COOKIE_NAME,
        signing.dumps([browser.name, *browser.accounts], salt=_SALT),
        max_age=COOKIE_AGE,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
