"""One score over the years, between the ends of what is not known."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray, as_vector
from teranga_analytics.composite.figures.drawing import Point, element
from teranga_analytics.composite.figures.frame import MARGIN, Figure, Frame, framed
from teranga_analytics.composite.figures.palette import BAND, GRID, INDIGO, MUTED, OCHRE
from teranga_analytics.composite.figures.scale import Scale
from teranga_analytics.composite.figures.wording import number, word

SIZE = 12.0


def time_series(
    times: Sequence[int],
    scores: npt.ArrayLike,
    frame: Frame,
    *,
    band: tuple[npt.ArrayLike, npt.ArrayLike] | None = None,
    median: npt.ArrayLike | None = None,
    full: float = 100.0,
    decimals: int = 0,
) -> Figure:
    """Draw a score over the years.

    Parameters
    ----------
    times
        Years, growing, two or more.
    scores
        Shape ``(n_times,)``; NaN where there is no score: the line has a gap there.
    frame
        Title, language and width.
    band
        Lowest and highest score there could have been, each shape ``(n_times,)``.
    median
        Median of those it is compared with, shape ``(n_times,)``.
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
        If there are fewer than two years, they do not grow, or the shapes disagree.

    Examples
    --------
    >>> figure = time_series([2000, 2001], [10, 20], Frame("It grew"))
    >>> figure.rows
    (('2000', '10'), ('2001', '20'))
    """
    if len(times) < 2 or list(times) != sorted(set(times)):
        raise ValueError(f"times: wanted two or more growing years, saw {list(times)}")
    values = as_vector(scores, "scores", len(times))
    ends = [] if band is None else [as_vector(end, "band", len(times)) for end in band]
    middle = None if median is None else as_vector(median, "median", len(times))
    height = min(frame.width * 0.5, 300.0)
    across = Scale(times[0], times[-1], MARGIN + 34, frame.width - MARGIN - 8)
    upward = Scale(0.0, full, frame.top + height, frame.top)
    shapes = _axes(frame, across, upward)
    if ends:
        shapes.extend(_band(frame, times, ends, across, upward))
    if middle is not None:
        shapes.extend(_line(frame, times, middle, (across, upward), OCHRE, dashes="5 4"))
    shapes.extend(_line(frame, times, values, (across, upward), INDIGO))
    bottom = upward.start + 44
    names = ["score", *(["median"] if middle is not None else [])]
    shapes.extend(_legend(frame, bottom, names))
    columns = [values, *ends, *([] if middle is None else [middle])]
    rows = [
        (str(time), *(number(float(part[place]), frame.language, decimals) for part in columns))
        for place, time in enumerate(times)
    ]
    header = [
        word(name, frame.language)
        for name in ["year", "score", *(["lower", "upper"] if ends else []), *names[1:]]
    ]
    return framed(frame, shapes, bottom + 12, _described(frame, rows), (header, rows))


def _axes(frame: Frame, across: Scale, upward: Scale) -> list[str]:
    canvas = frame.canvas
    shapes = []
    for tick in upward.ticks(4):
        y = upward(tick)
        shapes.append(canvas.line((across.start, y), (across.end, y), stroke=GRID))
        label = number(tick, frame.language, 0)
        shapes.append(canvas.text(across.start - 6, y + 4, label, SIZE, "end", fill=MUTED))
    # Years are whole: a short series must not name one twice.
    for year in dict.fromkeys(round(t) for t in across.ticks(4 if frame.width < 480 else 8)):
        x = across(year)
        shapes.append(canvas.line((x, upward.start), (x, upward.start + 5), stroke=MUTED))
        shapes.append(canvas.text(x, upward.start + 20, str(year), SIZE, "middle", fill=MUTED))
    return shapes


def _runs(values: FloatArray) -> list[tuple[int, int]]:
    """Stretches without a gap, as first place and place after the last."""
    known = np.concatenate([[False], ~np.isnan(values), [False]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(known))
    return [(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def _line(
    frame: Frame,
    times: Sequence[int],
    values: FloatArray,
    scales: tuple[Scale, Scale],
    colour: str,
    dashes: str | None = None,
) -> list[str]:
    """Draw the line as steps: what a State commits to changes on a day, not little by little."""
    across, upward = scales
    shapes = []
    for start, stop in _runs(values):
        points: list[Point] = []
        for place in range(start, stop):
            y = upward(float(values[place]))
            points.extend(((across(times[place]), points[-1][1] if points else y),))
            points.append((across(times[place]), y))
        path = " ".join(f"{frame.canvas.x(x):.1f},{y:.1f}" for x, y in _thinned(points))
        shapes.append(
            element(
                "polyline", points=path, fill="none", stroke=colour, stroke_width=2.5,
                stroke_linejoin="round", stroke_dasharray=dashes, class_="figure-line",
            )
        )  # fmt: skip
    return shapes


def _thinned(points: Sequence[Point]) -> list[Point]:
    """Leave out points on the way between their neighbours: a flat stretch needs its ends."""
    kept: list[Point] = []
    for place, point in enumerate(points):
        is_end = place in (0, len(points) - 1)
        if is_end or not (points[place - 1][1] == point[1] == points[place + 1][1]):
            kept.append(point)
    return kept


def _band(
    frame: Frame,
    times: Sequence[int],
    ends: Sequence[FloatArray],
    across: Scale,
    upward: Scale,
) -> list[str]:
    shapes = []
    for start, stop in _runs(ends[0] + ends[1]):
        places = range(start, stop)
        outline = [(across(times[k]), upward(float(ends[1][k]))) for k in places]
        outline += [(across(times[k]), upward(float(ends[0][k]))) for k in reversed(places)]
        shapes.append(
            frame.canvas.polygon(outline, fill=BAND, fill_opacity=0.6, class_="figure-band")
        )
    return shapes


def _legend(frame: Frame, y: float, names: Sequence[str]) -> list[str]:
    canvas, shapes, x = frame.canvas, [], MARGIN
    for name, colour in zip(names, (INDIGO, OCHRE), strict=False):
        label = word(name, frame.language)
        shapes.append(canvas.line((x, y), (x + 24, y), stroke=colour, stroke_width=2.5))
        shapes.append(canvas.text(x + 32, y + 4.5, label, SIZE, fill=MUTED))
        x += 120
    return shapes


def _described(frame: Frame, rows: Sequence[Sequence[str]]) -> str:
    """Say the years in which the score changes, not each year."""
    said = [
        f"{row[0]} {row[1]}"
        for place, row in enumerate(rows)
        if place == 0 or row[1] != rows[place - 1][1]
    ]
    return f"{frame.title}. " + "; ".join(said) + "."
