"""What makes the filling pages an application: its worker, its name, and a fresh token to send."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

_FONT = "teranga/fonts/ibm-plex-sans-{}-normal.woff2"
_KEPT = (
    "teranga/app.css", "teranga/survey-fill.css", "teranga/survey-fill.js",
    "teranga/survey-device.js", "teranga/icons.svg", "teranga/favicon.svg",
    _FONT.format("latin-400"), _FONT.format("latin-600"), _FONT.format("arabic-arabic-400"),
)  # fmt: skip


@require_GET
@never_cache
def fill_token(request: HttpRequest) -> JsonResponse:
    """Give a page that waited for days a token of today, and say who is there."""
    user = request.user
    owner = str(user.pk) if user.is_authenticated else ""
    return JsonResponse({"token": get_token(request), "owner": owner})


@require_GET
@never_cache
def fill_worker(request: HttpRequest) -> HttpResponse:
    """Name the files of this release; when one changes, the device fetches the new ones."""
    release = {"home": reverse("surveys:fill-home"), "files": [static(name) for name in _KEPT]}
    script = static("teranga/survey-worker.js")
    body = f"self.release = {json.dumps(release)};\nimportScripts({json.dumps(script)});\n"
    return HttpResponse(body, content_type="text/javascript")


@require_GET
def fill_manifest(request: HttpRequest) -> JsonResponse:
    """Let a phone keep the filling pages among its applications."""
    return JsonResponse(
        {
            "name": f"{settings.NETWORK_NAME} · {_('Questionnaires')}",
            "short_name": _("Questionnaires"),
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "id": reverse("surveys:fill-home"),
            "start_url": reverse("surveys:fill-home"),
            "scope": reverse("surveys:fill-home"),
            "display": "standalone",
            "background_color": "#f7f1e6",
            "theme_color": "#26356b",
            "icons": [
                {"src": static("teranga/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
            ],
        },
        content_type="application/manifest+json",
    )
