"""What policy indices add to shared places."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from teranga.core.contributions import (
    CountrySection,
    LiveFigure,
    MapLayer,
    SearchSource,
    shelves,
)
from teranga.core.models import Country
from teranga.core.translated import Translated
from teranga.core.viewer import Viewer
from teranga.indices.models import Edition
from teranga.indices.queries.crossing import LAYER_PREFIX
from teranga.indices.queries.edition.release import release_of
from teranga.indices.queries.editions import editions_visible_to, latest_editions


def _edition_body(edition: Edition) -> Translated:
    return Translated(edition.index.summary or edition.title)


shelves.search.add(
    SearchSource(
        model=Edition,
        kind=gettext_lazy("Policy index"),
        title=lambda edition: Translated(edition.title),
        body=_edition_body,
        url=lambda edition: reverse("indices:edition-detail", args=[edition.pk]),
    ),
    order=30,
)


def _scores_of_country(country: Country, viewer: Viewer) -> Mapping[str, Any] | None:
    lines = []
    for edition in latest_editions(viewer):
        release = release_of(edition)
        if country.pk in release.row:
            lines.append((edition, release.score(country.pk, release.top)))
    return {"lines": lines, "country_code": country.pk} if lines else None


shelves.country_sections.add(
    CountrySection(
        code="indices",
        title=gettext_lazy("Policy indices"),
        template="indices/_country_scores.html",
        context=_scores_of_country,
    ),
    order=15,
)
shelves.figures.add(
    LiveFigure(
        code="editions",
        label=gettext_lazy("editions of policy indices"),
        value=lambda viewer: editions_visible_to(viewer).count(),
        url="indices:index-list",
    ),
    order=60,
)


def _widest_scores(viewer: Viewer) -> Mapping[str, int]:
    """Score of each country in the latest edition that holds the most countries."""
    editions = sorted(latest_editions(viewer), key=lambda edition: -edition.n_countries)
    if not editions:
        return {}
    release = release_of(editions[0])
    scores = {code: release.score(code, release.top) for code in release.units}
    return {code: round(score.value) for code, score in scores.items() if score.is_known}


shelves.map_layers.add(
    MapLayer(
        code=f"{LAYER_PREFIX}score",
        title=gettext_lazy("Policy index: score of the latest edition"),
        unit=gettext_lazy("points out of 100"),
        source=gettext_lazy("Editions of policy indices published here, with their evidence"),
        values=_widest_scores,
    ),
    order=40,
)
