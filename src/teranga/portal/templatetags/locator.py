"""A small map that shows where one country lies, among its neighbours."""

from typing import Any

from django import template

from teranga.core.models import Country
from teranga.core.templatetags.maps import Box, draw_shapes, read_outlines

register = template.Library()

# How much of the neighbourhood is shown, in times the width of the country, and the
# least width that still shows a coast one recognises.
_AROUND = 2.2
_LEAST_WIDTH = 60.0
_HEIGHT_SHARE = 0.8


@register.inclusion_tag("portal/_locator.html")
def locator_map(country: Country) -> dict[str, Any]:
    outline = read_outlines()["countries"].get(country.pk)
    if outline is None:
        return {"country": country, "shapes": []}
    view = _view_around(outline["box"])
    here = {country.pk: {"name": country.name, "value": 1, "text": country.name}}
    return {
        "country": country,
        "view_box": " ".join(f"{side:.1f}" for side in view),
        "point_radius": f"{view[2] / 40:.1f}",
        "shapes": draw_shapes(here, [(1, 1)], view),
    }


def _view_around(box: Box) -> Box:
    left, top, width, height = box
    side = max(width, height / _HEIGHT_SHARE) * _AROUND
    side = max(side, _LEAST_WIDTH)
    return (
        left + width / 2 - side / 2,
        top + height / 2 - side * _HEIGHT_SHARE / 2,
        side,
        side * _HEIGHT_SHARE,
    )
