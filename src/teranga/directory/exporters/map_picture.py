"""Countries shaded by how many organisations they hold: a picture for pages without a script.

It weighs more than all the rest of the page: whoever has the drawn map never loads it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from teranga.core.templatetags.maps import (
    POINT_SHARE,
    Box,
    Shape,
    class_bounds,
    draw_shapes,
    read_outlines,
)
from teranga.core.templatetags.numbers import number

# From the closest: the first that shows nearly all that is counted; the table says the rest.
_VIEWS = ("crpm", "africa", "world")
_NEARLY_ALL = 0.95
_LAND, _BORDER, _WATER, _INK = "#e3e0d8", "#ffffff", "#f5f8fa", "#16212b"
# One hue, from few to many; ink stays readable on each.
_HUES = ("#cfe3ec", "#b3d2e1", "#93bfd4", "#74abc6", "#5597b7")

_CORNER = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def map_picture(places: Iterable[Mapping[str, Any]]) -> bytes:
    """Return an SVG of `places` (`code`, `name`, `value`), each number written on its country."""
    by_code = {str(place["code"]): place for place in places}
    box = _view_of(by_code.values())
    shapes = draw_shapes(by_code, class_bounds(place["value"] for place in by_code.values()), box)
    radius = max(box[2:]) * POINT_SHARE
    left, top, width, height = box
    picture = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}" stroke="{}" stroke-width="0.3">'
        '<defs><pattern id="open" width="1.4" height="1.4" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M0 0V1.4" stroke="{}"/></pattern></defs>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="none"/>{}{}</svg>',
        " ".join(f"{side:g}" for side in box),
        _BORDER,
        _LAND,
        *(f"{side:g}" for side in (left, top, width, height)),
        _WATER,
        format_html_join("", "{}", ((_land(shape, radius),) for shape in shapes)),
        format_html_join("", "{}", ((_count(place, box),) for place in by_code.values())),
    )
    return picture.encode()


def _land(shape: Shape, radius: float) -> SafeString:
    # A territory whose status is open belongs to no neighbour: it is hatched.
    fill = _HUES[shape.step - 1] if shape.step else "url(#open)" if shape.is_neutral else _LAND
    if shape.point is not None:
        x, y = shape.point
        return format_html('<circle cx="{}" cy="{}" r="{}" fill="{}"/>', x, y, radius, fill)
    return format_html('<path d="{}" fill="{}"/>', shape.path, fill)


def _count(place: Mapping[str, Any], box: Box) -> str:
    middle = _middle(str(place["code"]))
    if middle is None or not _holds(box, middle):
        return ""
    size = f"{max(box[2:]) / 40:.1f}"
    return format_html(
        '<text x="{}" y="{}" font-family="sans-serif" font-size="{}" font-weight="600" fill="{}"'
        ' stroke="none" text-anchor="middle" dominant-baseline="central">{}</text>',
        *(f"{side:.1f}" for side in middle),
        size,
        _INK,
        number(place["value"]) or "",
    )


def _view_of(places: Iterable[Mapping[str, Any]]) -> Box:
    counted = [(_middle(str(place["code"])), place["value"]) for place in places]
    total = sum(value for _middle_of, value in counted)
    boxes: list[Box] = [tuple(read_outlines()["views"][name]) for name in _VIEWS]
    for box in boxes:
        shown = sum(value for middle, value in counted if middle and _holds(box, middle))
        if shown >= _NEARLY_ALL * total:
            return box
    return boxes[-1]


def _holds(box: Box, point: tuple[float, float]) -> bool:
    left, top, width, height = box
    return left <= point[0] <= left + width and top <= point[1] <= top + height


@cache
def _middle(code: str) -> tuple[float, float] | None:
    """Return the middle of the longest outline: not of a country and its islands together."""
    outline = read_outlines()["countries"].get(code, {})
    if "point" in outline:
        x, y = outline["point"]
        return x, y
    parts = [_CORNER.findall(part) for part in outline.get("d", "").split("M")]
    corners = [(float(x), float(y)) for x, y in max(parts, key=len)]
    if not corners:
        return None
    across, down = zip(*corners, strict=True)
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2
