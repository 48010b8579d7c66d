"""The list of countries, the page of one, and the map."""

from typing import Any

from django.http import Http404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teranga.core.contributions import shelves
from teranga.portal.queries.countries import (
    countries_by_region,
    country_sections,
    find_country,
    groups_of,
    region_trail,
)
from teranga.portal.queries.maps import VIEWS, drawn_layer, find_layer
from teranga.portal.views.pages import trail
from teranga.portal.views.policy import PublicPageView

DEFAULT_VIEW = "africa"


class CountryListView(PublicPageView):
    template_name = "portal/country_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = countries_by_region(self.request.user)
        others = [line.country for group in groups for line in group.untold]
        return super().get_context_data(**kwargs) | {
            "groups": [group for group in groups if group.told],
            "others": sorted(others, key=lambda country: country.sort_key),
        }


class CountryDetailView(PublicPageView):
    template_name = "portal/country_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        country = find_country(self.kwargs["alpha3"])
        if country is None:
            raise Http404
        filled = country_sections(self.request.user, country)
        return super().get_context_data(**kwargs) | {
            "country": country,
            "regions": region_trail(country),
            "groups": groups_of(country),
            "sections": [
                {
                    "code": part.section.code,
                    "title": part.section.title,
                    "html": render_to_string(
                        part.section.template, {"country": country, **part.context}, self.request
                    ),
                }
                for part in filled
            ],
            "trail": trail(country.name, (_("Countries"), "portal:country-list")),
        }


class MapView(PublicPageView):
    template_name = "portal/map.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        layer = find_layer(self.request.GET.get("layer", ""))
        view = self.request.GET.get("view", DEFAULT_VIEW)
        if view not in VIEWS:
            raise Http404
        context = super().get_context_data(**kwargs) | {"view": view}
        if layer is None:
            return context
        return context | {
            "drawn": drawn_layer(self.request.user, layer),
            "layers": [
                {
                    "label": row.title,
                    "url": f"?layer={row.code}&view={view}",
                    "current": row.code == layer.code,
                }
                for row in shelves.map_layers
            ],
            "views": [
                {
                    "label": label,
                    "url": f"?layer={layer.code}&view={code}",
                    "current": code == view,
                }
                for code, label in VIEWS.items()
            ],
            "layers_label": gettext_lazy("What the map shows"),
            "views_label": gettext_lazy("Part of the world"),
        }
