"""How the map opens: at which zoom and around which place, on a narrow and on a wide screen.

Both are settled here and not by the script: the picture in the page, which is there first,
and the map that moves, which takes its place, then show the same groups at the same spot.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from teranga.directory.queries.clusters import Cluster, clusters
from teranga.directory.queries.map_index import MapIndex
from teranga.directory.queries.map_places import extent
from teranga.directory.queries.mercator import WORLD, project, unproject


@dataclass(frozen=True, slots=True)
class Screen:
    """Pixels across and down: what is surely seen, and how far from its centre it may reach."""

    name: str
    seen: tuple[int, int]
    reach: tuple[int, int]


# The style sheet says which is "wide"; the other is a phone, upright or on its side.
SCREENS = (
    Screen("narrow", seen=(280, 300), reach=(440, 320)),
    Screen("wide", seen=(480, 480), reach=(640, 480)),
)
_CLOSEST, _FARTHEST = 9, 2
_AFRICA = ((-2.0, -18.0), (37.0, 16.0))


@dataclass(frozen=True, slots=True)
class MapOpening:
    """One screen's first view; `centre` is latitude and longitude."""

    screen: Screen
    zoom: int
    centre: tuple[float, float]
    clusters: list[Cluster]


def map_openings(index: MapIndex, positions: npt.NDArray[np.intp]) -> list[MapOpening]:
    """Return for each screen the closest view of nearly all that was found."""
    corners = project(np.array(extent(index, positions) or _AFRICA))
    latitude, longitude = unproject(corners.mean(axis=0, keepdims=True))[0]
    centre = round(float(latitude), 4), round(float(longitude), 4)
    width, height = np.ptp(corners, axis=0) * WORLD
    found = []
    for screen in SCREENS:
        across, down = screen.seen
        fitting = math.floor(math.log2(min(across / width, down / height)))
        zoom = min(max(fitting, _FARTHEST), _CLOSEST)
        found.append(MapOpening(screen, zoom, centre, clusters(index, positions, zoom=zoom)))
    return found
