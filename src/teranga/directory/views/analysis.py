"""The analysis of the mapping: sheets, crossed questions, networks, and files of rows."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from teranga.core.service_form import Trail
from teranga.directory import permissions
from teranga.directory.exporters.micro_data import micro_data_file
from teranga.directory.filters import CrosstabFilter, NetworkFilter, SheetFilter
from teranga.directory.queries import mapping_figures as figures
from teranga.directory.queries.answer_table import THRESHOLD, answer_rows, rows_visible_to
from teranga.directory.queries.crosstab import crosstab
from teranga.directory.queries.map_places import country_names
from teranga.directory.queries.networks import network_graph
from teranga.directory.queries.plane_drawing import draw_plane
from teranga.directory.services.exports import record_answers_export


def _trail() -> Trail:
    return [{"label": _("Analysis of the mapping"), "url": reverse("directory:mapping-analysis")}]


def _about(rows: list[Any]) -> dict[str, Any]:
    return {
        "n_answers": len(rows),
        "n_fictitious": sum(row.is_fictitious for row in rows),
        "threshold": THRESHOLD,
    }


class MappingAnalysisView(TemplateView):
    """Policy: public; only counts and means of five organisations or more, of whoever answered.

    No row goes through `visible_to` here: none is shown.
    """

    template_name = "directory/mapping_analysis.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = answer_rows()
        names = country_names()
        groups = figures.by_country(rows)
        asked = SheetFilter(self.request.GET, countries=[(c, names.get(c, c)) for c in groups])
        country = asked.choice()
        chosen = groups.get(country, rows) if country else rows
        return super().get_context_data(**kwargs) | {
            **_about(rows),
            "filter": asked,
            "country": names.get(country, ""),
            "n_chosen": len(chosen),
            "samples": [{"name": names.get(c, c), "n": len(g)} for c, g in groups.items()],
            "plane": draw_plane(figures.plane(rows), names),
            "forms": figures.form_bars(rows, country),
            "obstacles": figures.obstacle_bars(rows, country),
            "funding": figures.funding_bars(rows, country),
            "heat": figures.heat(rows, list(groups)),
            "heat_countries": [names.get(c, c) for c in groups],
            "offers": figures.offers(rows, country),
            "may_export": permissions.can_export_organisations(self.request.user),
            "formats": FORMATS,
        }


class MappingCrosstabView(TemplateView):
    """Policy: public; cells below five, and what would give them back, are hidden.

    No row goes through `visible_to` here: none is shown.
    """

    template_name = "directory/mapping_crosstab.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = answer_rows()
        asked = CrosstabFilter(self.request.GET)
        down, across = asked.choice()
        return super().get_context_data(**kwargs) | {
            **_about(rows),
            "filter": asked,
            "crosstab": crosstab(rows, down=down, across=across),
            "trail": [*_trail(), {"label": _("Cross two questions")}],
        }


class MappingNetworksView(TemplateView):
    """Policy: public, through the door: ties that organisations agreed to show."""

    template_name = "directory/mapping_networks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = country_names()
        held = figures.by_country(rows_visible_to(self.request.user))
        countries = [(c, names.get(c, c)) for c, rows in held.items() if _has_ties(rows)]
        asked = NetworkFilter(self.request.GET, countries=countries)
        country = asked.choice()
        return super().get_context_data(**kwargs) | {
            "filter": asked,
            "country": names.get(country, ""),
            "graph": network_graph(self.request.user, country) if country else None,
            "has_fictitious": any(row.is_fictitious for rows in held.values() for row in rows),
            "trail": [*_trail(), {"label": _("Networks")}],
        }


def _has_ties(rows: list[Any]) -> bool:
    return any(row.values.get("reseau") for row in rows)


FORMATS = ("csv", "xlsx", "sav", "codebook")


@login_required
@require_POST
def mapping_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Policy: the right to export organisations; rows through the door; the export is noted."""
    if not permissions.can_export_organisations(request.user):
        raise PermissionDenied
    if file_format not in FORMATS:
        raise Http404
    rows = rows_visible_to(request.user)
    record_answers_export(rows, file_format=file_format, by=request.user)
    return micro_data_file(rows, file_format=file_format)
