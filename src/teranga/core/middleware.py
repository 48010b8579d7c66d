"""What every request passes through: a reference, an actor for the audit, safe failure."""

import errno
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from teranga.core.context import Actor, acting_as
from teranga.core.exceptions import FileTooLargeError, TerangaError
from teranga.core.views.errors import refused, service_unavailable

# No space left, quota exceeded, file larger than this process may write.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

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
    """Answers 503 and a courteous page when the database is away, full or locked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            # Only reached when a middleware below fails; views come through process_exception.
            return service_unavailable(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError | InterfaceError | BlockingIOError) or (
            isinstance(exception, OSError) and exception.errno in _FULL
        ):
            return service_unavailable(request)
        return None


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
