"""Maps drawn on the server: outlines of our own, one hue, and a table that says the same."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django import template
from django.utils.translation import gettext as _

import teranga
from teranga.core.templatetags.numbers import number

register = template.Library()

N_CLASSES = 5
OUTLINES = Path(teranga.__file__).parent / "static" / "teranga" / "world.json"
# A State drawn as a point keeps the same size on screen whatever the part of the world shown.
POINT_SHARE = 0.008
HATCH_SHARE = 0.006

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """One country on the map: a path or a point, its class of the scale and what it says."""

    code: str
    path: str
    point: tuple[float, float] | None
    is_neutral: bool
    step: int
    words: str = ""
    url: str = ""


@lru_cache(maxsize=1)
def read_outlines() -> dict[str, Any]:
    """Read the outlines which the front-end build has projected."""
    outlines: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return outlines


def view_names() -> list[str]:
    return list(read_outlines()["views"])


def class_bounds(values: Iterable[float]) -> list[tuple[float, float]]:
    """Share the values out among at most five classes of about the same number of countries.

    Each class is given by the smallest and the largest value really in it, so that the
    legend never promises values which no country has.
    """
    ordered = sorted(values)
    n_distinct = len(set(ordered))
    n_classes = min(N_CLASSES, n_distinct)
    if n_distinct <= N_CLASSES:
        return [(value, value) for value in sorted(set(ordered))]
    edges = sorted({ordered[round(k * len(ordered) / n_classes)] for k in range(1, n_classes)})
    limits = [float("-inf"), *edges, float("inf")]
    classes = [[v for v in ordered if low <= v < high] for low, high in pairwise(limits)]
    return [(members[0], members[-1]) for members in classes if members]


def step_of(value: float | None, bounds: list[tuple[float, float]]) -> int:
    """Return the class, from 1 to 5, spread over the whole scale; 0 without a value."""
    if value is None:
        return 0
    position = next(k for k, (_low, high) in enumerate(bounds) if value <= high)
    if len(bounds) == 1:
        return 3
    return 1 + round(position * (N_CLASSES - 1) / (len(bounds) - 1))


def _widened(view: Box) -> Box:
    """Return what a wide screen shows around a view: the neighbours go on, up to 2:1."""
    left, top, width, height = view
    wide = max(width, 2 * height)
    return (left - (wide - width) / 2, top, wide, height)


def _meets(box: Box, view: Box) -> bool:
    (x, y, width, height), (left, top, view_width, view_height) = box, view
    return x < left + view_width and x + width > left and y < top + view_height and y + height > top


def _says(place: Mapping[str, Any]) -> str:
    value = place.get("text") or number(place.get("value"))
    if value is None:
        value = _("no data")
    return _("%(place)s: %(value)s") % {"place": place["name"], "value": value}


def draw_shapes(
    places: Mapping[str, Mapping[str, Any]], bounds: list[tuple[float, float]], view: Box
) -> list[Shape]:
    shapes = []
    window = _widened(view)
    for code, outline in read_outlines()["countries"].items():
        place = places.get(code)
        is_point = "point" in outline
        # Small States are drawn where the map has something to say of them.
        if not _meets(outline["box"], window) or (is_point and place is None):
            continue
        shapes.append(
            Shape(
                code=code,
                path=outline.get("d", ""),
                point=outline.get("point"),
                is_neutral=outline.get("neutral", False),
                step=step_of(place.get("value"), bounds) if place else 0,
                words=_says(place) if place else "",
                url=str(place.get("url") or "") if place else "",
            )
        )
    # Points and countries that say something are drawn last: nothing hides them.
    return sorted(shapes, key=lambda shape: (shape.point is not None, bool(shape.words)))


def _legend(bounds: list[tuple[float, float]]) -> list[dict[str, Any]]:
    return [
        {
            "step": step_of(high, bounds),
            "label": number(low) if low == high else f"{number(low)} – {number(high)}",
        }
        for low, high in bounds
    ]


@register.inclusion_tag("components/map.html")
def map_svg(  # noqa: PLR0913, the parameters of a figure: each is said by the page
    places: Iterable[Mapping[str, Any]],
    *,
    view: str = "world",
    title: str = "",
    subtitle: str = "",
    place_label: str = "",
    value_label: str = "",
    source: str = "",
    source_url: str = "",
    page: str = "",
    download_url: str = "",
    map_id: str = "map",
    heading: int = 2,
) -> dict[str, Any]:
    """Draw a map of countries with its legend and its table.

    `places` are mappings with `code` (ISO alpha-3), `name`, `value` (number or None) and
    optionally `url` and `text` (the value in words).
    """
    by_code = {str(place["code"]): place for place in places}
    values = [place["value"] for place in by_code.values() if place.get("value") is not None]
    bounds = class_bounds(values)
    box: Box = tuple(read_outlines()["views"][view])
    shapes = draw_shapes(by_code, bounds, box)
    return {
        "title": title,
        "subtitle": subtitle,
        "source": source,
        "source_url": source_url,
        "page": page,
        "download_url": download_url,
        "map_id": map_id,
        "heading": heading,
        "view_box": " ".join(str(side) for side in box),
        "point_radius": str(round(max(box[2:]) * POINT_SHARE, 2)),
        "hatch": str(round(max(box[2:]) * HATCH_SHARE, 2)),
        "shapes": shapes,
        "has_neutral": any(shape.is_neutral for shape in shapes),
        "has_gaps": any(place.get("value") is None for place in by_code.values()),
        "legend": _legend(bounds),
        "table": _table(by_code.values(), title, place_label, value_label),
    }


def _table(
    places: Iterable[Mapping[str, Any]], title: str, place_label: str, value_label: str
) -> dict[str, Any]:
    # Largest first; countries without data close the list.
    ordered = sorted(
        places, key=lambda place: (place.get("value") is None, -(place.get("value") or 0))
    )
    rows = [
        [
            {"text": place["name"], "url": place.get("url", "")},
            place.get("text") or number(place.get("value")) or _("no data"),
        ]
        for place in ordered
    ]
    return {
        "caption": title,
        "columns": [
            {"label": place_label or _("Country")},
            {"label": value_label or _("Value"), "number": True},
        ],
        "rows": rows,
    }
