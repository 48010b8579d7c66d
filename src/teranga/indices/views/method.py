"""The method in the visitor's hands: other weights, other rules, other levels."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.core.templatetags.numbers import percent
from teranga.indices.exporters.figures import frame_of, reading_name
from teranga.indices.exporters.method import method_figure, pipeline_words, scenario_figure
from teranga.indices.filters import (
    COVERAGES,
    NOISES,
    method_choice,
    method_query,
    scenario_levels,
    scenario_query,
)
from teranga.indices.queries.edition.country_sheet import gaps_of
from teranga.indices.queries.edition.method import (
    AGGREGATIONS,
    MISSING_RULES,
    MethodChoice,
    MethodResult,
    published_weights,
    recompute,
)
from teranga.indices.queries.edition.scenario import known_changes, play
from teranga.indices.templatetags.editions import country_link, whole
from teranga.indices.views.blocks import in_order
from teranga.indices.views.editions import EditionView

AGGREGATION_WORDS = {
    "published": lambda: _("as published"),
    "arithmetic": lambda: _("arithmetic mean: a high domain makes up for a low one"),
    "geometric": lambda: _("geometric mean: a low domain weighs more (floor of 1 point)"),
    "harmonic": lambda: _("harmonic mean: a low domain weighs much more (floor of 1 point)"),
    "median": lambda: _("median of the domains"),
    "minimum": lambda: _("the lowest domain alone"),
}
MISSING_WORDS = {
    "published": lambda: _("as published"),
    "left_out": lambda: _("are left out of the mean"),
    "lowest": lambda: _("count as the lowest level"),
    "highest": lambda: _("count as the highest level"),
    "siblings": lambda: _("take the mean of their domain"),
}


class EditionMethodView(EditionView):
    """Change weights, aggregation and missing codes; the address keeps every choice."""

    template_name = "indices/edition_method.html"
    tab = "method"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        template, htmx = self.template_name, getattr(self.request, "htmx", None)
        if not htmx or htmx.boosted:
            return super().render_to_response(context, **kwargs)
        response = render(self.request, f"{template}#method-result", context)
        # The address a visitor would share says only what was changed.
        query = f"?{context['query']}" if context["query"] else ""
        response.headers["HX-Push-Url"] = f"{self.request.path}{query}"
        return response

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        choice = method_choice(self.release, self.request.GET)
        query = method_query(self.release, choice)
        problem, result = "", None
        try:
            result = recompute(self.release, choice)
        except ValueError:
            problem = _("These weights leave a group without any: give at least one domain some.")
        address = reverse("indices:edition-method", args=[self.edition.pk])
        return {
            "choice": choice,
            "query": query,
            "share_url": self.request.build_absolute_uri(
                f"{address}?{query}" if query else address
            ),
            "result": result,
            "problem": problem,
            "moves": self._moves(result) if result else None,
            "figure": method_figure(self.release, result) if result else None,
            "weights": self._weights(choice, result),
            "steps": pipeline_words(self.release, choice.reading),
            **self._options(choice),
        }

    def _options(self, choice: MethodChoice) -> dict[str, Any]:
        return {
            "aggregations": [
                (name, AGGREGATION_WORDS[name](), name == choice.aggregation)
                for name in AGGREGATIONS
            ],
            "missing_rules": [
                (name, MISSING_WORDS[name](), name == choice.missing) for name in MISSING_RULES
            ],
            "noises": [
                (f"{noise:g}", f"± {percent(noise)}" if noise else _("none"), noise == choice.noise)
                for noise in NOISES
            ],
            "coverages": [
                (f"{share:g}", percent(share), share == choice.coverage) for share in COVERAGES
            ],
            "readings": [
                (name, reading_name(name), name == choice.reading) for name in self.release.readings
            ],
        }

    def _weights(self, choice: MethodChoice, result: Any) -> list[dict[str, Any]]:
        stated = published_weights(self.release)
        return [
            {
                "code": code,
                "name": self.release.name(code),
                "value": f"{choice.weights.get(code, weight):g}",
                "published": f"{weight:g}",
                "share": result.weights[code] if result else None,
                "is_component": code in self.release.components,
            }
            for code, weight in stated.items()
        ]

    def _moves(self, result: MethodResult) -> dict[str, Any]:
        names = self.release.country_names
        ranks = np.nan_to_num(result.ranks, nan=np.inf).tolist()
        order = sorted(range(len(names)), key=lambda row: (ranks[row], in_order(names[row])))
        labels = (_("Country"), _("Score"), _("Published"), _("Rank"), _("Interval"), _("Places"))
        return {"header": labels, "rows": [self._line(result, row, names[row]) for row in order]}

    def _line(self, result: MethodResult, row: int, name: str) -> tuple[str, ...]:
        move = _move(result, row)
        return (
            country_link(self.edition, self.release.units[row], name),
            whole(result.scores[row]),
            whole(result.published[row]),
            whole(result.ranks[row]),
            f"{whole(result.rank_low[row])}–{whole(result.rank_high[row])}",
            f"+{move}" if move > 0 else str(move),
        )


def _move(result: MethodResult, row: int) -> int:
    gap = result.published_ranks[row] - result.ranks[row]
    return 0 if np.isnan(gap) else int(gap)


class EditionWhatifView(EditionView):
    """For a ministry: adopt a level, see the profile, the rank band and the texts it takes."""

    template_name = "indices/edition_whatif.html"
    tab = "whatif"

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        release = self.release
        country = self.choice().country
        levels = known_changes(release, scenario_levels(self.request.GET))
        without = self.request.GET.get("drop", "")
        levels.pop(without, None)
        scenario = play(release, country, levels)
        query = scenario_query(country, levels)
        address = reverse("indices:edition-whatif", args=[self.edition.pk])
        group = next(entry for entry in release.groups if entry["code"] == self.choice().group)
        frame = frame_of(release, "")
        return {
            "country": country,
            "country_name": release.country(country),
            "scenario": scenario,
            "figure": scenario_figure(release, scenario, frame) if scenario else None,
            "levels": [(code, f"{level:g}") for code, level in levels.items()],
            "query": query,
            "share_url": self.request.build_absolute_uri(f"{address}?{query}"),
            "countries": sorted(
                (
                    (code, name, code == country)
                    for code, name in zip(release.units, release.country_names, strict=True)
                ),
                key=lambda option: in_order(option[1]),
            ),
            "domains": self._levels_by_domain(country, levels),
            "suggestions": [] if scenario else gaps_of(release, country, group)[:5],
        }

    def _levels_by_domain(
        self, country: str, levels: Mapping[str, float]
    ) -> list[tuple[str, list[tuple[str, str]]]]:
        """List the levels that can be adopted, domain by domain."""
        release = self.release
        dataset = release.inputs(release.readings[0]).dataset
        row = release.row[country]
        held = dict(zip(dataset.codes, dataset.values[row].tolist(), strict=True))
        open_to = {
            code
            for code, applies in zip(dataset.codes, dataset.applicable[row], strict=True)
            if applies and code not in levels
        }
        by_domain = (
            (
                domain,
                [
                    (f"{offer.code}:{offer.level:g}", offer.label)
                    for offer in offers
                    if offer.code in open_to and offer.level != held[offer.code]
                ],
            )
            for domain, offers in release.offers
        )
        return [(domain, choices) for domain, choices in by_domain if choices]
