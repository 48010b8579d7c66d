"""The map of an edition as a figure of its own: to save, to print, to embed."""

from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _

from teranga.core.templatetags.maps import (
    POINT_SHARE,
    Box,
    Shape,
    class_bounds,
    draw_shapes,
    read_outlines,
    step_of,
)
from teranga.core.templatetags.numbers import number
from teranga.indices.queries.edition.release import Release, Score
from teranga_analytics.composite.figures.drawing import element, tooltip
from teranga_analytics.composite.figures.frame import MARGIN, Figure, Frame, framed
from teranga_analytics.composite.figures.palette import GRID, MUTED, PAPER, SEQUENCE
from teranga_analytics.composite.figures.wording import word

VIEWS = ("world", "africa", "crpm")
TALLEST = 520.0
_SIZE, _SWATCH, _STEP = 12.0, 14.0, 118.0


def map_figure(release: Release, scores: Sequence[Score], view: str, frame: Frame) -> Figure:
    """Draw countries by score in at most five classes, with the interval in words."""
    names = [release.country(code) for code in release.units]
    rows = [(name, _said(score)) for name, score in zip(names, scores, strict=True)]
    places = {
        code: {"name": name, "value": _whole(score), "text": said}
        for code, (name, said), score in zip(release.units, rows, scores, strict=True)
    }
    bounds = class_bounds(round(score.value) for score in scores if score.is_known)
    box: Box = tuple(read_outlines()["views"][view])
    width = frame.width - 2 * MARGIN
    height = min(width * box[3] / box[2], TALLEST)
    drawn = element(
        "svg",
        *(_shape(shape, box) for shape in draw_shapes(places, bounds, box)),
        x=MARGIN,
        y=frame.top,
        width=width,
        height=height,
        viewBox=" ".join(f"{side:g}" for side in box),
        stroke=PAPER,
        stroke_width=0.4,
    )
    below = frame.top + height + 14
    header = (word("unit", frame.language), _("Score from 0 to 100, with its interval"))
    caution = _(
        "Outlines are indicative and take no position on borders or on the status of any territory."
    )
    note = frame.canvas.text(MARGIN, below + 40, caution, _SIZE, fill=MUTED)
    described = "; ".join(f"{name} {said}" for name, said in rows)
    shapes = [drawn, *_legend(frame, bounds, below), note]
    return framed(frame, shapes, below + 48, f"{frame.title}. {described}.", (header, rows))


def _whole(score: Score) -> int | None:
    return round(score.value) if score.is_known else None


def _said(score: Score) -> str:
    if not score.is_known:
        return "–"
    value, low, high = (number(round(n)) for n in (score.value, score.low, score.high))
    return _("%(score)s (%(low)s to %(high)s)") % {"score": value, "low": low, "high": high}


def _shape(shape: Shape, box: Box) -> str:
    fill = SEQUENCE[shape.step - 1] if shape.step else GRID
    said = [tooltip(shape.words)] if shape.words else []
    if shape.point:
        x, y = shape.point
        return element("circle", *said, cx=x, cy=y, r=max(box[2:]) * POINT_SHARE, fill=fill)
    return element("path", *said, d=shape.path, fill=fill)


def _legend(frame: Frame, bounds: Sequence[tuple[float, float]], y: float) -> list[str]:
    entries = [
        (SEQUENCE[step_of(high, list(bounds)) - 1], _range(low, high)) for low, high in bounds
    ]
    marks = []
    for place, (colour, label) in enumerate([*entries, (GRID, _("no score"))]):
        x = MARGIN + place * _STEP
        marks.append(frame.canvas.rectangle(x, y, _SWATCH, _SWATCH, fill=colour))
        marks.append(frame.canvas.text(x + _SWATCH + 6, y + 11, label, _SIZE))
    return marks


def _range(low: float, high: float) -> str:
    return str(number(low)) if low == high else f"{number(low)} – {number(high)}"


def median_words(scores: Sequence[Score]) -> str:
    known = [score.value for score in scores if score.is_known]
    return str(number(round(float(np.median(known))))) if known else "–"
