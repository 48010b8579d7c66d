"""An index beside other facts of the same countries: organisations mapped, and what apps count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count

from teranga.core.contributions import shelves
from teranga.core.models import Theme
from teranga.core.viewer import viewer_of
from teranga.directory.queries.organisations import OrganisationChoice, organisations_visible_to
from teranga.indices.queries.edition.release import Release
from teranga_analytics.composite.arrays import FloatArray

LAYER_PREFIX = "indices-"
ORGANISATIONS = "organisations"
# With fewer countries a coefficient says nothing.
FEWEST_COUNTRIES = 8


@dataclass(frozen=True, slots=True)
class Fact:
    """A number per country, counted now from what the visitor may see."""

    code: str
    title: str
    unit: str
    source: str
    values: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Crossing:
    """Countries that have both a score and the fact."""

    fact: Fact
    node: str
    countries: Sequence[str]
    scores: FloatArray
    numbers: FloatArray

    @property
    def rank_correlation(self) -> float | None:
        if len(self.countries) < FEWEST_COUNTRIES:
            return None
        # A statistics library of half a second, which most processes never need.
        from teranga_analytics.composite.correlation import correlate  # noqa: PLC0415

        found = correlate(self.scores[:, None], self.numbers[:, None], "spearman")
        value = float(found[0, 0])
        return None if np.isnan(value) else value


def fact_options() -> list[tuple[str, str]]:
    """List the facts that apps count by country; an index is not crossed with itself."""
    return [
        (layer.code, str(layer.title))
        for layer in shelves.map_layers
        if not layer.code.startswith(LAYER_PREFIX)
    ]


def theme_options(user: object) -> list[tuple[str, str]]:
    """List the themes that visible organisations work on."""
    rows = organisations_visible_to(user).filter(country__isnull=False).order_by()
    themes = Theme.objects.filter(pk__in=rows.values("themes")).select_related("taxonomy")
    return [(theme.pk, str(theme)) for theme in themes]


def find_fact(user: object, code: str, theme: str = "") -> Fact | None:
    layers = [layer for layer in shelves.map_layers if not layer.code.startswith(LAYER_PREFIX)]
    if not layers:
        return None
    layer = next((found for found in layers if found.code == code), layers[0])
    values: Mapping[str, float] = layer.values(viewer_of(user))
    if layer.code == ORGANISATIONS and theme:
        rows = organisations_visible_to(user, OrganisationChoice(theme=theme))
        counted = rows.filter(country__isnull=False).order_by().values_list("country_id")
        values = dict(counted.annotate(n_rows=Count("pk", distinct=True)))
    return Fact(layer.code, str(layer.title), str(layer.unit), str(layer.source), values)


def cross(release: Release, fact: Fact, node: str) -> Crossing:
    """Put scores beside a fact; a country that nobody mapped has no number, not a zero."""
    scores = release.scores(node)
    rows = [
        row
        for row, code in enumerate(release.units)
        if code in fact.values and not np.isnan(scores[row])
    ]
    codes = [release.units[row] for row in rows]
    return Crossing(
        fact,
        node,
        codes,
        scores[rows],
        np.array([float(fact.values[code]) for code in codes]),
    )
