"""Profiles of several units over the same domains, each with its colour and its shape."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import as_table
from teranga_analytics.composite.figures.bars import ROW, axis, row_label, widest_label
from teranga_analytics.composite.figures.drawing import Attribute, Point, text_width, tooltip
from teranga_analytics.composite.figures.frame import MARGIN, Figure, Frame, framed
from teranga_analytics.composite.figures.palette import GRID, INDIGO, MUTED, OCHRE, PAPER
from teranga_analytics.composite.figures.scale import Scale
from teranga_analytics.composite.figures.wording import number, word

COLOURS = (INDIGO, OCHRE, "#3f6b4f", "#841200", "#9a78e2", "#074d50")
MOST = len(COLOURS)


def profile_dots(
    rows: Sequence[str],
    units: Sequence[str],
    scores: npt.ArrayLike,
    frame: Frame,
    *,
    full: float = 100.0,
    decimals: int = 0,
) -> Figure:
    """Draw the scores of a few units on each row, told apart by colour and by shape.

    Parameters
    ----------
    rows
        Name of each row (domain).
    units
        Name of each unit, six at most.
    scores
        Shape ``(n_rows, n_units)``; NaN where there is no score.
    frame
        Title, language and width.
    full
        Highest score there can be; the axis starts at zero.
    decimals
        Digits after the decimal sign.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there are more than six units, none, or the shapes disagree.

    Examples
    --------
    >>> figure = profile_dots(["Work"], ["A", "B"], [[10, 30]], Frame("B does more"))
    >>> figure.rows
    (('Work', '10', '30'),)
    """
    table = as_table(scores, "scores")
    if not 1 <= len(units) <= MOST:
        raise ValueError(f"units: wanted one to {MOST}, saw {len(units)}")
    if table.shape != (len(rows), len(units)):
        raise ValueError(f"scores: wanted shape {(len(rows), len(units))}, saw {table.shape}")
    legend, top = _legend(frame, units)
    shift = top - frame.top
    label_width = widest_label(rows, frame.width)
    scale = Scale(0.0, full, MARGIN + label_width + 14, frame.width - MARGIN - 12)
    shapes = [*legend]
    shapes.append(_moved(axis(frame, scale, len(rows), decimals=0), shift))
    said = [
        (name, *(number(float(value), frame.language, decimals) for value in table[place]))
        for place, name in enumerate(rows)
    ]
    for place, name in enumerate(rows):
        shapes.append(_moved([row_label(frame, place, name, label_width)], shift))
        y = top + ROW * place + ROW / 2
        shapes.extend(_row(frame, scale, y, table[place], said[place], units))
    described = "; ".join(
        f"{row[0]}: "
        + ", ".join(f"{unit} {value}" for unit, value in zip(units, row[1:], strict=True))
        for row in said
    )
    header = (word("element", frame.language), *units)
    bottom = top + ROW * len(rows) + 26
    return framed(frame, shapes, bottom, f"{frame.title}. {described}.", (header, said))


def _moved(shapes: Sequence[str], down: float) -> str:
    return f'<g transform="translate(0 {down:g})">{"".join(shapes)}</g>'


def _row(
    frame: Frame,
    scale: Scale,
    y: float,
    values: npt.NDArray[np.float64],
    said: Sequence[str],
    units: Sequence[str],
) -> list[str]:
    known = values[~np.isnan(values)]
    shapes = []
    if len(known) > 1:
        ends = (scale(float(known.min())), y), (scale(float(known.max())), y)
        shapes.append(frame.canvas.line(*ends, stroke=GRID, stroke_width=3))
    for unit, value in enumerate(values):
        if not np.isnan(value):
            words = f"{said[0]}, {units[unit]}: {said[unit + 1]}"
            shapes.append(mark(frame, unit, (scale(float(value)), y), words))
    return shapes


def mark(frame: Frame, unit: int, at: Point, words: str) -> str:
    """Draw the shape that stands for a unit."""
    x, y = at
    look: dict[str, Attribute] = {"fill": COLOURS[unit], "stroke": PAPER, "stroke_width": 1.5}
    corners: tuple[tuple[Point, ...], ...] = (
        (),
        ((x - 6, y - 6), (x + 6, y - 6), (x + 6, y + 6), (x - 6, y + 6)),
        ((x, y - 7.5), (x + 7, y + 5.5), (x - 7, y + 5.5)),
        ((x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)),
        ((x, y + 7.5), (x + 7, y - 5.5), (x - 7, y - 5.5)),
        ((x - 8, y - 3), (x + 8, y - 3), (x + 8, y + 3), (x - 8, y + 3)),
    )
    if not corners[unit]:
        return frame.canvas.circle(at, 6.5, tooltip(words), **look)
    return frame.canvas.polygon(corners[unit], tooltip(words), **look)


def _legend(frame: Frame, units: Sequence[str]) -> tuple[list[str], float]:
    """Name each shape, on as many lines as it takes; also say where the rows begin."""
    x, y = MARGIN, frame.top
    shapes = []
    for unit, name in enumerate(units):
        width = 20 + text_width(name, 12) + 18
        if x + width > frame.width - MARGIN and x > MARGIN:
            x, y = MARGIN, y + 20
        shapes.append(mark(frame, unit, (x + 7, y), name))
        shapes.append(frame.canvas.text(x + 20, y + 4.5, name, 12, fill=MUTED))
        x += width
    return shapes, y + 26
