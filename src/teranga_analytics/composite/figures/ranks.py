"""Ranks with the interval within which each may lie."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import as_vector
from teranga_analytics.composite.figures.bars import ROW, row_label, widest_label
from teranga_analytics.composite.figures.drawing import tooltip
from teranga_analytics.composite.figures.frame import MARGIN, Figure, Frame, framed
from teranga_analytics.composite.figures.palette import BAND, GRID, INDIGO, MUTED, PAPER
from teranga_analytics.composite.figures.scale import Scale
from teranga_analytics.composite.figures.wording import number, word

# Place that the number of a rank needs along the scale.
_TICK = 26.0


def rank_intervals(
    units: Sequence[str],
    ranks: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    frame: Frame,
) -> Figure:
    """Draw the rank of each unit as a point within its interval.

    Parameters
    ----------
    units
        Name of each unit.
    ranks
        Shape ``(n_units,)``; 1 is the best, NaN without rank (the unit is left out).
    lower, upper
        Shape ``(n_units,)``. Ends of the interval of each rank.
    frame
        Title, language and width.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the shapes disagree or no unit has a rank.

    Examples
    --------
    >>> figure = rank_intervals(["A", "B"], [2, 1], [1, 1], [2, 2], Frame("Nobody is sure"))
    >>> figure.rows
    (('B', '1', '1', '2'), ('A', '2', '1', '2'))
    """
    n_units = len(units)
    place_of = as_vector(ranks, "ranks", n_units)
    low, high = as_vector(lower, "lower", n_units), as_vector(upper, "upper", n_units)
    order = [unit for unit in np.lexsort((low + high, place_of)) if not np.isnan(place_of[unit])]
    if not order:
        raise ValueError("ranks: wanted at least one rank, saw none")
    label_width = widest_label(units, frame.width)
    largest = max(float(np.nanmax(high)), float(np.nanmax(place_of)))
    scale = Scale(1, max(largest, 2.0), MARGIN + label_width + 24, frame.width - MARGIN - 12)
    shapes = _columns(frame, scale, len(order))
    rows = []
    for place, unit in enumerate(order):
        rank, ends = float(place_of[unit]), (float(low[unit]), float(high[unit]))
        said = [_rank(value, frame) for value in (rank, *ends)]
        rows.append((units[unit], *said))
        shapes.append(row_label(frame, place, units[unit], label_width))
        shapes.extend(_interval(frame, scale, place, (rank, *ends), _said(rows[-1], frame)))
    names = ("unit", "rank", "lower", "upper")
    described = "; ".join(_said(row, frame) for row in rows)
    return framed(
        frame,
        shapes,
        frame.top + ROW * len(order) + 44,
        f"{frame.title}. {word('best', frame.language)}. {described}.",
        ([word(name, frame.language) for name in names], rows),
    )


def _columns(frame: Frame, scale: Scale, n_rows: int) -> list[str]:
    bottom = frame.top + ROW * n_rows
    n_ranks = int(scale.high)
    apart = abs(scale.end - scale.start) / n_ranks
    step = next((step for step in (1, 5, 10, 20) if step * apart >= _TICK), 50)
    shapes = []
    # Beside the first rank there is no place for another number.
    for rank in [1, *range(max(step, 2), n_ranks + 1, step)]:
        x = scale(rank)
        shapes.append(
            frame.canvas.line((x, frame.top - 6), (x, bottom), stroke=GRID, class_="figure-grid")
        )
        shapes.append(frame.canvas.text(x, bottom + 16, str(rank), 12, "middle", fill=MUTED))
    label = f"{word('rank', frame.language)} ({word('best', frame.language)})"
    shapes.append(frame.canvas.text(scale.start, bottom + 36, label, 12, fill=MUTED))
    return shapes


def _interval(
    frame: Frame, scale: Scale, place: int, values: tuple[float, float, float], said: str
) -> list[str]:
    y = frame.top + ROW * place + ROW / 2
    rank, low, high = values
    shapes = []
    if not np.isnan([low, high]).any():
        start, end = scale(low) - 6, scale(high) + 6
        shapes.append(
            frame.canvas.rectangle(
                start, y - 6, end - start, 12, fill=BAND, rx=6, class_="figure-band"
            )
        )
    point = frame.canvas.circle(
        (scale(rank), y), 6, tooltip(said), fill=INDIGO, stroke=PAPER, stroke_width=2
    )
    return [*shapes, point]


def _rank(value: float, frame: Frame) -> str:
    return number(value, frame.language, 0 if value == round(value) else 1)


def _said(row: Sequence[str], frame: Frame) -> str:
    unit, rank, low, high = row
    joined = f"{low} {word('to', frame.language)} {high}"
    return f"{unit} {rank} ({word('interval', frame.language)} {joined})"
