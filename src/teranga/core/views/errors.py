"""Error pages: what happened, what to do, a reference; never a path, a setting or SQL."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    reference = getattr(request, "reference", "")
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": status.phrase, "reference": reference}, status=status)
    return render(request, template, {"reference": reference}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "400.html", HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403.html", HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "403_csrf.html", HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404.html", HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without template or database: whatever failed may fail again."""
    reference = getattr(request, "reference", "")
    text = _("The platform could not answer. Nothing you sent was half saved. Please try again.")
    return HttpResponse(
        f"<!doctype html><title>500</title><h1>500</h1><p>{text}</p><p>{reference}</p>",
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def service_unavailable(request: HttpRequest) -> HttpResponse:
    reference = getattr(request, "reference", "")
    text = _(
        "The platform is briefly out of reach. Nothing is lost: "
        "keep this page and try again in a minute."
    )
    response: HttpResponse
    if request.path.startswith("/api/"):
        response = JsonResponse({"detail": text, "reference": reference}, status=503)
    else:
        response = HttpResponse(
            f"<!doctype html><title>503</title><h1>503</h1><p>{text}</p><p>{reference}</p>",
            status=503,
        )
    response.headers["Retry-After"] = "60"
    response.headers["Cache-Control"] = "no-store"
    return response
