"""Doors of the sign-in library that stay shut here."""

from django.http import Http404, HttpRequest, HttpResponse


def closed(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Answer as if it did not exist: accounts are opened by invitation only."""
    raise Http404
