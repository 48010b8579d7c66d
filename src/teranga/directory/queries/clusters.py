"""What the map draws at one zoom: groups of organisations, small enough for a slow line.

Groups are made here and not on the phone: 20,000 positions would weigh a megabyte and take
seconds to group there; a screen of groups weighs a few kilobytes whatever the directory holds.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from teranga.directory.queries.map_index import MapEntry, MapIndex

MAX_ZOOM = 14
# Width in pixels of the square in which organisations are drawn as one.
CELL = 72
_TILE = 256
N_NAMED = 12
# Latitudes beyond which the Mercator projection goes to infinity.
_EDGE = 85.05


@dataclass(frozen=True, slots=True)
class Cluster:
    latitude: float
    longitude: float
    n_entries: int
    is_one_place: bool
    named: tuple[MapEntry, ...]


def clusters(
    index: MapIndex,
    positions: npt.NDArray[np.intp],
    *,
    zoom: int,
    box: tuple[float, float, float, float] | None = None,
) -> list[Cluster]:
    """Group the entries at these positions; `box` is west, south, east, north."""
    points = index.points[positions]
    shown = ~np.isnan(points[:, 0])
    if box is not None:
        west, south, east, north = box
        shown &= (points[:, 0] >= south) & (points[:, 0] <= north)
        shown &= (points[:, 1] >= west) & (points[:, 1] <= east)
    positions, points = positions[shown], points[shown]
    if not len(positions):
        return []
    cells = _cells(points, zoom)
    _unique, owner = np.unique(cells, axis=0, return_inverse=True)
    owner = owner.reshape(-1)
    order = np.argsort(owner, kind="stable")
    starts = np.flatnonzero(np.diff(owner[order], prepend=-1))
    groups = np.split(order, starts[1:])
    return [_cluster(index, positions[group], points[group]) for group in groups]


def _cells(points: npt.NDArray[np.float64], zoom: int) -> npt.NDArray[np.int64]:
    size = _TILE * 2.0**zoom
    latitude = np.radians(np.clip(points[:, 0], -_EDGE, _EDGE))
    x = (points[:, 1] + 180) / 360 * size
    y = (1 - np.arcsinh(np.tan(latitude)) / np.pi) / 2 * size
    return np.stack([x // CELL, y // CELL], axis=1).astype(np.int64)


def _cluster(
    index: MapIndex, positions: npt.NDArray[np.intp], points: npt.NDArray[np.float64]
) -> Cluster:
    spread = np.ptp(points, axis=0).max()
    is_one_place = bool(spread < 1e-4)
    latitude, longitude = points.mean(axis=0)
    named = positions[:N_NAMED] if is_one_place else ()
    return Cluster(
        round(float(latitude), 4),
        round(float(longitude), 4),
        len(positions),
        is_one_place,
        tuple(index.entries[k] for k in named),
    )


def as_json(found: list[Cluster]) -> list[list[Any]]:
    """Return rows `[latitude, longitude, n, is one place, [[pk, title, fictitious], …]]`."""
    return [
        [
            group.latitude,
            group.longitude,
            group.n_entries,
            int(group.is_one_place),
            [[str(e.pk), e.title, int(e.is_fictitious), e.precision] for e in group.named],
        ]
        for group in found
    ]
