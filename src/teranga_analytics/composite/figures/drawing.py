"""SVG text from shapes; a mirrored canvas draws everything from right to left."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

Point = tuple[float, float]
Attribute = str | float | None

# Width of an average character in the size of its font: good enough to shorten labels.
_CHARACTER = 0.55
# A figure has a thousand attributes, nearly all of them numbers and colours: nothing to escape.
_PLAIN = re.compile(r"""[^&<>"\n\r\t]*""")
_OPPOSITE = {"start": "end", "middle": "middle", "end": "start"}


def element(name: str, *children: str, **attributes: Attribute) -> str:
    """Write one SVG element.

    Parameters
    ----------
    name
        Name of the element.
    *children
        Markup inside it. Text must have gone through `words`.
    **attributes
        Attributes; ``class_`` stands for ``class``, an underscore for a hyphen; None is left out.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        For an attribute ``style``, which strict pages do not admit.
    """
    if "style" in attributes:
        raise ValueError("attributes: wanted classes or presentation attributes, saw style")
    written = "".join(
        f" {_attribute(key)}={_quoted(value)}"
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


@lru_cache(maxsize=64)
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _quoted(value: str | float) -> str:
    if not isinstance(value, str):
        return f'"{_value(value)}"'
    return f'"{value}"' if _PLAIN.fullmatch(value) else quoteattr(value)


def words(text: str) -> str:
    """Make text safe inside an element."""
    return escape(text)


def tooltip(text: str) -> str:
    """Name a shape for the pointer and for screen readers."""
    return element("title", words(text))


def shortened(text: str, width: float, size: float) -> str:
    """Cut a label that would not fit in a width, with an ellipsis."""
    n_characters = max(1, int(width / (size * _CHARACTER)))
    return text if len(text) <= n_characters else text[: n_characters - 1].rstrip() + "…"


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text."""
    return len(text) * size * _CHARACTER


# A figure asks again for the height of its title with every shape it places under it.
@lru_cache(maxsize=256)
def lines_of(text: str, width: float, size: float) -> tuple[str, ...]:
    """Break a text into lines that fit in a width; a no-break space is no place to break."""
    lines: list[str] = []
    for word in re.split(r"[ \t\n]+", text.strip()):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Canvas:
    """A drawing surface with its origin at the start of the reading direction.

    Parameters
    ----------
    width
        Width in SVG units.
    mirrored
        Whether reading goes from right to left: x then counts from the right edge.
    """

    width: float
    mirrored: bool = False

    def x(self, x: float) -> float:
        """Place on the surface of a distance from the start of the line."""
        return self.width - x if self.mirrored else x

    def rectangle(
        self, x: float, y: float, width: float, height: float, *children: str, **more: Attribute
    ) -> str:
        """Draw a rectangle from its corner nearest to the start."""
        left = self.x(x + width) if self.mirrored else x
        return element("rect", *children, x=left, y=y, width=width, height=height, **more)

    def line(self, start: Point, end: Point, **more: Attribute) -> str:
        """Draw a straight line."""
        return element(
            "line", x1=self.x(start[0]), y1=start[1], x2=self.x(end[0]), y2=end[1], **more
        )

    def circle(self, centre: Point, radius: float, *children: str, **more: Attribute) -> str:
        """Draw a circle."""
        return element("circle", *children, cx=self.x(centre[0]), cy=centre[1], r=radius, **more)

    def polygon(self, points: Iterable[Point], *children: str, **more: Attribute) -> str:
        """Draw a closed shape."""
        path = " ".join(f"{_value(self.x(x))},{_value(y)}" for x, y in points)
        return element("polygon", *children, points=path, **more)

    def ring(self, outer: Sequence[Point], inner: Sequence[Point]) -> str:
        """Path data of a band between two closed outlines."""
        return " ".join(self._outline(points) for points in (outer, inner))

    def sector(
        self, outer: tuple[Point, Point], inner: tuple[Point, Point], radii: Point, *, large: bool
    ) -> str:
        """Path data of a sector of a ring, given its corners and the two radii."""
        sweep, back = ("0", "1") if self.mirrored else ("1", "0")
        flag = "1" if large else "0"
        (a, b), (c, d) = outer, inner
        return (
            f"M{self._at(a)} A{_value(radii[0])} {_value(radii[0])} 0 {flag} {sweep} {self._at(b)} "
            f"L{self._at(d)} A{_value(radii[1])} {_value(radii[1])} 0 {flag} {back} {self._at(c)} Z"
        )

    def text(
        self, x: float, y: float, text: str, size: float, anchor: str = "start", **more: Attribute
    ) -> str:
        """Write one line of text; `anchor` is meant in the reading direction."""
        side = _OPPOSITE[anchor] if self.mirrored else anchor
        return element(
            "text",
            words(text),
            x=self.x(x),
            y=y,
            font_size=size,
            text_anchor=None if side == "start" else side,
            **more,
        )

    def _at(self, point: Point) -> str:
        return f"{_value(self.x(point[0]))} {_value(point[1])}"

    def _outline(self, points: Sequence[Point]) -> str:
        return "M" + " L".join(self._at(point) for point in points) + " Z"


def _value(value: float) -> str:
    return f"{round(float(value), 2):g}" if abs(value) < 1e5 else f"{value:.0f}"
