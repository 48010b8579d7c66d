"""Pages of visitors, kept ready: whoever has no session sees what every visitor sees.

A kept page is valid for one state of the data: the head of the audit chain and its last
line, since nothing changes without one. It also depends on the day (mandates end), the
address, the language, the theme and whether the browser reads compressed pages. Anything
that could make a page one's own (a session, a token, a waiting message, a cookie being
set, a form's token) keeps it out.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.conf import settings
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_request

from teranga.core.models import AuditChain, AuditEntry

Handler = Callable[[HttpRequest], HttpResponse]

MAX_PAGES = 400
MAX_BYTES = 400_000  # of one page; the whole stays under a few tens of megabytes
_OWN_COOKIES = ("messages",)


def state_of_data() -> Hashable:
    """Return what changes with every write, read in one query."""
    linked = AuditChain.objects.values("position")[:1]
    return AuditEntry.objects.order_by("-pk").values_list("pk", "at", Subquery(linked)).first()


class PageCacheMiddleware:
    """Answers a visitor from memory when nothing was written since the page was made."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[Hashable, tuple[float, HttpResponse]] = OrderedDict()
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PAGE_CACHE_SECONDS or not _is_everyones(request):
            return self.get_response(request)
        key = _key(request)
        response = self._kept(key)
        if response is None:
            response = self.get_response(request)
            if _may_be_kept(response):
                self._keep(key, response)
            return response
        etag = response.headers.get("ETag")
        return get_conditional_response(request, etag=etag, response=response) or response

    def _kept(self, key: Hashable) -> HttpResponse | None:
        with self.lock:
            made_at, page = self.pages.get(key, (0.0, None))
            if page is None or time.monotonic() - made_at > settings.PAGE_CACHE_SECONDS:
                return None
            self.pages.move_to_end(key)
        return _copy(page)

    def _keep(self, key: Hashable, response: HttpResponse) -> None:
        with self.lock:
            self.pages[key] = (time.monotonic(), _copy(response))
            self.pages.move_to_end(key)
            while len(self.pages) > MAX_PAGES:
                self.pages.popitem(last=False)


def _is_everyones(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not any(name in request.COOKIES for name in _OWN_COOKIES)
        and "Authorization" not in request.headers
        and "HX-Request" not in request.headers
    )


def _key(request: HttpRequest) -> Hashable:
    return (
        state_of_data(),
        timezone.localdate(),
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        get_language_from_request(request),
        request.COOKIES.get("theme", ""),
        "gzip" in request.headers.get("Accept-Encoding", ""),
    )


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "no-store" not in response.headers.get("Cache-Control", "")
        and len(response.content) <= MAX_BYTES
    )


def _copy(response: HttpResponse) -> HttpResponse:
    """Return the same page as a response of its own: middleware outside add their headers."""
    copied = HttpResponse(response.content, status=response.status_code)
    del copied.headers["Content-Type"]
    for name, value in response.headers.items():
        copied.headers[name] = value
    return copied
