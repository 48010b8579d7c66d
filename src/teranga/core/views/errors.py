"""Error pages: what happened, what to do, a reference; never a path, a setting or SQL."""

import errno
import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import render_to_string

from teranga.core.audit import write_audit
from teranga.core.enums import AuditAction
from teranga.core.exceptions import TerangaError

# No space left, quota exceeded, file larger than this process may write.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def _page(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    reference = getattr(request, "reference", "")
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": status.phrase, "reference": reference}, status=status)
    return render(request, template, {"reference": reference}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "400.html", HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refuse; who tried what they may not stays in the audit."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        write_audit(AuditAction.REFUSED, "page", "", detail={"path": request.path})
    return _page(request, "403.html", HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "403_csrf.html", HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404.html", HTTPStatus.NOT_FOUND)


def refused(request: HttpRequest, error: TerangaError) -> HttpResponse:
    """Answer an order refused by a service, in the service's own words."""
    reference = getattr(request, "reference", "")
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": str(error), "reference": reference}, status=error.status)
    context = {"reference": reference, "reason": str(error)}
    return render(request, "refused.html", context, status=error.status)


def is_out_of_reach(exception: BaseException | None) -> bool:
    """Say whether an error is the database's or the disk's, and will pass."""
    if isinstance(exception, OSError):
        return exception.errno in _FULL
    return isinstance(exception, OperationalError | InterfaceError)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_out_of_reach(sys.exc_info()[1]):  # Django calls us while it handles the error
        return service_unavailable(request)
    return _bare_page(request, "500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    response = _bare_page(request, "503.html", HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = "60"
    response.headers["Cache-Control"] = "no-store"
    return response


def _bare_page(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """Answer without database or session, and without the template if it fails too."""
    reference = getattr(request, "reference", "")
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": status.phrase, "reference": reference}, status=status)
    text: str
    try:
        text = render_to_string(template, {"reference": reference})
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError, OSError):
        text = f"<!doctype html><title>{status.value}</title><h1>{status.phrase}</h1>{reference}"
    return HttpResponse(text, status=status)
