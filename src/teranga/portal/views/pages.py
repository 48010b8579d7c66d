"""The public home and the pages that say who we are."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.portal.queries.countries import all_groups, network_countries
from teranga.portal.queries.home import latest_entries, live_figures
from teranga.portal.queries.maps import first_drawn_layer
from teranga.portal.queries.sources import sources, taxonomies
from teranga.portal.views.policy import PublicPageView
from teranga.programmes.queries.programmes import programmes_visible_to


class HomeView(PublicPageView):
    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "figures": live_figures(user, main_only=True),
            "countries": network_countries(user),
            "drawn": first_drawn_layer(user),
            "programmes": programmes_visible_to(user),
            "latest": latest_entries(user),
        }


class DataView(PublicPageView):
    template_name = "portal/data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "programmes": programmes_visible_to(user),
            "figures": live_figures(user),
        }


class ResourcesView(PublicPageView):
    template_name = "portal/resources.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "programmes": programmes_visible_to(self.request.user)
        }


class SourcesView(PublicPageView):
    template_name = "portal/sources.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "sources": sources(),
            "taxonomies": taxonomies(),
            "groups": all_groups(),
        }


class AboutView(PublicPageView):
    template_name = "portal/about.html"


class DataProtectionView(PublicPageView):
    template_name = "portal/data_protection.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"contact": settings.DEFAULT_FROM_EMAIL}


class AccessibilityView(PublicPageView):
    template_name = "portal/accessibility.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"contact": settings.DEFAULT_FROM_EMAIL}


class LegalView(PublicPageView):
    template_name = "portal/legal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"contact": settings.DEFAULT_FROM_EMAIL}


class StyleView(PublicPageView):
    template_name = "portal/style.html"


def trail(label: str, *before: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way back to the home page, through the pages before."""
    steps = [{"label": _("Home"), "url": reverse("portal:home")}]
    steps += [{"label": name, "url": reverse(route)} for name, route in before]
    return [*steps, {"label": label}]
