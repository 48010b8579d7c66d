"""What programmes add to shared places, and where upper apps add to a programme's page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from teranga.core.contributions import (
    CountrySection,
    Documented,
    LiveFigure,
    MapLayer,
    SearchSource,
    Shelf,
    shelves,
)
from teranga.core.documents import documents_about
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.core.viewer import Viewer
from teranga.programmes.models import Programme, PublishedFigure
from teranga.programmes.queries.programmes import (
    figures_of_country,
    programmes_in_country,
    programmes_visible_to,
    programmes_with_countries,
)


@dataclass(frozen=True, slots=True)
class ProgrammeSection:
    """A part of a programme's page: a template and its context, `None` to be left out."""

    code: str
    title: StrOrPromise
    template: str
    context: Callable[[Programme, Viewer], Mapping[str, Any] | None]


programme_sections: Shelf[ProgrammeSection] = Shelf()
# Numbers counted now, shown beside the published ones and never mixed with them.
computed_figures: Shelf[ProgrammeSection] = Shelf()


def _programme_url(programme: Programme) -> str:
    return reverse("programmes:programme-detail", args=[programme.code])


def _programme_title(programme: Programme) -> Translated:
    return Translated(
        {code: f"{programme.acronym} – {text}" for code, text in programme.name.items()}
    )


def _country_context(country: Country, viewer: Viewer) -> Mapping[str, Any] | None:
    programmes = list(programmes_in_country(viewer, country))
    figures = list(figures_of_country(viewer, country))
    return {"programmes": programmes, "figures": figures} if programmes or figures else None


def _programmes_by_country(viewer: Viewer) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for programme in programmes_with_countries(viewer):
        for country in programme.countries.all():
            counts[country.pk] = counts.get(country.pk, 0) + 1
    return counts


def _documents(programme: Programme, viewer: Viewer) -> Mapping[str, Any] | None:
    files = documents_about(viewer, programme)
    return {"files": files} if files.documents or files.may_add else None


programme_sections.add(
    ProgrammeSection(
        code="documents",
        title=_("Documents"),
        template="core/_documents.html",
        context=_documents,
    ),
    order=90,
)
shelves.documented.add(Documented(Programme, _programme_url))
shelves.search.add(
    SearchSource(
        model=Programme,
        kind=_("Programme"),
        title=_programme_title,
        body=lambda programme: programme.summary,
        url=_programme_url,
    ),
    order=10,
)
shelves.search.add(
    SearchSource(
        model=PublishedFigure,
        kind=_("Published figure"),
        title=lambda figure: figure.label,
        body=lambda figure: figure.contradiction,
        url=lambda figure: (
            reverse("programmes:programme-figures", args=[figure.programme.code])
            + f"#{figure.code}"
        ),
    ),
    order=80,
)
shelves.country_sections.add(
    CountrySection(
        code="programmes",
        title=_("Programmes"),
        template="programmes/_country.html",
        context=_country_context,
    ),
    order=10,
)
shelves.figures.add(
    LiveFigure(
        code="programmes",
        label=_("programmes"),
        value=lambda viewer: programmes_visible_to(viewer).count(),
        url="programmes:programme-list",
        on_home=True,
    ),
    order=10,
)
shelves.map_layers.add(
    MapLayer(
        code="programmes",
        title=_("Programmes by country"),
        unit=_("programmes"),
        source=_("Programmes on this platform"),
        values=_programmes_by_country,
    ),
    order=30,
)
