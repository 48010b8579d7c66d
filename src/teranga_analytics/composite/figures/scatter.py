"""Two scores against each other, each point with its name."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import as_vector
from teranga_analytics.composite.figures.drawing import Point, text_width, tooltip
from teranga_analytics.composite.figures.frame import MARGIN, Figure, Frame, framed
from teranga_analytics.composite.figures.palette import GRID, INDIGO, MUTED, PAPER
from teranga_analytics.composite.figures.scale import Scale, scale_over
from teranga_analytics.composite.figures.wording import number, word

SIZE = 12.0
CROWDED = 0.35
Box = tuple[float, float, float, float]


def scatter(
    units: Sequence[str],
    across: npt.ArrayLike,
    upward: npt.ArrayLike,
    names: tuple[str, str],
    frame: Frame,
    *,
    decimals: int = 1,
) -> Figure:
    """Draw two scores of each unit (policy and administration), with names where there is room.

    Units on the same spot share a point; the pointer and the table name them all.

    Parameters
    ----------
    units
        Name of each unit.
    across, upward
        Shape ``(n_units,)``. Scores along the two axes; a unit that lacks one is left out.
    names
        Names of the two axes.
    frame
        Title, language and width.
    decimals
        Digits after the decimal sign.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the shapes disagree.

    Examples
    --------
    >>> figure = scatter(["A"], [40], [60], ("Policy", "Administration"), Frame("One country"))
    >>> figure.rows
    (('A', '40.0', '60.0'),)
    """
    x, y = as_vector(across, "across", len(units)), as_vector(upward, "upward", len(units))
    height = min(frame.width * 0.66, 460.0)
    left, bottom = MARGIN + 44, frame.top + height
    horizontal = scale_over(list(x), left, frame.width - MARGIN - 8)
    vertical = scale_over(list(y), bottom, frame.top + 18)
    shapes = _axes(frame, horizontal, vertical, names)
    rows = [
        (unit, *(number(float(score[place]), frame.language, decimals) for score in (x, y)))
        for place, unit in enumerate(units)
    ]
    shown = [place for place in range(len(units)) if not np.isnan([x[place], y[place]]).any()]
    points = [(horizontal(float(x[place])), vertical(float(y[place]))) for place in shown]
    boxes: list[Box] = [(a - 6, b - 6, a + 6, b + 6) for a, b in points]
    together = _together(shown, points)
    for point, places in together:
        said = "; ".join(
            f"{rows[place][0]}: {names[0]} {rows[place][1]}, {names[1]} {rows[place][2]}"
            for place in places
        )
        radius = _radius(places)
        shapes.append(
            frame.canvas.circle(
                point, radius, tooltip(said), fill=INDIGO, stroke=PAPER, stroke_width=1.5
            )
        )
    for point, places in together:
        name = _named([units[place] for place in places])
        shapes.append(_label(frame, name, point, _radius(places), boxes))
    described = "; ".join(f"{unit} {names[0]} {a}, {names[1]} {b}" for unit, a, b in rows)
    header = (word("unit", frame.language), *names)
    return framed(frame, shapes, bottom + 46, f"{frame.title}. {described}.", (header, rows))


def _axes(frame: Frame, horizontal: Scale, vertical: Scale, names: tuple[str, str]) -> list[str]:
    canvas = frame.canvas
    shapes = []
    for tick in horizontal.ticks():
        x = horizontal(tick)
        label = number(tick, frame.language, horizontal.decimals())
        shapes.append(canvas.line((x, vertical.start), (x, vertical.end), stroke=GRID))
        shapes.append(canvas.text(x, vertical.start + 17, label, SIZE, "middle", fill=MUTED))
    for tick in vertical.ticks():
        y = vertical(tick)
        label = number(tick, frame.language, vertical.decimals())
        shapes.append(canvas.line((horizontal.start, y), (horizontal.end, y), stroke=GRID))
        shapes.append(canvas.text(horizontal.start - 8, y + 4, label, SIZE, "end", fill=MUTED))
    shapes.append(canvas.text(MARGIN, frame.top + 2, f"↑ {names[1]}", SIZE, font_weight="600"))
    arrow = "←" if frame.mirrored else "→"
    shapes.append(
        canvas.text(
            horizontal.end, vertical.start + 38, f"{names[0]} {arrow}", SIZE, "end",
            font_weight="600",
        )
    )  # fmt: skip
    return shapes


def _together(shown: Sequence[int], points: Sequence[Point]) -> list[tuple[Point, list[int]]]:
    """Gather the units that stand on the same spot: one point speaks for all of them."""
    spots: dict[Point, list[int]] = {}
    for place, (x, y) in zip(shown, points, strict=True):
        spots.setdefault((round(x), round(y)), []).append(place)
    return list(spots.items())


def _named(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"


def _radius(places: Sequence[int]) -> float:
    return min(5.5 + 0.6 * (len(places) - 1), 11.0)


def _label(frame: Frame, name: str, point: Point, radius: float, boxes: list[Box]) -> str:
    """Put a name where it covers least of what is there already."""
    width, off = text_width(name, SIZE), radius + 3.5
    x, y = point
    places = (
        (x + off, y + 4, "start", (x + off, y - 7, x + off + width, y + 6)),
        (x - off, y + 4, "end", (x - off - width, y - 7, x - off, y + 6)),
        (x, y - off - 1, "middle", (x - width / 2, y - off - 12, x + width / 2, y - off + 1)),
        (x, y + off + 10, "middle", (x - width / 2, y + off - 1, x + width / 2, y + off + 12)),
    )
    edge = frame.width - MARGIN

    def cost(box: Box) -> float:
        outside = max(0.0, box[2] - edge) + max(0.0, MARGIN - box[0])
        return outside * 20 + sum(_overlap(box, other) for other in boxes)

    costs = [cost(place[3]) for place in places]
    least = min(costs)
    a, b, anchor, box = places[costs.index(least)]
    # A name over other names cannot be read: the point keeps it for the pointer and the table.
    if least > CROWDED * (box[2] - box[0]) * (box[3] - box[1]):
        return ""
    boxes.append(box)
    return frame.canvas.text(a, b, name, SIZE, anchor)


def _overlap(one: Box, other: Box) -> float:
    # Most boxes are far apart: that is settled first.
    if one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]:
        return 0.0
    width = min(one[2], other[2]) - max(one[0], other[0])
    return width * (min(one[3], other[3]) - max(one[1], other[1]))
