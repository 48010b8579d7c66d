"""Units by domains as coloured cells with their number."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from teranga_analytics.composite.arrays import FloatArray, as_table
from teranga_analytics.composite.figures.drawing import (
    element,
    lines_of,
    shortened,
    text_width,
    tooltip,
)
from teranga_analytics.composite.figures.frame import MARGIN, TEXT_SIZE, Figure, Frame, framed
from teranga_analytics.composite.figures.palette import (
    GRID,
    MUTED,
    PAPER,
    SEQUENCE,
    readable_on,
    sequential,
)
from teranga_analytics.composite.figures.wording import number, word

ROW = 30.0
LINE = 14.0
NARROW = 62.0


def heat_map(
    units: Sequence[str],
    columns: Sequence[str],
    values: npt.ArrayLike,
    frame: Frame,
    *,
    lower: float | None = None,
    upper: float | None = None,
    decimals: int = 0,
) -> Figure:
    """Draw a table of scores as a heat map of one hue; every cell also says its number.

    Parameters
    ----------
    units
        Name of each row.
    columns
        Name of each column (domain).
    values
        Shape ``(n_units, n_columns)``; NaN where missing, drawn as an empty frame with a dash.
    frame
        Title, language and width.
    lower, upper
        Ends of the colour scale; the lowest and highest value when None.
    decimals
        Digits after the decimal sign.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the shapes disagree or nothing is known.

    Examples
    --------
    >>> figure = heat_map(["A"], ["Health", "Work"], [[10, 30]], Frame("Work comes first"))
    >>> figure.header, figure.rows
    (('Unit', 'Health', 'Work'), (('A', '10', '30'),))
    """
    table = as_table(values, "values")
    if table.shape != (len(units), len(columns)):
        raise ValueError(
            f"values: wanted shape {(len(units), len(columns))}, saw shape {table.shape}"
        )
    if np.isnan(table).all():
        raise ValueError("values: wanted at least one number, saw none")
    ends = (
        float(np.nanmin(table)) if lower is None else lower,
        float(np.nanmax(table)) if upper is None else upper,
    )
    label_width = min(max(text_width(unit, TEXT_SIZE) for unit in units), frame.width * 0.3)
    left = MARGIN + label_width + 10
    cell = (frame.width - MARGIN - left) / len(columns)
    shapes, top = _column_names(frame, columns, left, cell)
    for row, unit in enumerate(units):
        y = top + ROW * row
        shapes.append(
            frame.canvas.text(
                left - 10, y + 19, shortened(unit, label_width, TEXT_SIZE), TEXT_SIZE, "end"
            )
        )
        for column, name in enumerate(columns):
            said = number(float(table[row, column]), frame.language, decimals)
            place = (left + cell * column, y, cell - 2, ROW - 2)
            share = _share(float(table[row, column]), ends)
            shapes.extend(_cell(frame, place, share, said, f"{unit}, {name}: {said}"))
    bottom = top + ROW * len(units)
    shapes.extend(_legend(frame, left, bottom + 16, ends, decimals))
    rows = _rows(units, table, frame, decimals)
    header = (word("unit", frame.language), *columns)
    return framed(frame, shapes, bottom + 42, _described(frame, header, rows), (header, rows))


def _share(value: float, ends: tuple[float, float]) -> float:
    low, high = ends
    return 0.5 if high == low else (value - low) / (high - low)


def _column_names(
    frame: Frame, columns: Sequence[str], left: float, cell: float
) -> tuple[list[str], float]:
    """Write column names, upright when cells are narrow; also say where the rows begin."""
    middles = [left + cell * (column + 0.5) - 1 for column in range(len(columns))]
    if cell < NARROW:
        room = min(max(text_width(column, 12) for column in columns), 110.0)
        top = frame.top + room + 4
        # Upright text reads upwards whatever the direction of the page.
        anchor = "end" if frame.mirrored else "start"
        upright = [
            frame.canvas.text(
                x + 4, top - 8, shortened(column, room, 12), 12, anchor, fill=MUTED,
                transform=f"rotate(-90 {frame.canvas.x(x + 4):.1f} {top - 8:.1f})",
            )
            for x, column in zip(middles, columns, strict=True)
        ]  # fmt: skip
        return upright, top
    names = [lines_of(column, cell - 6, 12)[:3] for column in columns]
    top = frame.top + LINE * max(len(lines) for lines in names) + 2
    level = [
        frame.canvas.text(
            x, top - 8 - LINE * (len(lines) - 1 - index), shortened(line, cell, 12), 12, "middle",
            fill=MUTED,
        )
        for x, lines in zip(middles, names, strict=True)
        for index, line in enumerate(lines)
    ]  # fmt: skip
    return level, top


def _cell(
    frame: Frame, place: tuple[float, float, float, float], share: float, said: str, name: str
) -> list[str]:
    x, y, width, height = place
    is_known = not np.isnan(share)
    colour = sequential(share) if is_known else PAPER
    box = frame.canvas.rectangle(
        x,
        y,
        width,
        height,
        tooltip(name),
        fill=colour,
        stroke=None if is_known else GRID,
        rx=3,
        class_="figure-cell" if is_known else "figure-cell figure-missing",
    )
    label = frame.canvas.text(
        x + width / 2,
        y + height / 2 + 4.5,
        said,
        12,
        "middle",
        fill=readable_on(colour) if is_known else MUTED,
    )
    return [box, label]


def _legend(
    frame: Frame, left: float, y: float, ends: tuple[float, float], decimals: int
) -> list[str]:
    low, high = (number(end, frame.language, decimals) for end in ends)
    start = left + text_width(low, 12) + 8
    boxes = [
        frame.canvas.rectangle(start + 28 * index, y, 28, 12, fill=colour)
        for index, colour in enumerate(SEQUENCE)
    ]
    end = start + 28 * len(SEQUENCE)
    return [
        frame.canvas.text(left, y + 11, low, 12, fill=MUTED),
        element("g", *boxes),
        frame.canvas.text(end + 8, y + 11, high, 12, fill=MUTED),
    ]


def _rows(
    units: Sequence[str], table: FloatArray, frame: Frame, decimals: int
) -> list[tuple[str, ...]]:
    return [
        (unit, *(number(float(value), frame.language, decimals) for value in table[row]))
        for row, unit in enumerate(units)
    ]


def _described(frame: Frame, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    parts = [
        f"{row[0]}: "
        + ", ".join(f"{name} {said}" for name, said in zip(header[1:], row[1:], strict=True))
        for row in rows
    ]
    return f"{frame.title}. " + "; ".join(parts) + "."
