"""Pages of an edition: what it says, country by country, and where each code comes from."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page
from django.views.generic import TemplateView

from teranga.core.service_form import Trail
from teranga.core.templatetags.dates import day_in_words
from teranga.core.translated import Translated
from teranga.core.turns import in_turn
from teranga.indices.exporters.figures import FigureChoice, has_figure, settled_choice
from teranga.indices.models import Edition
from teranga.indices.queries.edition.country_sheet import (
    cell_line,
    changes_of,
    domain_blocks,
    gaps_of,
    modules_of,
    replies_of,
)
from teranga.indices.queries.edition.release import Release, release_of
from teranga.indices.queries.editions import (
    find_edition,
    find_edition_by_number,
    published_indices,
    siblings_of,
)
from teranga.indices.views.blocks import (
    FigureBlock,
    agreement_table,
    edition_tabs,
    figure_block,
    in_order,
    module_block,
)

N_GAPS = 8
N_CHANGES = 12


class IndexListView(TemplateView):
    """Policy: public, through the door."""

    template_name = "indices/index_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lines=published_indices(self.request.user), **kwargs)


def edition_latest(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the latest edition of an index. Policy: public, through the door (visible_to)."""
    edition = find_edition_by_number(request.user, code, None)
    if edition is None:
        raise Http404
    return redirect("indices:edition-detail", pk=edition.pk)


def edition_cited(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Lead to the edition a citation names. Policy: public, through the door (visible_to)."""
    edition = find_edition_by_number(request.user, code, number)
    if edition is None:
        raise Http404
    return redirect("indices:edition-detail", pk=edition.pk)


def citation_of(request: HttpRequest, edition: Edition) -> str:
    address = reverse("indices:edition-cited", args=[edition.index.code, edition.number])
    return _("%(title)s, edition %(number)s, %(day)s. %(address)s (SHA-256 %(hash)s)") % {
        "title": edition.title,
        "number": edition.number,
        "day": day_in_words(edition.published_on),
        "address": request.build_absolute_uri(address),
        "hash": edition.sha256,
    }


@method_decorator([in_turn, conditional_page], name="dispatch")
class EditionView(TemplateView):
    """A page of one edition. Policy: public, through the door; everything else is inside.

    An edition does not change: who comes back over a slow line downloads nothing twice.
    """

    tab = ""

    edition: Edition
    release: Release

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = find_edition(self.request.user, kwargs["pk"])
        if edition is None:
            raise Http404
        self.edition, self.release = edition, release_of(edition)
        return super().get_context_data(
            edition=edition,
            release=self.release,
            tabs=edition_tabs(edition, self.release, self.tab),
            trail=[*self.trail(), *self.more_trail(**kwargs)],
            **self.page(**kwargs),
            **kwargs,
        )

    def trail(self) -> Trail:
        detail = reverse("indices:edition-detail", args=[self.edition.pk])
        return [
            {"label": _("Policy indices"), "url": reverse("indices:index-list")},
            {"label": str(self.edition), "url": detail},
        ]

    def more_trail(self, **kwargs: Any) -> Trail:
        return []

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        """Return what this page adds."""
        return {}

    def choice(self, **asked: Any) -> FigureChoice:
        """Read what figures are asked to show from the address, checked against the edition."""
        get = self.request.GET
        names = ("group", "node", "across", "upward", "reading", "country", "view")
        values = {name: get.get(name, "") for name in names} | asked
        values.setdefault("countries", tuple(get.getlist("countries")))
        return settled_choice(self.release, FigureChoice(**values))

    def figure(self, name: str, choice: FigureChoice, **words: Any) -> FigureBlock | None:
        if not has_figure(self.release, name):
            return None
        return figure_block(self.edition, self.release, name, choice, **words)

    def country_or_404(self, code: str) -> str:
        if code not in self.release.row:
            raise Http404
        return code


class EditionDetailView(EditionView):
    template_name = "indices/edition_detail.html"
    tab = "overview"

    def trail(self) -> Trail:
        listed = reverse("indices:index-list")
        return [{"label": _("Policy indices"), "url": listed}, {"label": str(self.edition)}]

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        shows_ranks = self.request.GET.get("ranks") == "1"
        choice = self.choice()
        editions = siblings_of(self.request.user, self.edition)
        return {
            "countries": sorted(
                (
                    (self.release.country(code), code, self.release.score(code, self.release.top))
                    for code in self.release.units
                ),
                key=lambda line: in_order(line[0]),
            ),
            "shows_ranks": shows_ranks,
            "heat": self.figure("heat", choice, is_wide=True),
            "ranks": self.figure("ranks", choice) if shows_ranks else None,
            "cautions": [str(Translated(words)) for words in self.release.document["cautions"]],
            "others": [other for other in editions if other.pk != self.edition.pk],
            "newest": editions[0] if editions[0].pk != self.edition.pk else None,
            "corrected_by": [other for other in editions if other.corrects_id == self.edition.pk],
            "citation": citation_of(self.request, self.edition),
            "agreement": agreement_table(self.release),
        }


class EditionCountryView(EditionView):
    template_name = "indices/edition_country.html"
    tab = "countries"

    def more_trail(self, **kwargs: Any) -> Trail:
        return [{"label": self.release.country(self.country_or_404(kwargs["country"]))}]

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        release, country = self.release, self.country_or_404(kwargs["country"])
        choice = self.choice(country=country)
        group = next(entry for entry in release.groups if entry["code"] == choice.group)
        gaps, changes = gaps_of(release, country, group), changes_of(release, country)
        blocks = domain_blocks(release, country)
        return {
            "country_name": release.country(country),
            "score": release.score(country, release.top),
            "shows_ranks": self.request.GET.get("ranks") == "1",
            "group": group,
            "group_name": release.group_name(group),
            "groups": [
                (entry["code"], release.group_name(entry), entry["code"] == choice.group)
                for entry in release.groups_of(country)
            ],
            "profile": self.figure("profile", choice, heading=3),
            "bars": self.figure("domains", choice, heading=3),
            "years": self.figure("years", choice, heading=3),
            "readings": self.figure("readings", choice, heading=3),
            "blocks": blocks,
            "n_open": sum(block.n_open for block in blocks),
            "n_cells": sum(len(block.lines) for block in blocks),
            "gaps": gaps[:N_GAPS],
            "n_more_gaps": max(0, len(gaps) - N_GAPS),
            "changes": changes[:N_CHANGES],
            "older_changes": changes[N_CHANGES:],
            "modules": [module_block(module) for module in modules_of(release, country)],
            "replies": replies_of(release, country),
            "has_implementation": any(
                line.implementation is not None for block in blocks for line in block.lines
            ),
        }


class EditionCellView(EditionView):
    """One code: the level, every source with what it says, and where they disagree."""

    template_name = "indices/edition_cell.html"
    tab = "countries"

    def more_trail(self, **kwargs: Any) -> Trail:
        country = self.country_or_404(kwargs["country"])
        sheet = reverse("indices:edition-country", args=[self.edition.pk, country])
        if kwargs["indicator"] not in self.release.indicators:
            raise Http404
        return [
            {"label": self.release.country(country), "url": sheet},
            {"label": self.release.label(kwargs["indicator"])},
        ]

    def page(self, **kwargs: Any) -> Mapping[str, Any]:
        release, country = self.release, self.country_or_404(kwargs["country"])
        indicator = kwargs["indicator"]
        cell = release.cells.get((country, indicator), {})
        entry = release.indicators[indicator]
        return {
            "country_name": release.country(country),
            "line": cell_line(release, country, indicator),
            "cell": cell,
            "evidence": cell.get("evidence", ()),
            "domain_name": release.name(release.domain_of[indicator]),
            "question": str(Translated(entry.get("question") or {})),
            "evidence_rule": str(Translated(entry.get("evidence") or {})),
            "levels": [
                (level["code"], str(Translated(level["name"])), level["score"])
                for level in entry["levels"]
            ],
            "holders": self._holders(indicator),
        }

    def _holders(self, indicator: str) -> list[tuple[str, str, str]]:
        """List the other countries with what they have, by level from the highest."""
        lines = [
            (unit, self.release.country(unit), cell_line(self.release, unit, indicator))
            for unit in self.release.units
        ]
        known = [line for line in lines if line[2].level is not None]
        known.sort(key=lambda line: (-(line[2].level or 0), in_order(line[1])))
        return [(unit, name, line.level_name) for unit, name, line in known]
