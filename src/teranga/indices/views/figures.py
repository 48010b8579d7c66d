"""A figure of an edition as a file, and as a page that other sites may embed."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page

from teranga.core.spreadsheets import neutralise
from teranga.indices.exporters.crossing import crossing_figure
from teranga.indices.exporters.figures import (
    FIGURES,
    FigureChoice,
    draw,
    frame_of,
    has_figure,
    settled_choice,
)
from teranga.indices.exporters.method import method_figure, scenario_figure
from teranga.indices.filters import method_choice, scenario_levels
from teranga.indices.queries.crossing import cross, find_fact
from teranga.indices.queries.edition.method import recompute
from teranga.indices.queries.edition.release import Release, release_of
from teranga.indices.queries.edition.scenario import play
from teranga.indices.queries.editions import find_edition
from teranga.indices.views.editions import EditionView
from teranga_analytics.composite.figures.frame import Figure

_TYPES = {"svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}


def _asked(request: HttpRequest) -> FigureChoice:
    get = request.GET
    names = ("country", "group", "node", "across", "upward", "reading", "view")
    return FigureChoice(
        **{name: get.get(name, "") for name in names}, countries=tuple(get.getlist("countries"))
    )


def drawn(request: HttpRequest, release: Release, name: str) -> Figure:
    """Draw a figure by its name, with what the address asks; unknown ones do not exist."""
    if name in FIGURES and has_figure(release, name):
        return draw(release, name, _asked(request))
    found = _LIVE[name](request, release) if name in _LIVE else None
    if found is None:
        raise Http404
    return found


def _method(request: HttpRequest, release: Release) -> Figure | None:
    try:
        return method_figure(release, recompute(release, method_choice(release, request.GET)))
    except ValueError:
        return None


def _scenario(request: HttpRequest, release: Release) -> Figure | None:
    country = settled_choice(release, _asked(request)).country
    scenario = play(release, country, scenario_levels(request.GET))
    return scenario_figure(release, scenario, frame_of(release, "")) if scenario else None


def _crossing(request: HttpRequest, release: Release) -> Figure | None:
    fact = find_fact(request.user, request.GET.get("fact", ""), request.GET.get("theme", ""))
    node = settled_choice(release, _asked(request)).node
    found = cross(release, fact, node) if fact else None
    return crossing_figure(release, found) if found and found.countries else None


# Figures made of what the visitor chose, or of what stands beside the edition.
_LIVE: Mapping[str, Callable[[HttpRequest, Release], Figure | None]] = {
    "method": _method,
    "scenario": _scenario,
    "crossing": _crossing,
}


@conditional_page
def edition_figure(request: HttpRequest, pk: Any, name: str, file_format: str) -> HttpResponse:
    """Give a figure as SVG or its table as CSV. Policy: public, through the door (visible_to)."""
    edition = find_edition(request.user, pk)
    if edition is None or file_format not in _TYPES:
        raise Http404
    figure = drawn(request, release_of(edition), name)
    content = figure.svg if file_format == "svg" else _as_csv(figure)
    response = HttpResponse(content, content_type=_TYPES[file_format])
    file_name = f"{edition.index.code}-{edition.number}-{name}.{file_format}"
    kind = "inline" if file_format == "svg" else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{file_name}"'
    return response


def _as_csv(figure: Figure) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([neutralise(cell) for cell in row] for row in (figure.header, *figure.rows))
    # Spreadsheets read accents when the file says it is UTF-8.
    return "\ufeff" + text.getvalue()


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class EditionEmbedView(EditionView):
    """One figure alone, for other sites. Policy: public, through the door."""

    template_name = "indices/edition_embed.html"

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        return {"figure": drawn(self.request, self.release, kwargs["name"])}
