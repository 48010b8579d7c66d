"""Small files that machines ask for by name."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from teranga.portal.queries.addresses import public_addresses
from teranga.portal.views.policy import is_public_page

_PLAIN = "text/plain; charset=utf-8"
_PRIVATE = ["/account/", "/files/", "/jobs/", "/me/", "/search/"]


@is_public_page
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *[f"Disallow: {path}" for path in _PRIVATE]]
    lines.append(f"Sitemap: {settings.PUBLIC_URL}{reverse('portal:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type=_PLAIN)


@is_public_page
def security(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness (RFC 9116)."""
    expires = (timezone.now() + dt.timedelta(days=180)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    lines = [
        f"Contact: mailto:{settings.DEFAULT_FROM_EMAIL}",
        f"Expires: {expires.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.PUBLIC_URL}{reverse('portal:security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=_PLAIN)


@is_public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    context = {"base": settings.PUBLIC_URL, "addresses": public_addresses()}
    return render(request, "portal/sitemap.xml", context, content_type="application/xml")


@is_public_page
def manifest(request: HttpRequest) -> JsonResponse:
    """Let a phone keep the platform among its applications."""
    return JsonResponse(
        {
            "name": settings.NETWORK_NAME,
            "short_name": settings.NETWORK_NAME[:12],
            "description": _("Shared, checkable knowledge on migration policy."),
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "start_url": reverse("portal:home"),
            "display": "minimal-ui",
            "background_color": "#f7f1e6",
            "theme_color": "#26356b",
            "icons": [
                {"src": static("teranga/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
            ],
        },
        content_type="application/manifest+json",
    )


@is_public_page
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(static("teranga/favicon.svg"))
