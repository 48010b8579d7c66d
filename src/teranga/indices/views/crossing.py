"""The index beside other facts, and the files of an edition."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page

from teranga.core.templatetags.numbers import number
from teranga.indices.exporters.crossing import crossing_figure
from teranga.indices.exporters.editions import FORMATS, edition_file, formats_of
from teranga.indices.queries.crossing import cross, fact_options, find_fact, theme_options
from teranga.indices.queries.edition.release import release_of
from teranga.indices.queries.editions import find_edition
from teranga.indices.views.editions import EditionView, citation_of
from teranga.indices.views.explorer import node_options


class EditionCrossingView(EditionView):
    """Scores beside a number per country: organisations by theme, or what other apps count."""

    template_name = "indices/edition_crossing.html"
    tab = "crossing"

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        choice = self.choice()
        themes = theme_options(self.request.user)
        asked = self.request.GET.get("theme", "")
        theme = asked if asked in {code for code, _label in themes} else ""
        fact = find_fact(self.request.user, self.request.GET.get("fact", ""), theme)
        found = cross(self.release, fact, choice.node) if fact else None
        return {
            "nodes": node_options(self.release, choice.node),
            "facts": [
                (code, label, fact is not None and code == fact.code)
                for code, label in fact_options()
            ],
            "themes": [(code, label, code == theme) for code, label in themes],
            "takes_theme": fact is not None and fact.code == "organisations",
            "found": found,
            "figure": crossing_figure(self.release, found) if found and found.countries else None,
        }


FORMAT_WORDS = {
    "package": lambda: (
        _("Data package to recompute"),
        _("Data, method, results, evidence and hashes; one command recomputes every figure."),
    ),
    "package-series": lambda: (
        _("Data package of all years"),
        _("The same for each year since the first."),
    ),
    "csv": lambda: (_("Scores"), _("One row per country: every score, rank and indicator.")),
    "xlsx": lambda: (_("Workbook"), _("One sheet per step, from the codes to the scores.")),
    "parquet": lambda: (_("Scores for analysis"), _("Typed columns, for R, Python or a database.")),
    "sdmx": lambda: (_("SDMX-CSV"), _("For statistics offices: one observation per row.")),
    "coinr": lambda: (_("COINr files"), _("iData and iMeta, with the three lines of R to run.")),
    "evidence": lambda: (
        _("Codes and evidence"),
        _("One row per source of each code, with what is verified and what is not."),
    ),
    "json": lambda: (_("The frozen document"), _("All that these pages are made of.")),
}


class EditionFilesView(EditionView):
    template_name = "indices/edition_files.html"
    tab = "files"

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        return {
            "files": [
                {
                    "name": FORMAT_WORDS[name]()[0],
                    "words": FORMAT_WORDS[name]()[1],
                    "format": FORMATS[name].suffix.upper(),
                    "url": reverse("indices:edition-export", args=[self.edition.pk, name]),
                }
                for name in formats_of(self.release)
            ],
            "citation": citation_of(self.request, self.edition),
            "n_cells": number(len(self.release.cells)),
        }


@conditional_page
def edition_export(request: HttpRequest, pk: Any, file_format: str) -> HttpResponse:
    """Give an edition as a file. Policy: public, through the door (visible_to)."""
    edition = find_edition(request.user, pk)
    if edition is None or file_format not in FORMATS:
        raise Http404
    release = release_of(edition)
    if file_format not in formats_of(release):
        raise Http404
    form = FORMATS[file_format]
    response = HttpResponse(edition_file(release, file_format), content_type=form.content_type)
    mark = "-fictitious" if edition.is_fictitious else ""
    name = f"{edition.index.code}-{edition.number}-{file_format}{mark}.{form.suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["ETag"] = f'"{edition.sha256[:32]}-{file_format}"'
    return response
