"""The public map of organisations: a page, its groups, its files, and what others embed."""

from http import HTTPStatus
from typing import Any

from csp.decorators import csp_replace
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import TemplateView

from teranga.directory.enums import OrganisationKind
from teranga.directory.exporters.lists import TYPES, file_response, map_geojson, map_rows
from teranga.directory.filters import MapFilter
from teranga.directory.queries.clusters import MAX_ZOOM, as_json, clusters
from teranga.directory.queries.freshness import is_stale
from teranga.directory.queries.map_index import MapEntry, map_index
from teranga.directory.queries.map_opening import MapOpening, map_openings
from teranga.directory.queries.map_places import country_names, places_of_countries
from teranga.directory.queries.map_still import map_still

PAGE_SIZE = 20
DEFAULT_ZOOM = 4


def entry_url(entry: MapEntry) -> str:
    return reverse("directory:organisation-detail", args=[entry.pk])


class OrganisationMapView(TemplateView):
    """Policy: public; shows to everyone what nobody in particular may see (`visible_to`)."""

    template_name = "directory/organisation_map.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        index = map_index()
        asked = MapFilter(self.request.GET, index=index)
        positions = index.matches(asked.choice())
        pages = Paginator(positions, PAGE_SIZE)
        page = pages.get_page(self.request.GET.get("page"))
        openings = map_openings(index, positions)
        query = _query(asked)
        return super().get_context_data(**kwargs) | {
            "filter": asked,
            "page_obj": page,
            "n_found": len(positions),
            "entries": _lines([index.entries[k] for k in page]),
            "n_by_country": places_of_countries(index, positions),
            "stills": [map_still(opening) for opening in openings],
            "found": {"asked": query}
            | {opening.screen.name: _as_json(opening) for opening in openings},
            "asked": query,
            "land_url": static("teranga/land.json"),
            "has_fictitious": index.has_fictitious,
            "embed_url": self.request.build_absolute_uri(
                reverse("directory:organisation-embed") + f"?{query}"
            ),
        }


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class OrganisationEmbedView(OrganisationMapView):
    """Policy: public; the same map for the page of a partner, without any cookie."""

    template_name = "directory/organisation_embed.html"


def _lines(entries: list[MapEntry]) -> list[dict[str, Any]]:
    names = country_names()
    today = timezone.localdate()
    return [
        {
            "title": entry.title,
            "url": entry_url(entry),
            "kind": capfirst(str(OrganisationKind(entry.kind).label)),
            "place": " · ".join(
                part for part in (entry.city, names.get(entry.country, "")) if part
            ),
            "point": ",".join(str(side) for side in entry.point) if entry.point else "",
            "is_fictitious": entry.is_fictitious,
            "is_stale": is_stale(entry.confirmed_on, today),
            "confirmed_on": entry.confirmed_on,
        }
        for entry in entries
    ]


def _as_json(opening: MapOpening) -> dict[str, Any]:
    return {
        "zoom": opening.zoom,
        "centre": opening.centre,
        "clusters": as_json(opening.clusters),
    }


def _query(asked: MapFilter) -> str:
    query = HttpRequest().GET.copy()
    query.update(asked.asked)
    return query.urlencode()


def organisation_clusters(request: HttpRequest) -> HttpResponse:
    """Policy: public; the groups of one part of the map, through the same index (`visible_to`)."""
    index = map_index()
    choice = MapFilter(request.GET, index=index).choice()
    try:
        zoom = min(max(int(request.GET.get("zoom", DEFAULT_ZOOM)), 0), MAX_ZOOM)
        box = _box(request.GET.get("box", ""))
    except ValueError:
        return JsonResponse(
            {"detail": _("Write the zoom as a number and the box as west,south,east,north.")},
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    positions = index.matches(choice)
    found = clusters(index, positions, zoom=zoom, box=box)
    return JsonResponse({"zoom": zoom, "n_found": len(positions), "clusters": as_json(found)})


def _box(text: str) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    west, south, east, north = (float(side) for side in text.split(","))
    return west, south, east, north


def organisation_map_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Policy: public; exactly what is on the map under these filters (`visible_to`)."""
    index = map_index()
    choice = MapFilter(request.GET, index=index).choice()
    entries = [index.entries[k] for k in index.matches(choice)]
    if file_format in TYPES:
        return file_response(map_rows(entries), name="map", file_format=file_format)
    if file_format != "geojson":
        raise Http404

    def page_url(entry: MapEntry) -> str:
        return request.build_absolute_uri(entry_url(entry))

    response = HttpResponse(
        map_geojson(entries, page_url=page_url), content_type="application/geo+json"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="map.geojson"'
    return response
