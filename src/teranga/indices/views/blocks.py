"""Pieces that pages of an edition share: a figure with all its doors, tabs."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from teranga.core.templatetags.numbers import number, percent
from teranga.core.translated import Translated
from teranga.indices.enums import ModuleFamily
from teranga.indices.exporters.figures import FigureChoice, draw
from teranga.indices.models import Edition
from teranga.indices.queries.edition.release import Release
from teranga_analytics.composite.figures.frame import Figure

Tab = dict[str, Any]


def in_order(name: str) -> str:
    """Sort names as people read them: “Éthiopie” stands at E."""
    return unicodedata.normalize("NFKD", name).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock:
    """A figure on a page: the drawing, its files, and the page others may embed."""

    name: str
    figure: Figure | None
    svg_url: str
    csv_url: str
    embed_url: str
    file_name: str
    is_wide: bool = False
    heading: int = 2


def figure_block(  # a figure, what it shows, and how it stands on the page
    edition: Edition,
    release: Release,
    name: str,
    choice: FigureChoice,
    *,
    is_wide: bool = False,
    heading: int = 2,
    is_drawn: bool = True,
) -> FigureBlock:
    """Say where the files of a figure are; where the page draws it itself, only that."""
    query = _query_of(name, choice)

    def address(file_format: str) -> str:
        path = reverse("indices:edition-figure", args=[edition.pk, name, file_format])
        return f"{path}?{query}" if query else path

    embed = reverse("indices:edition-embed", args=[edition.pk, name])
    return FigureBlock(
        name=name,
        figure=draw(release, name, choice) if is_drawn else None,
        svg_url=address("svg"),
        csv_url=address("csv"),
        embed_url=f"{embed}?{query}" if query else embed,
        file_name=f"{edition.index.code}-{edition.number}-{name}",
        is_wide=is_wide,
        heading=heading,
    )


# What of a choice each figure depends on: addresses say nothing more.
_PARTS = {
    "profile": ("country", "group", "reading"),
    "domains": ("country", "reading"),
    "years": ("country", "node"),
    "heat": ("reading",),
    "map": ("node", "reading", "view"),
    "scores": ("node", "reading"),
    "ranks": ("node", "reading"),
    "axes": ("across", "upward", "reading"),
    "comparison": ("countries", "reading"),
    "readings": ("country",),
}


def _query_of(name: str, choice: FigureChoice) -> str:
    return urlencode({part: getattr(choice, part) for part in _PARTS[name]}, doseq=True)


def edition_tabs(edition: Edition, release: Release, current: str) -> list[Tab]:
    tabs = [
        ("overview", _("Overview"), "indices:edition-detail"),
        ("comparison", _("Compare countries"), "indices:edition-comparison"),
        ("map", _("Map"), "indices:edition-map"),
        ("axes", _("Two domains"), "indices:edition-axes"),
        ("method", _("Change the method"), "indices:edition-method"),
        ("whatif", _("What if…"), "indices:edition-whatif"),
        ("crossing", _("Other facts"), "indices:edition-crossing"),
        ("files", _("Data"), "indices:edition-files"),
    ]
    return [
        {"label": label, "url": reverse(name, args=[edition.pk]), "current": code == current}
        for code, label, name in tabs
    ]


def module_block(module: Mapping[str, Any]) -> dict[str, Any]:
    """Lay out a complementary module: its families, from where to where."""

    def said(measure: Mapping[str, Any], name: str) -> str:
        value, year = measure[name], measure[f"{name}_year"]
        if value is None:
            return "–"
        return f"{number(value)} ({year})" if year else str(number(value))

    rows = [
        [
            str(Translated(measure["name"])),
            str(ModuleFamily(family["code"]).label),
            measure["unit"],
            said(measure, "baseline"),
            said(measure, "target"),
            said(measure, "actual"),
        ]
        for family in module["families"]
        for measure in family["measures"]
    ]
    labels = (_("Measure"), _("Family"), _("Unit"), _("Baseline"), _("Target"), _("Actual"))
    title = str(Translated(module["sector"]))
    columns = [{"label": label, "number": place > 2} for place, label in enumerate(labels)]
    return {
        "title": title,
        "diagnosis": str(Translated(module["diagnosis"])),
        "fictitious": module["fictitious"],
        "table": {"caption": title, "columns": columns, "rows": rows},
    }


def agreement_table(release: Release) -> dict[str, Any] | None:
    """Lay out how far coders agreed: overall, by domain, by pair of coders."""
    lines = release.document["agreement"]
    if not lines:
        return None
    labels = (
        _("Domain or pair"),
        _("Cells coded twice"),
        _("Alpha"),
        _("Interval"),
        _("Same answer"),
    )
    return {
        "caption": _("Agreement of coders"),
        "header": labels,
        "rows": [
            (
                _agreement_name(release, line),
                str(number(line["n_cells"])),
                _decimal(line["alpha"]),
                "–"
                if line["low"] is None
                else _("%(low)s to %(high)s")
                % {"low": _decimal(line["low"]), "high": _decimal(line["high"])},
                "–" if line["share"] is None else str(percent(line["share"])),
            )
            for line in lines
        ],
    }


def _agreement_name(release: Release, line: Mapping[str, Any]) -> str:
    if line["scope"] == "pair":
        name = _("Pair of coders %(n)s") % {"n": line["pair"]}
    else:
        name = release.name(line["domain"]) if line["scope"] == "domain" else _("All domains")
    return f"{name} · {_('fictitious')}" if line.get("fictitious") else name


def _decimal(value: float | None) -> str:
    return "–" if value is None else str(number(value, 2))
