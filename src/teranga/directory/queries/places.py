"""Towns and points of countries: where an organisation may be shown."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, radians

from teranga.core.services.reference import reference_folder
from teranga.directory.enums import PositionPrecision

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Town:
    code: str
    region: str
    name: str
    point: Point | None

    @property
    def alpha2(self) -> str:
        return self.region[:2]


@dataclass(frozen=True, slots=True)
class Place:
    point: Point | None
    precision: PositionPrecision


@cache
def towns() -> Mapping[str, Town]:
    with (reference_folder() / "towns.csv").open(encoding="utf-8") as file:
        return {row["name"]: _town(row) for row in csv.DictReader(file)}


def _town(row: Mapping[str, str]) -> Town:
    point = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] else None
    return Town(row["name"], row["region_iso"], row["label"], point)


@cache
def country_points() -> Mapping[str, Point]:
    """Return a point inside each country, for what is known no closer."""
    with (reference_folder() / "country_points.csv").open(encoding="utf-8") as file:
        return {
            row["alpha3"]: (float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        }


def nearest_town(point: Point, alpha2: str) -> Town | None:
    """Return the listed town of a country closest to a point: the exact place is not told."""
    listed = [town for town in towns().values() if town.point and town.alpha2 == alpha2]
    return min(listed, key=lambda town: _distance(point, town.point or point), default=None)


def _distance(a: Point, b: Point) -> float:
    """Compare distances inside one country: a flat map is close enough."""
    east = (a[1] - b[1]) * cos(radians((a[0] + b[0]) / 2))
    return (a[0] - b[0]) ** 2 + east**2


def shown_place(
    *, exact: Point | None, town_code: str, alpha2: str, may_show_exact: bool, may_show_town: bool
) -> Place:
    """Return the closest place that the organisation agreed to show."""
    if may_show_exact and exact is not None:
        return Place(exact, PositionPrecision.EXACT)
    if may_show_town or may_show_exact:
        town = towns().get(town_code)
        if town is None and exact is not None:
            town = nearest_town(exact, alpha2)
        if town is not None and town.point is not None:
            return Place(town.point, PositionPrecision.TOWN)
    return Place(None, PositionPrecision.COUNTRY)
