"""Whether this process can do its work, for the balancer in front of it."""

from http import HTTPStatus

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from teranga.core.services.reference import has_reference_tables


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database can be read, 503 otherwise; no session, no cookie, no cache."""
    try:
        is_ready = has_reference_tables()
    except (DatabaseError, InterfaceError):
        is_ready = False
    status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    words = "ok" if is_ready else "the database cannot be read"
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
