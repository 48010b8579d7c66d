"""What the map draws at one zoom: groups of organisations, small enough for a slow line.

Groups are made here and not on the phone: 20,000 positions would weigh a megabyte and take
seconds to group there; a screen of groups weighs a few kilobytes whatever the directory holds.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from teranga.core.templatetags.numbers import short_number
from teranga.directory.queries.map_index import MapEntry, MapIndex
from teranga.directory.queries.mercator import WORLD, Points, project

# The closest: there, what still stands together opens as a list.
MAX_ZOOM = 12
# Width in pixels of the square in which organisations are drawn as one.
CELL = 72
N_NAMED = 12
# Widths in pixels: of one alone, of the smallest group, and what each tenfold adds.
_PIN, _FEW, _TENFOLD = 22, 30, 11.2
# Closer than this share of where they touch, two marks hide each other's number.
_APART = 0.9
# More groups than a screen holds: nobody sees them side by side.
_MANY = 500


@dataclass(frozen=True, slots=True)
class Cluster:
    latitude: float
    longitude: float
    n_entries: int
    is_one_place: bool
    named: tuple[MapEntry, ...]

    @property
    def size(self) -> int:
        """Width in pixels."""
        return int(_widths(np.array([self.n_entries]))[0])

    @property
    def label(self) -> str:
        return "" if self.n_entries == 1 else short_number(self.n_entries)

    @property
    def is_fictitious(self) -> bool:
        """Return whether it is one organisation alone, and an invented one."""
        return self.n_entries == 1 and self.named[0].is_fictitious


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
    owner = _owners(project(points) * (WORLD * 2.0**zoom))
    order = np.argsort(owner, kind="stable")
    starts = np.flatnonzero(np.diff(owner[order], prepend=-1))
    groups = np.split(order, starts[1:])
    is_closest = zoom >= MAX_ZOOM
    found = [_cluster(index, positions[k], points[k], is_closest=is_closest) for k in groups]
    # As maps stack them: what lies south covers what lies north.
    return sorted(found, key=lambda group: -group.latitude)


def _owners(pixels: Points) -> npt.NDArray[np.intp]:
    """Return the number of each point's group: one square each, then one with whom it covers."""
    across, down = (pixels // CELL).astype(np.int64).T
    owner = _renumbered(across << 32 | down)
    while owner.max() < _MANY:
        n_points = np.bincount(owner)
        centres = np.stack([np.bincount(owner, side) / n_points for side in pixels.T], axis=1)
        leaders = _leaders(centres, n_points)
        if len(np.unique(leaders)) == len(leaders):
            return owner
        owner = _renumbered(leaders[owner])
    return owner


def _leaders(centres: Points, n_points: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return for each group the larger one which it covers or is covered by, or itself."""
    widths = _widths(n_points)
    leaders = np.full(len(centres), -1)
    for k in np.argsort(-n_points, kind="stable"):
        if leaders[k] == -1:
            away = np.hypot(*(centres - centres[k]).T)
            is_covered = away < _APART * (widths + widths[k]) / 2
            leaders[is_covered & (leaders == -1)] = k
    return leaders


def _renumbered(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
    return np.unique(numbers, return_inverse=True)[1]


def _widths(n_points: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    return np.where(n_points == 1, _PIN, np.round(_FEW + _TENFOLD * np.log10(n_points)))


def _cluster(
    index: MapIndex, positions: npt.NDArray[np.intp], points: Points, *, is_closest: bool
) -> Cluster:
    spread = np.ptp(points, axis=0).max()
    is_one_place = is_closest or bool(spread < 1e-4)
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
    """Return rows `[latitude, longitude, n, width, label, is one place, [entry, …]]`.

    An entry is `[pk, title, is fictitious, precision]`.
    """
    return [
        [
            group.latitude,
            group.longitude,
            group.n_entries,
            group.size,
            group.label,
            int(group.is_one_place),
            [[str(e.pk), e.title, int(e.is_fictitious), e.precision] for e in group.named],
        ]
        for group in found
    ]
