"""What belongs to one visitor: the private home, the language, day or night."""

from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from django.views.i18n import set_language

from teranga.core.shortcuts import from_own_page
from teranga.portal.queries.home import (
    latest_entries,
    memberships_of,
    tasks_of,
    workplaces_of,
)
from teranga.portal.views.policy import is_public_page

THEMES = ("light", "dark")
ONE_YEAR = 365 * 24 * 3600


class HomePrivateView(LoginRequiredMixin, TemplateView):
    template_name = "portal/home_private.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        return super().get_context_data(**kwargs) | {
            "groups": tasks_of(user),
            "memberships": memberships_of(user),
            "workplaces": workplaces_of(user),
            "latest": latest_entries(user),
        }


@require_POST
@from_own_page
@is_public_page
def language(request: HttpRequest) -> HttpResponseBase:
    """Remember the language of the visitor and go back to the page."""
    return set_language(request)


@require_POST
@from_own_page
@is_public_page
def theme(request: HttpRequest) -> HttpResponse:
    """Remember day or night, or forget it, and go back to the page."""
    wanted = request.POST.get("theme", "")
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = reverse("portal:home")
    response = HttpResponseRedirect(target)
    if wanted in THEMES:
        response.set_cookie(
            "theme",
            wanted,
            max_age=ONE_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
