"""The page for people who write programs: every endpoint, with a form to try it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from teranga.portal.api.limits import limits
from teranga.portal.api.mount import api
from teranga.portal.api.reference import chapters, find_endpoint


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    context = {
        "chapters": chapters(),
        "limits": limits().items(),
        "description_url": reverse("api-v1:openapi-json"),
        "version": api.version,
        "address": request.build_absolute_uri(reverse("api-v1:api-root")),
    }
    return render(request, "api/reference.html", context)


@require_safe
def reference_try(request: HttpRequest, code: str) -> HttpResponse:
    """Send the visitor to the address made of what was typed; empty fields are left out."""
    endpoint = find_endpoint(code)
    if endpoint is None:
        raise Http404
    address = endpoint.address({name: str(request.GET[name]) for name in request.GET})
    return redirect(address or f"{reverse('api:reference')}#{endpoint.code}")
