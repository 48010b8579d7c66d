"""Every page a person can reach: the table of routes, filled by following the links.

A route with arguments is known by the links that lead to it. One that nobody is ever
led to is named by `unreached`, so that a page without a way in does not escape the walk.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext

from tests.house.routes import Route, every_route, is_literal, plain_routes

SAMPLES = 2
_LINK = re.compile(r'(?:href|action)="([^"]+)"')
# What differs between two views of the same page without changing how it looks.
_OWN = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|data-user="[^"]*"|name="next" value="[^"]*"')
# Leaving ends the session for all the pages after it; it is opened last, on its own.
_SECRETS = {"token", "secret", "signed"}
_NOBODY = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "1"}
NEVER_FOLLOWED = {"account_logout"}


@dataclass(frozen=True)
class FoundPage:
    """One page as one person sees it; two people who are shown the same have one fingerprint.

    `sample` counts the pages of this kind, from 1.
    """

    path: str
    route: str
    fingerprint: str
    sample: int
    text: str = field(repr=False, compare=False)


@dataclass
class Walk:
    """What one person can open, found without a browser."""

    client: APIRequestContext
    pages: list[FoundPage] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _samples: Counter = field(default_factory=Counter)

    def go(self, known: Iterable[str] = ()) -> "Walk":
        """Start from pages known to exist, the home page and every route without arguments."""
        waiting = [*known, "/", *("/" + route.pattern for route in plain_routes())]
        while waiting:
            path = waiting.pop(0)
            if self._is_worth_opening(path):
                waiting += self._open(path)
        return self

    def _is_worth_opening(self, path: str) -> bool:
        route = route_of(path)
        if path in self._seen or route is None or route in NEVER_FOLLOWED:
            return False
        if route.startswith("api-v1:") or path.startswith("/static/"):
            return False
        kind = (route, bool(urlsplit(path).query))
        if self._samples[kind] >= SAMPLES:
            return False
        self._seen.add(path)
        self._samples[kind] += 1
        return True

    def _open(self, path: str) -> list[str]:
        answer = self.client.get(path, max_redirects=0)
        if not answer.ok:
            self.refused[path] = answer.status
            # A page not open to this person leaves its place to another of the same kind.
            self._samples[route_of(path), bool(urlsplit(path).query)] -= answer.status in (403, 404)
            return []
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        if answer.status == 204 or not is_page:
            return []
        text = answer.text()
        route = route_of(path)
        sample = self._samples[route, bool(urlsplit(path).query)]
        self.pages.append(FoundPage(path, route, fingerprint(text), sample, text))
        return [link for link in links_in(text, path) if link not in self._seen]


def links_in(text: str, path: str) -> list[str]:
    found = []
    for link in _LINK.findall(text):
        target = urldefrag(urljoin(path, link.replace("&amp;", "&"))).url
        if target.startswith("/") and not target.startswith("//"):
            found.append(target)
    return found


def route_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def fingerprint(text: str) -> str:
    return hashlib.sha256(_OWN.sub("", text).encode()).hexdigest()


def unreached(walks: list[Walk], client: APIRequestContext) -> set[str]:
    """Name the pages that no walk has tried to open; an order and a personal link are none."""
    opened = {route_of(path) for walk in walks for path in walk._seen}
    return {
        route.name
        for route in every_route()
        if route.name not in opened | NEVER_FOLLOWED
        and not route.name.startswith("api-v1:")
        and not _SECRETS & {name for name, _ in route.arguments}
        and not _takes_orders_only(client, route)
    }


def _takes_orders_only(client: APIRequestContext, route: Route) -> bool:
    if not is_literal(route):
        return False
    address = route.address(*(_NOBODY.get(kind, "x") for _, kind in route.arguments))
    return client.get(address, max_redirects=0).status == 405
