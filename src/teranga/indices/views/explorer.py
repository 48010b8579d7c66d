"""Ways through an edition: countries side by side, on the map, two domains, two editions."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.core.templatetags.numbers import number
from teranga.core.translated import Translated
from teranga.indices.exporters.figures import reading_name
from teranga.indices.queries.edition.country_sheet import CellLine, cell_line
from teranga.indices.queries.edition.differences import differences_between
from teranga.indices.queries.edition.release import release_of
from teranga.indices.queries.editions import find_edition
from teranga.indices.templatetags.code_words import missing_reason
from teranga.indices.views.blocks import in_order
from teranga.indices.views.editions import EditionView
from teranga_analytics.composite.figures.dots import MOST

Option = tuple[str, str, bool]


class EditionComparisonView(EditionView):
    """Up to six countries: a figure, then every indicator on which they differ."""

    template_name = "indices/edition_comparison.html"
    tab = "comparison"

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        choice = self.choice()
        chosen = choice.countries
        release = self.release
        options = sorted(
            ((code, release.country(code), code in chosen) for code in release.units),
            # What is chosen comes first: a phone shows the start of the list only.
            key=lambda option: (not option[2], in_order(option[1])),
        )
        return {
            "options": options,
            "most": MOST,
            "n_asked": len(set(self.request.GET.getlist("countries"))),
            "comparison": self.figure("comparison", choice),
            "chosen": [
                (code, release.country(code), release.score(code, release.top)) for code in chosen
            ],
            "table": self._table(chosen),
        }

    def _table(self, chosen: tuple[str, ...]) -> dict[str, Any]:
        release, rows = self.release, []
        for code in release.indicators:
            lines = [cell_line(release, unit, code) for unit in chosen]
            if len({(line.level, line.missing) for line in lines}) > 1 or len(chosen) == 1:
                rows.append([release.name(code), *(line_words(line) for line in lines)])
        names = [release.country(unit) for unit in chosen]
        return {
            "caption": _("Indicator by indicator"),
            "header": (_("Indicator"), *names),
            "rows": rows,
        }


def line_words(line: CellLine) -> str:
    return line.level_name if line.level is not None else missing_reason(line.missing)


class EditionMapView(EditionView):
    template_name = "indices/edition_map.html"
    tab = "map"

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        release, choice = self.release, self.choice()
        scores = {code: release.score(code, choice.node) for code in release.units}
        return {
            "nodes": node_options(release, choice.node),
            "node_name": release.name(choice.node),
            "view": choice.view,
            "doors": self.figure("map", choice, is_drawn=False),
            "views": [
                (name, label, name == choice.view)
                for name, label in (
                    ("world", _("the world")),
                    ("africa", _("Africa")),
                    ("crpm", _("the network’s countries")),
                )
            ],
            "places": [
                {
                    "code": code,
                    "name": release.country(code),
                    "value": round(score.value) if score.is_known else None,
                    "text": _("%(score)s (%(low)s to %(high)s)")
                    % {
                        "score": number(round(score.value)),
                        "low": number(round(score.low)),
                        "high": number(round(score.high)),
                    }
                    if score.is_known
                    else "",
                    "url": reverse("indices:edition-country", args=[self.edition.pk, code]),
                }
                for code, score in scores.items()
            ],
        }


def node_options(release: Any, chosen: str) -> list[Option]:
    codes = [release.top, *release.components, *release.domains, *release.domains_beside]
    return [(code, release.name(code), code == chosen) for code in codes]


class EditionAxesView(EditionView):
    """Two scores against each other: policy and administration, or any two domains."""

    template_name = "indices/edition_axes.html"
    tab = "axes"

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        choice = self.choice()
        return {
            "axes": self.figure("axes", choice, is_wide=True),
            "across": node_options(self.release, choice.across),
            "upward": node_options(self.release, choice.upward),
            "readings": [
                (name, reading_name(name), name == choice.reading) for name in self.release.readings
            ],
        }


class EditionChangesView(EditionView):
    """What differs between two editions of one index: method, codes, scores."""

    template_name = "indices/edition_changes.html"
    tab = "overview"

    def more_trail(self, **kwargs: Any) -> list[dict[str, str]]:
        return [{"label": _("Compared with another edition")}]

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        other = find_edition(self.request.user, kwargs["other"])
        if other is None or other.index_id != self.edition.index_id:
            raise Http404
        older, newer = sorted([self.edition, other], key=lambda edition: edition.number)
        before, after = release_of(older), release_of(newer)
        found = differences_between(before, after)
        return {
            "older": older,
            "newer": newer,
            "note": Translated(newer.note),
            "found": found,
            "table": {
                "caption": _("Scores in both editions"),
                "columns": [
                    {"label": _("Country")},
                    {"label": str(older.number), "number": True},
                    {"label": str(newer.number), "number": True},
                    {"label": _("Change"), "number": True},
                ],
                "rows": [
                    [
                        after.country(line.country),
                        *(
                            "–" if np.isnan(value) else number(round(float(value), 1))
                            for value in (line.before, line.after, line.after - line.before)
                        ),
                    ]
                    for line in found.scores
                ],
            },
        }
