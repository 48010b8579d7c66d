"""What every request passes through: a reference, an actor for the audit, safe failure."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from teranga.core.context import Actor, acting_as
from teranga.core.exceptions import FileTooLargeError, TerangaError
from teranga.core.views.errors import is_out_of_reach, refused, service_unavailable

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = (
    "camera=(), microphone=(), payment=(), usb=(), geolocation=(self), interest-cohort=()"
)


def client_address(request: HttpRequest) -> str:
    """Return the visitor's address; `X-Forwarded-For` counts only behind our own proxies.

    With n trusted proxies, the nth address from the right was written by the outermost
    of them; anything further left is the visitor's own claim.
    """
    n_proxies: int = settings.N_TRUSTED_PROXIES
    hops = [
        hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()
    ]
    if n_proxies and len(hops) >= n_proxies:
        return hops[-n_proxies][:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


class RequestContextMiddleware:
    """Gives each request a reference that error pages, logs and audit share."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = secrets.token_hex(6)  # type: ignore[attr-defined]
        request.client_address = client_address(request)  # type: ignore[attr-defined]
        actor = Actor(
            label="visitor",
            address=client_address(request),
            reference=request.reference,  # type: ignore[attr-defined]
        )
        with acting_as(actor):
            response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class ServiceUnavailableMiddleware:
    """Answers 503 and a courteous page when the database is away, full or locked.

    What fails in a view comes here; what fails in a middleware (a session that cannot be
    saved) comes to `views.errors.server_error`, which knows the same exceptions.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return service_unavailable(request) if is_out_of_reach(exception) else None


class RequestSizeMiddleware:
    """Refuses a body that is too large before reading any of it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        # A form carries a little more than the file itself.
        limit = settings.ATTACHMENT_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if announced.isdecimal() and int(announced) > limit:
            return refused(request, FileTooLargeError(_("This file is too large.")))
        return self.get_response(request)


class RefusalMiddleware:
    """Answers in plain words when a service refuses an order and no form caught it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, TerangaError) else None


class AuditContextMiddleware:
    """Names the signed-in person as the actor of what this request writes."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        actor = Actor(
            user_id=request.user.pk,
            label="user",
            address=request.client_address,  # type: ignore[attr-defined]
            reference=request.reference,  # type: ignore[attr-defined]
        )
        with acting_as(actor):
            return self.get_response(request)


class BackgroundFormMiddleware:
    """Tells a form that was sent in the background which page comes next.

    The script then opens that page as a whole, with the message it brings. The way to the
    sign-in page stays a redirect: the script sees it, and leaves what was typed in place.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        target = response.headers.get("Location", "")
        is_sign_in = target.startswith(resolve_url(settings.LOGIN_URL))
        if request.htmx.boosted and target and not is_sign_in:  # type: ignore[attr-defined]
            response.status_code = 204
            response.headers["HX-Redirect"] = target
            del response.headers["Location"]
        return response


class PrivateCacheMiddleware:
    """Keeps what a signed-in person sees out of every cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated or request.path.startswith("/account/"):
            response.headers["Cache-Control"] = "no-store, private"
        else:
            response.headers.setdefault("Cache-Control", "private, max-age=0, must-revalidate")
        return response
