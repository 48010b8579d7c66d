"""Where each country is drawn on the plane of dialogue and working together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teranga.directory.queries.mapping_figures import PlanePoint

WIDTH, HEIGHT, MARGIN = 640, 420, 56
_LABEL_HEIGHT = 18


@dataclass(frozen=True, slots=True)
class Dot:
    name: str
    point: PlanePoint
    x: float
    y: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    value: int
    at: float


@dataclass(frozen=True, slots=True)
class PlaneDrawing:
    dots: Sequence[Dot]
    across: Sequence[Tick]
    upwards: Sequence[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    margin: int = MARGIN

    @property
    def right(self) -> int:
        return self.width - self.margin

    @property
    def bottom(self) -> int:
        return self.height - self.margin


def draw_plane(points: Sequence[PlanePoint], names: Mapping[str, str]) -> PlaneDrawing:
    """Both axes run to the next ten above the largest value; labels never overlap."""
    most_across = _next_ten([point.dialogue for point in points])
    most_upwards = _next_ten([point.operational for point in points])

    def x(value: float) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * value / most_across, 1)

    def y(value: float) -> float:
        return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value / most_upwards, 1)

    dots: list[Dot] = []
    for point in sorted(points, key=lambda point: -point.operational):
        at = y(point.operational)
        # Pushed down past the label above, where two countries stand close.
        label_y = max([at, *(dot.label_y + _LABEL_HEIGHT for dot in dots)])
        if label_y - at > 4 * _LABEL_HEIGHT:
            label_y = at
        dots.append(
            Dot(names.get(point.country, point.country), point, x(point.dialogue), at, label_y)
        )
    return PlaneDrawing(
        dots,
        [Tick(value, x(value)) for value in range(0, most_across + 1, 10)],
        [Tick(value, y(value)) for value in range(0, most_upwards + 1, 10)],
    )


def _next_ten(values: Sequence[float]) -> int:
    return max(10, 10 * math.ceil(max(values, default=10) / 10))
