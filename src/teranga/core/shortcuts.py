"""What views share: page or fragment, and things that do not exist for this visitor."""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from teranga.core.models.publishable import DoorQuerySet

View = Callable[..., HttpResponseBase]


def from_own_page(view: View) -> View:
    """Accept a POST only from a page of this site, by the origin the browser states.

    For switches that change nothing but a cookie of the visitor (language, day or night):
    without a form token, pages that show them are the same for every visitor.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        own = f"{request.scheme}://{request.get_host()}"
        stated = request.headers.get("Origin") or request.headers.get("Referer", "")
        if stated != own and not stated.startswith(f"{own}/"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def get_visible_or_404(rows: type[Any] | DoorQuerySet, request: HttpRequest, pk: UUID | str) -> Any:
    """Return a row through the door; unknown, forged and hidden look the same: 404."""
    queryset = rows if isinstance(rows, DoorQuerySet) else rows.objects.all()
    row = queryset.visible_to(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def render_fragment(
    request: HttpRequest, template: str, fragment: str, context: Mapping[str, Any]
) -> HttpResponse:
    """Render the page, or only its fragment for htmx; 422 when a form in it has errors."""
    has_errors = any(isinstance(value, BaseForm) and value.errors for value in context.values())
    is_partial = getattr(request, "htmx", False) and not request.htmx.boosted  # type: ignore[attr-defined]
    return render(
        request,
        f"{template}#{fragment}" if is_partial else template,
        dict(context),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if has_errors else HTTPStatus.OK,
    )
