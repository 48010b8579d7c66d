"""The first view of the map as a picture in the page: it is there before any script.

Drawn pixel for pixel around the centre of the frame, whatever its size, as the map that moves
will stand there.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

import teranga
from teranga.directory.queries.clusters import Cluster
from teranga.directory.queries.map_opening import MapOpening
from teranga.directory.queries.mercator import WORLD, Points, project

OUTLINES = Path(teranga.__file__).parent / "static" / "teranga" / "land.json"
# As wide as the style sheet draws the line around a mark, and around one that is invented.
_LINE, _FICTITIOUS_LINE = 2, 5
# Fewer do not go round anything.
_FEWEST_STEPS = 2


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    radius: float
    cluster: Cluster


@dataclass(frozen=True, slots=True)
class MapStill:
    """A picture whose origin is the centre of the frame; `land` and `neutral` are SVG paths."""

    screen: str
    land: str
    neutral: str
    marks: list[Mark]


def map_still(opening: MapOpening) -> MapStill:
    size = WORLD * 2.0**opening.zoom
    middle = project(np.array([opening.centre]))[0]
    reach = opening.screen.reach
    land, neutral = _outlines(opening.zoom, opening.centre, reach)
    groups = opening.clusters
    points = np.array([(group.latitude, group.longitude) for group in groups]).reshape(-1, 2)
    places = np.round((project(points) - middle) * size).tolist()
    marks = [
        Mark(x, y, _radius(group), group)
        for (x, y), group in zip(places, groups, strict=True)
        if abs(x) <= reach[0] and abs(y) <= reach[1]
    ]
    return MapStill(opening.screen.name, land, neutral, marks)


def _radius(group: Cluster) -> float:
    """Return the radius to the middle of the line: with all of it, a mark keeps its width."""
    return (group.size - (_FICTITIOUS_LINE if group.is_fictitious else _LINE)) / 2


@lru_cache(128)
def _outlines(zoom: int, centre: tuple[float, float], reach: tuple[int, int]) -> tuple[str, str]:
    """Return the paths of States and of territories whose status is open, around a centre."""
    size = WORLD * 2.0**zoom
    middle = project(np.array([centre]))[0]
    corner = np.array(reach) / size
    paths: dict[bool, list[str]] = {False: [], True: []}
    for is_neutral, ring, low, high in _rings():
        if (high >= middle - corner).all() and (low <= middle + corner).all():
            paths[is_neutral].append(_path((ring - middle) * size))
    return "".join(paths[False]), "".join(paths[True])


def _path(ring: Points) -> str:
    """Write a ring to the pixel, without the corners that fall on the one before."""
    corners = np.round(ring).astype(np.int64)
    steps = np.diff(corners, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < _FEWEST_STEPS:
        return ""
    x, y = corners[0].tolist()
    return f"M{x} {y}l{' '.join(map(str, steps.ravel().tolist()))}z"


@cache
def _rings() -> list[tuple[bool, Points, Points, Points]]:
    """Return each ring, projected, with its corners; and whether its status is open."""
    outlines = json.loads(OUTLINES.read_text(encoding="utf-8"))
    found = []
    for code, parts in outlines["countries"].items():
        for ring in _degrees(parts):
            projected = project(ring)
            low, high = projected.min(axis=0), projected.max(axis=0)
            found.append((code in outlines["neutral"], projected, low, high))
    return found


def _degrees(parts: list[list[list[int]]]) -> Iterator[Points]:
    """Yield rings of latitude and longitude: the file holds steps of hundredths, east first."""
    for part in parts:
        for ring in part:
            steps = np.array(ring, dtype=np.float64).reshape(-1, 2)
            yield np.cumsum(steps, axis=0)[:, ::-1] / 100
