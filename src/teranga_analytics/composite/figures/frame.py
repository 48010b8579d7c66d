"""What surrounds every figure: title, subtitle, source, text alternative."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from teranga_analytics.composite.figures.drawing import Canvas, element, lines_of, words
from teranga_analytics.composite.figures.palette import INK, MUTED, PAPER
from teranga_analytics.composite.figures.wording import Language, word

MARGIN = 20.0
TITLE_SIZE = 18.0
TEXT_SIZE = 13.0
FONT = "'IBM Plex Sans','IBM Plex Sans Arabic',system-ui,sans-serif"


@dataclass(frozen=True, slots=True)
class Frame:
    """Words around a figure, and how it is read.

    Parameters
    ----------
    title
        What the figure shows, best said as a finding.
    subtitle
        Unit and year.
    source
        Where the data come from.
    language
        Language of the labels the figure adds itself.
    mirrored
        Whether the page reads from right to left.
    width
        Width in SVG units, close to pixels: 360 for a phone.
    """

    title: str
    subtitle: str = ""
    source: str = ""
    language: Language = "en"
    mirrored: bool = False
    width: float = 720.0

    @property
    def canvas(self) -> Canvas:
        """Surface to draw on."""
        return Canvas(self.width, self.mirrored)

    @property
    def top(self) -> float:
        """Where the figure proper begins, under the title and the subtitle."""
        return MARGIN + 24.0 * len(self._title_lines) + 18.0 * len(self._subtitle_lines) + 14.0

    @property
    def _title_lines(self) -> tuple[str, ...]:
        return lines_of(self.title, self.width - 2 * MARGIN, TITLE_SIZE)

    @property
    def _subtitle_lines(self) -> tuple[str, ...]:
        return lines_of(self.subtitle, self.width - 2 * MARGIN, TEXT_SIZE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and what it says in words and numbers.

    Parameters
    ----------
    title
        Title, also inside the SVG.
    description
        Text alternative: what a person who does not see the figure should know.
    svg
        The drawing, with ``role="img"``, title and description.
    header, rows
        The table that the figure shows, as text, for a table view beside it.
    """

    title: str
    description: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def framed(
    frame: Frame,
    shapes: Sequence[str],
    height: float,
    description: str,
    table: tuple[Sequence[str], Sequence[Sequence[str]]],
) -> Figure:
    """Put shapes into a frame.

    Parameters
    ----------
    frame
        Words around the figure.
    shapes
        Markup of the figure, drawn on ``frame.canvas``, in reading order.
    height
        Where the figure proper ends.
    description
        Text alternative.
    table
        Header and rows of the table shown.

    Returns
    -------
    Figure
    """
    source = f"{word('source', frame.language)}{frame.source}" if frame.source else ""
    notes = lines_of(source, frame.width - 2 * MARGIN, TEXT_SIZE)
    total = height + 18.0 * len(notes) + MARGIN
    key = hashlib.sha256(f"{frame.title}\n{description}".encode()).hexdigest()[:8]
    svg = element(
        "svg",
        element("title", words(frame.title), id=f"figure-{key}-title"),
        element("desc", words(description), id=f"figure-{key}-description"),
        element("rect", width="100%", height="100%", fill=PAPER, class_="figure-paper"),
        *_heading(frame),
        *shapes,
        *(
            frame.canvas.text(MARGIN, height + 16 + 18 * index, line, 12, fill=MUTED)
            for index, line in enumerate(notes)
        ),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {frame.width:g} {total:g}",
        role="img",
        aria_labelledby=f"figure-{key}-title figure-{key}-description",
        lang=frame.language,
        class_="figure",
        # Places are computed: a page that reads from right to left must not turn anchors again.
        direction="ltr",
        font_family=FONT,
        fill=INK,
    )
    header, rows = table
    return Figure(frame.title, description, svg, tuple(header), tuple(tuple(row) for row in rows))


def _heading(frame: Frame) -> list[str]:
    y = MARGIN + 14.0
    shapes = []
    for line in frame._title_lines:
        shapes.append(
            frame.canvas.text(MARGIN, y, line, TITLE_SIZE, font_weight="600", class_="figure-title")
        )
        y += 24.0
    for line in frame._subtitle_lines:
        shapes.append(frame.canvas.text(MARGIN, y - 2, line, TEXT_SIZE, fill=MUTED))
        y += 18.0
    return shapes
