"""Functions on positions, lines and surfaces. A point is `latitude longitude altitude accuracy`."""

import math
from itertools import pairwise

from teranga.surveys.xforms.xpath.library import Call, function
from teranga.surveys.xforms.xpath.values import Value

_EARTH_RADIUS_METRES = 6_378_100.0

Point = tuple[float, float]


def points_of(texts: list[str]) -> list[Point] | None:
    """Read points written `lat lon …; lat lon …`; None as soon as one is not a point."""
    points = []
    for point in (part for text in texts for part in text.split(";") if part.strip()):
        numbers = point.split()
        try:
            latitude, longitude = float(numbers[0]), float(numbers[1])
        except (IndexError, ValueError):
            return None
        if abs(latitude) > 90 or abs(longitude) > 180:
            return None
        points.append((latitude, longitude))
    return points


@function("distance", 1, None)
def distance(call: Call) -> Value:
    points = points_of(call.texts())
    return math.nan if points is None else math.fsum(_metres(a, b) for a, b in pairwise(points))


def _metres(start: Point, end: Point) -> float:
    a, b = map(math.radians, (start[0], end[0]))
    d_longitude = math.radians(end[1] - start[1])
    # Rounding can leave the unit interval by a hair when the two points are one.
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(d_longitude)
    return _EARTH_RADIUS_METRES * math.acos(max(-1.0, min(1.0, cosine)))


@function("area", 1)
def area(call: Call) -> Value:
    points = points_of(call.texts())
    return math.nan if points is None else _square_metres(points)


@function("enclosed-area", 1)
def enclosed_area(call: Call) -> Value:
    return area(call)


def _square_metres(points: list[Point]) -> float:
    if len(points) < 3:
        return 0.0
    ring = points if points[0] == points[-1] else [*points, points[0]]
    excess = math.fsum(
        math.radians(b[1] - a[1])
        * (2 + math.sin(math.radians(a[0])) + math.sin(math.radians(b[0])))
        for a, b in pairwise(ring)
    )
    return abs(excess * _EARTH_RADIUS_METRES**2 / 2)


@function("geofence", 2)
def geofence(call: Call) -> Value:
    """Is the point inside the surface? Counts how often a ray from it crosses the border."""
    point, border = points_of([call.text(0)]), points_of([call.text(1)])
    if not point or not border or len(border) < 3:
        return False
    latitude, longitude = point[0]
    ring = [*border, border[0]]
    crossings = sum(
        1
        for a, b in pairwise(ring)
        if (a[0] > latitude) != (b[0] > latitude)
        and longitude < (b[1] - a[1]) * (latitude - a[0]) / (b[0] - a[0]) + a[1]
    )
    return crossings % 2 == 1


@function("intersects", 1)
def intersects(call: Call) -> Value:
    """Tell whether the line crosses itself."""
    points = points_of(call.texts()) or []
    sides = list(pairwise(points))
    return any(
        _cross(*sides[i], *sides[j])
        for i in range(len(sides))
        for j in range(i + 2, len(sides))
        if not (i == 0 and j == len(sides) - 1 and points[0] == points[-1])
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _turn(a, b, c) != _turn(a, b, d) and _turn(c, d, a) != _turn(c, d, b)


def _turn(a: Point, b: Point, c: Point) -> bool:
    return (c[0] - a[0]) * (b[1] - a[1]) > (b[0] - a[0]) * (c[1] - a[1])
