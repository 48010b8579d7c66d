"""Pages anyone may open: declared so, and kept by the browser while nothing has changed."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import condition
from django.views.generic import TemplateView

import teranga
from teranga.portal.queries.state import last_change

PageView = Callable[..., HttpResponseBase]


@cache
def build_stamp() -> str:
    """Return what changes when the pages themselves change, the same in every process."""
    folder = Path(teranga.__file__).parent
    files = [*folder.rglob("*.html"), *folder.rglob("*.mo")]
    return str(max(file.stat().st_mtime_ns for file in files))


def page_etag(request: HttpRequest, *_args: object, **_kwargs: object) -> str | None:
    """Return what this page depends on for a visitor: the data, the day, language and theme.

    None for someone signed in (nothing of theirs is kept) and while a message waits to
    be shown. The token of the forms is part of the page, hence the cookie it comes from.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    parts = [
        build_stamp(),
        str(last_change()),
        timezone.localdate().isoformat(),
        get_language() or "",
        request.COOKIES.get("theme", ""),
        request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
        str(request.headers.get("HX-Request", "")),
        request.get_full_path(),
    ]
    return '"' + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32] + '"'


def is_public_page(view: PageView) -> PageView:
    """Declare that anyone may open this page."""
    conditional: Any = condition(etag_func=page_etag)(view)

    @wraps(view)
    def public(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = conditional(request, *args, **kwargs)
        return response

    return public


class PublicPageView(TemplateView):
    """A page anyone may open; what it lists passes through the door."""

    policy = "public"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return is_public_page(super().dispatch)(request, *args, **kwargs)
