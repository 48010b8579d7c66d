"""Scores as bars, with their intervals."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import as_vector
from teranga_analytics.composite.figures.drawing import (
    Attribute,
    lines_of,
    shortened,
    text_width,
    tooltip,
)
from teranga_analytics.composite.figures.frame import MARGIN, TEXT_SIZE, Figure, Frame, framed
from teranga_analytics.composite.figures.palette import GRID, INDIGO, INK, MUTED
from teranga_analytics.composite.figures.scale import Scale, scale_over
from teranga_analytics.composite.figures.wording import number, word

ROW = 28.0
SMALL = 11.0


def score_bars(
    units: Sequence[str],
    scores: npt.ArrayLike,
    frame: Frame,
    *,
    lower: npt.ArrayLike | None = None,
    upper: npt.ArrayLike | None = None,
    decimals: int = 1,
    keep_order: bool = False,
    full: float | None = None,
) -> Figure:
    """Draw scores as bars from the highest down, with an interval when there is one.

    Parameters
    ----------
    units
        Name of each unit.
    scores
        Shape ``(n_units,)``; NaN where a unit has no score.
    frame
        Title, language and width.
    lower, upper
        Shape ``(n_units,)``. Ends of the interval of each score, in the unit of the scores.
    decimals
        Digits after the decimal sign.
    keep_order
        Whether bars stand in the order given, as domains do.
    full
        Highest score there can be: bars of several figures then have one scale.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the shapes disagree, or one end of the intervals is given without the other.

    Examples
    --------
    >>> figure = score_bars(["A", "B"], [40, 60], Frame("B is ahead of A"))
    >>> figure.rows
    (('B', '60.0'), ('A', '40.0'))
    """
    values = as_vector(scores, "scores", len(units))
    if (lower is None) != (upper is None):
        raise ValueError("lower, upper: wanted both ends of the intervals or none, saw one")
    low = None if lower is None else as_vector(lower, "lower", len(units))
    high = None if upper is None else as_vector(upper, "upper", len(units))
    order = np.arange(len(units)) if keep_order else np.argsort(-values, kind="stable")
    ends = [
        *values,
        *(() if full is None else (full,)),
        *(() if low is None else low),
        *(() if high is None else high),
    ]
    label_width = widest_label(units, frame.width)
    scale = scale_over(ends, MARGIN + label_width + 8, frame.width - MARGIN - 44, from_zero=True)
    shapes = axis(frame, scale, len(units), decimals=scale.decimals())
    rows = []
    for place, unit in enumerate(order):
        score = float(values[unit])
        interval = None if low is None or high is None else (float(low[unit]), float(high[unit]))
        said = [number(end, frame.language, decimals) for end in (score, *(interval or ()))]
        rows.append((units[unit], *said))
        shapes.extend(_bar(frame, scale, place, units[unit], score, interval, said))
    header = ["unit", "score"] + (["lower", "upper"] if low is not None else [])
    described = "; ".join(_said(row, frame) for row in rows)
    return framed(
        frame,
        shapes,
        frame.top + ROW * len(units) + 26,
        f"{frame.title}. {described}.",
        ([word(name, frame.language) for name in header], rows),
    )


def widest_label(labels: Sequence[str], width: float) -> float:
    """Width of the column of labels: the widest one, at most a third of the figure."""
    return min(max(text_width(label, TEXT_SIZE) for label in labels), width * 0.34)


def axis(frame: Frame, scale: Scale, n_rows: int, *, decimals: int) -> list[str]:
    """Vertical lines at round numbers, under `n_rows` rows."""
    bottom = frame.top + ROW * n_rows
    shapes = []
    for tick in scale.ticks(4 if frame.width < 480 else 6):
        x = scale(tick)
        shapes.append(
            frame.canvas.line((x, frame.top - 6), (x, bottom), stroke=GRID, class_="figure-grid")
        )
        label = number(tick, frame.language, decimals)
        shapes.append(frame.canvas.text(x, bottom + 16, label, 12, "middle", fill=MUTED))
    return shapes


def row_label(frame: Frame, place: int, label: str, width: float) -> str:
    """Name of a row, ending where the figure begins; a long one takes two small lines."""
    middle = frame.top + ROW * place + ROW / 2
    if text_width(label, TEXT_SIZE) <= width:
        return frame.canvas.text(MARGIN + width, middle + 4.5, label, TEXT_SIZE, "end")
    lines = lines_of(label, width, SMALL)
    shown = [lines[0], shortened(" ".join(lines[1:]), width, SMALL)] if lines[1:] else lines
    return "".join(
        frame.canvas.text(
            MARGIN + width,
            middle + 4 + 12 * (index - (len(shown) - 1) / 2),
            shortened(line, width, SMALL),
            SMALL,
            "end",
        )
        for index, line in enumerate(shown)
    )


def whisker(
    frame: Frame, scale: Scale, y: float, interval: tuple[float, float], colour: str = INK
) -> list[str]:
    """Draw an interval as a line with ends."""
    low, high = (scale(end) for end in interval)
    line: dict[str, Attribute] = {
        "stroke": colour,
        "stroke_width": 1.5,
        "class_": "figure-interval",
    }
    return [
        frame.canvas.line((low, y), (high, y), **line),
        frame.canvas.line((low, y - 4), (low, y + 4), **line),
        frame.canvas.line((high, y - 4), (high, y + 4), **line),
    ]


def _bar(
    frame: Frame,
    scale: Scale,
    place: int,
    unit: str,
    score: float,
    interval: tuple[float, float] | None,
    said: Sequence[str],
) -> list[str]:
    y = frame.top + ROW * place
    shapes = [row_label(frame, place, unit, scale.start - 8 - MARGIN)]
    if np.isnan(score):
        missing = word("no score", frame.language)
        return [*shapes, frame.canvas.text(scale.start, y + 18, missing, 12, fill=MUTED)]
    zero, end = sorted((scale(0.0), scale(score)))
    shapes.append(
        frame.canvas.rectangle(
            zero,
            y + 5,
            end - zero,
            ROW - 10,
            tooltip(_said((unit, *said), frame)),
            fill=INDIGO if interval is None else "#7886bd",
            rx=2,
            class_="figure-bar",
        )
    )
    beyond = max(end, scale(interval[1])) if interval and not np.isnan(interval[1]) else end
    if interval is not None and not np.isnan(interval).any():
        shapes.extend(whisker(frame, scale, y + ROW / 2, interval))
    shapes.append(frame.canvas.text(beyond + 7, y + ROW / 2 + 4.5, said[0], TEXT_SIZE))
    return shapes


def _said(row: Sequence[str], frame: Frame) -> str:
    unit, score, *interval = row
    if not interval:
        return f"{unit} {score}"
    middle = f" {word('to', frame.language)} "
    return f"{unit} {score} ({word('interval', frame.language)} {middle.join(interval)})"
