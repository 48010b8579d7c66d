"""“In figures”: the page, one figure to put in another site, one figure as a sheet."""

from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import TemplateView

from teranga.directory.exporters import file_response
from teranga.facility.exporters.figures import figure_rows
from teranga.facility.queries.figures import Figure
from teranga.facility.queries.figures_page import figures_page, find_figure


class FiguresView(TemplateView):
    """Policy: public; rows are `visible_to` the visitor, private things are only counted."""

    template_name = "facility/figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = figures_page(self.request.user, timezone.localdate())
        return super().get_context_data(**kwargs) | {"page": page, "today": timezone.localdate()}


def _figure_or_404(request: HttpRequest, code: str) -> Figure:
    figure = find_figure(request.user, code, timezone.localdate())
    if figure is None:
        raise Http404
    return figure


# Other sites may show this one page in a frame: it has no form, no cookie, no script.
@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class FigureEmbedView(TemplateView):
    """Policy: public, through request.user like the page it comes from."""

    template_name = "facility/figure_embed.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figure = _figure_or_404(self.request, kwargs["code"])
        page_url = self.request.build_absolute_uri(reverse("facility:figures"))
        context = {"figure": figure, "page_url": page_url, "today": timezone.localdate()}
        return super().get_context_data(**kwargs) | context


def figure_export(request: HttpRequest, code: str, file_format: str) -> HttpResponse:
    """Policy: public, through request.user like the page it comes from."""
    figure = _figure_or_404(request, code)
    return file_response(figure_rows(figure), name=code, file_format=file_format)
