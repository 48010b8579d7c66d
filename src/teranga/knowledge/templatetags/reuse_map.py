"""The map of reuse: an arc from where a practice came to where it was taken over."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template

from teranga.core.templatetags.maps import draw_shapes, read_outlines
from teranga.knowledge.queries.library import ReuseView

register = template.Library()

# The band of the world in which people live: the poles are left out.
_VIEW = (120.0, 30.0, 790.0, 330.0)
# How far an arc leaves the straight line, as a share of its length.
_BEND = 0.22
_NUMBER_RADIUS = 8.5


@dataclass(frozen=True, slots=True)
class Arc:
    number: int
    path: str
    words: str
    badge: tuple[float, float]


@register.inclusion_tag("knowledge/_reuse_map.html")
def reuse_map(views: Iterable[ReuseView], *, title: str) -> dict[str, Any]:
    """Draw one numbered arc for each reuse whose two ends are countries."""
    outlines = read_outlines()["countries"]
    places: dict[str, Mapping[str, Any]] = {}
    arcs = []
    for number, view in enumerate(views, start=1):
        start, end = view.reuse.from_country_id, view.reuse.country_id
        if not start or not end or start not in outlines or end not in outlines:
            continue
        for code, step in ((start, 2), (end, 4)):
            places.setdefault(code, {"code": code, "name": code, "value": step})
        arcs.append(_arc(number, view, outlines[start]["label"], outlines[end]["label"]))
    bounds = [(float(step), float(step)) for step in range(1, 6)]
    return {
        "title": title,
        "view_box": " ".join(f"{side:g}" for side in _VIEW),
        "shapes": draw_shapes(places, bounds, _VIEW),
        "arcs": arcs,
        "radius": f"{_NUMBER_RADIUS:g}",
    }


def _arc(number: int, view: ReuseView, start: list[float], end: list[float]) -> Arc:
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1)
    # Bent upwards whichever way it goes, like the path of a plane on a map.
    bend = max(length * _BEND, 14.0)
    side = 1.0 if x2 < x1 else -1.0
    normal = (-(y2 - y1) / length * side, (x2 - x1) / length * side) if length else (0.0, -1.0)
    if normal[1] > 0:
        normal = (-normal[0], -normal[1])
    middle = ((x1 + x2) / 2 + normal[0] * bend, (y1 + y2) / 2 + normal[1] * bend)
    top = (
        (x1 + 2 * middle[0] + x2) / 4,
        max((y1 + 2 * middle[1] + y2) / 4, _VIEW[1] + _NUMBER_RADIUS),
    )
    return Arc(
        number=number,
        path=f"M{x1:.1f} {y1:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {x2:.1f} {y2:.1f}",
        words=str(view.reuse.subject),
        badge=(round(top[0], 1), round(top[1], 1)),
    )
