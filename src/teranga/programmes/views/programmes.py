"""Pages of programmes: the list, one programme, its published figures."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from teranga.core.viewer import viewer_of
from teranga.programmes.contributions import computed_figures, programme_sections
from teranga.programmes.models import Programme
from teranga.programmes.queries.parts import find_kept_programme, parts_put_away
from teranga.programmes.queries.programmes import (
    programme_page,
    programmes_with_countries,
    published_figures,
)
from teranga.programmes.views.edits import order_url


class ProgrammeListView(ListView[Programme]):
    policy = "public, through the door"
    template_name = "programmes/programme_list.html"
    context_object_name = "programmes"

    def get_queryset(self) -> QuerySet[Programme]:
        return programmes_with_countries(self.request.user)


class _OneProgrammeView(TemplateView):
    policy = "public, through the door"

    def programme(self) -> Programme:
        programme = find_kept_programme(self.request.user, self.kwargs["code"])
        if programme is None:
            raise Http404
        return programme

    def trail(self, *steps: dict[str, str]) -> list[dict[str, str]]:
        return [{"label": _("Programmes"), "url": reverse("programmes:programme-list")}, *steps]

    def sections(self, shelf: Any, programme: Programme) -> list[dict[str, Any]]:
        viewer = viewer_of(self.request.user)
        shown = []
        for section in shelf:
            context = section.context(programme, viewer)
            if context is not None:
                values = {"programme": programme, **context}
                html = render_to_string(section.template, values, self.request)
                shown.append({"code": section.code, "title": section.title, "html": html})
        return shown


class ProgrammeDetailView(_OneProgrammeView):
    template_name = "programmes/programme_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = self.programme()
        return super().get_context_data(**kwargs) | {
            "programme": programme,
            "page": programme_page(self.request.user, programme),
            "put_away": [
                {"label": str(part), "restore_url": order_url("part-restore", programme, part)}
                for part in parts_put_away(self.request.user, programme)
            ],
            "sections": self.sections(programme_sections, programme),
            "trail": self.trail({"label": programme.acronym}),
        }


class ProgrammeFiguresView(_OneProgrammeView):
    template_name = "programmes/programme_figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = self.programme()
        return super().get_context_data(**kwargs) | {
            "programme": programme,
            "groups": published_figures(self.request.user, programme),
            "computed": self.sections(computed_figures, programme),
            "trail": self.trail(
                {
                    "label": programme.acronym,
                    "url": reverse("programmes:programme-detail", args=[programme.code]),
                },
                {"label": _("Figures")},
            ),
        }
