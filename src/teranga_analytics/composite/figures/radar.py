"""The profile of one unit over the domains, with the band of its region."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray, as_vector
from teranga_analytics.composite.figures.drawing import Point, element, lines_of, tooltip
from teranga_analytics.composite.figures.frame import MARGIN, Figure, Frame, framed
from teranga_analytics.composite.figures.palette import BAND, GRID, INDIGO, MUTED, PAPER
from teranga_analytics.composite.figures.wording import number, word

N_RINGS = 4


def radar(
    axes: Sequence[str],
    profile: npt.ArrayLike,
    frame: Frame,
    *,
    band: tuple[npt.ArrayLike, npt.ArrayLike] | None = None,
    lower: float = 0.0,
    upper: float = 100.0,
    decimals: int = 0,
) -> Figure:
    """Draw the profile of one unit, over the band in which its region lies.

    Parameters
    ----------
    axes
        Name of each axis (domain), three or more.
    profile
        Shape ``(n_axes,)``. Scores of the unit; NaN where missing: the outline has a gap there.
    frame
        Title, language and width.
    band
        Lower and upper outline of the region (its quartiles), each shape ``(n_axes,)``.
    lower, upper
        Scores at the centre and at the rim.
    decimals
        Digits after the decimal sign.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there are fewer than three axes or the shapes disagree.

    Examples
    --------
    >>> figure = radar(["Health", "Work", "School"], [10, 50, 90], Frame("School stands out"))
    >>> figure.rows
    (('Health', '10'), ('Work', '50'), ('School', '90'))
    """
    n_axes = len(axes)
    if n_axes < 3:
        raise ValueError(f"axes: wanted three or more, saw {n_axes}")
    scores = as_vector(profile, "profile", n_axes)
    outlines = [] if band is None else [as_vector(part, "band", n_axes) for part in band]
    radius = min(frame.width * 0.26, 170.0)
    centre = (frame.width / 2, frame.top + radius + 26)

    def at(axis: int, value: float) -> Point:
        length = radius * (min(max(value, lower), upper) - lower) / (upper - lower)
        angle = 2 * math.pi * axis / n_axes
        return centre[0] + length * math.sin(angle), centre[1] - length * math.cos(angle)

    rings = [lower + (upper - lower) * ring / N_RINGS for ring in range(1, N_RINGS + 1)]
    canvas = frame.canvas
    shapes = [
        canvas.polygon([at(axis, ring) for axis in range(n_axes)], fill="none", stroke=GRID)
        for ring in rings
    ]
    shapes += [canvas.line(centre, at(axis, upper), stroke=GRID) for axis in range(n_axes)]
    if outlines and not np.isnan(outlines).any():
        low, high = ([at(axis, float(part[axis])) for axis in range(n_axes)] for part in outlines)
        path = canvas.ring(high, low)
        shapes.append(
            element(
                "path",
                d=path,
                fill=BAND,
                fill_opacity=0.75,
                fill_rule="evenodd",
                class_="figure-band",
            )
        )
    points = [at(axis, float(scores[axis])) for axis in range(n_axes)]
    shapes.extend(_outline(frame, points, scores))
    rows = _rows(axes, scores, outlines, frame, decimals)
    for axis, point in enumerate(points):
        if not np.isnan(scores[axis]):
            shapes.append(
                canvas.circle(
                    point, 4, tooltip(": ".join(rows[axis][:2])), fill=INDIGO, stroke=PAPER
                )
            )
    shapes.extend(_axis_names(frame, rows, centre, radius))
    shapes.append(
        canvas.text(
            centre[0] + 4, at(0, rings[1])[1] - 3, number(rings[1], frame.language, 0), 10.5,
            fill=MUTED,
        )
    )  # fmt: skip
    bottom = centre[1] + radius + 56
    shapes.extend(_legend(frame, bottom, has_band=bool(outlines)))
    names = ["element", "profile"] + (["region lower", "region upper"] if outlines else [])
    header = [word(name, frame.language) for name in names]
    return framed(frame, shapes, bottom + 22, _described(frame, rows), (header, rows))


def _outline(frame: Frame, points: Sequence[Point], scores: FloatArray) -> list[str]:
    """Close the outline when every score is known, else join the neighbours that are."""
    canvas, n = frame.canvas, len(points)
    if not np.isnan(scores).any():
        return [
            canvas.polygon(
                points, fill=INDIGO, fill_opacity=0.12, stroke=INDIGO, stroke_width=2.5,
                stroke_linejoin="round", class_="figure-profile",
            )
        ]  # fmt: skip
    return [
        canvas.line(points[axis], points[(axis + 1) % n], stroke=INDIGO, stroke_width=2.5)
        for axis in range(n)
        if not np.isnan([scores[axis], scores[(axis + 1) % n]]).any()
    ]


def _axis_names(
    frame: Frame, rows: Sequence[Sequence[str]], centre: Point, radius: float
) -> list[str]:
    shapes = []
    for axis, row in enumerate(rows):
        angle = 2 * math.pi * axis / len(rows)
        side = math.sin(angle)
        x, y = centre[0] + (radius + 12) * side, centre[1] - (radius + 14) * math.cos(angle)
        anchor = "middle" if abs(side) < 0.2 else ("start" if side > 0 else "end")
        room = (
            frame.width - 2 * MARGIN
            if anchor == "middle"
            else (frame.width - MARGIN - x if side > 0 else x - MARGIN)
        )
        lines = lines_of(f"{row[0]} {row[1]}", max(room, 40), 12)
        rise = len(lines) - 1 if abs(side) < 0.2 and math.cos(angle) > 0 else (len(lines) - 1) / 2
        for index, line in enumerate(lines):
            shapes.append(frame.canvas.text(x, y + 4 + 14 * (index - rise), line, 12, anchor))
    return shapes


def _legend(frame: Frame, y: float, *, has_band: bool) -> list[str]:
    canvas = frame.canvas
    shapes = [
        canvas.line((MARGIN, y), (MARGIN + 24, y), stroke=INDIGO, stroke_width=2.5),
        canvas.text(MARGIN + 32, y + 4.5, word("profile", frame.language), 12, fill=MUTED),
    ]
    if has_band:
        shapes += [
            canvas.rectangle(MARGIN + 112, y - 6, 24, 12, fill=BAND),
            canvas.text(MARGIN + 144, y + 4.5, word("region", frame.language), 12, fill=MUTED),
        ]
    return shapes


def _rows(
    axes: Sequence[str],
    scores: FloatArray,
    outlines: Sequence[FloatArray],
    frame: Frame,
    decimals: int,
) -> list[tuple[str, ...]]:
    return [
        (
            name,
            *(number(float(part[axis]), frame.language, decimals) for part in (scores, *outlines)),
        )
        for axis, name in enumerate(axes)
    ]


def _described(frame: Frame, rows: Sequence[Sequence[str]]) -> str:
    middle = word("to", frame.language)
    parts = [
        f"{row[0]} {row[1]}"
        + (f" ({word('region', frame.language)} {row[2]} {middle} {row[3]})" if row[2:] else "")
        for row in rows
    ]
    return f"{frame.title}. " + "; ".join(parts) + "."
