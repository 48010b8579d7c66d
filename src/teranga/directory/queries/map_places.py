"""What the map says of countries: names, counts, and how far what was found reaches."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from django.utils.translation import get_language

from teranga.core.models import Country
from teranga.directory.queries.map_index import MapIndex

# Around a single place, so that it is seen in its surroundings.
_MARGIN = 1.5
_FAR = 3


def country_names() -> Mapping[str, str]:
    """Return the names of countries in the reader's language."""
    return _country_names(get_language())


@cache
def _country_names(_language: str | None) -> Mapping[str, str]:
    """Countries are reference data: the same for the life of a process."""
    return {country.pk: str(country) for country in Country.objects.all()}


def extent(
    index: MapIndex, positions: npt.NDArray[np.intp]
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the south-west and north-east corners around nearly all that was found."""
    points = index.points[positions]
    points = points[~np.isnan(points[:, 0])]
    if not len(points):
        return None
    # A few far away would shrink all the others to one spot.
    low, high = np.percentile(points, [_FAR, 100 - _FAR], axis=0)
    (south, west), (north, east) = low - _MARGIN, high + _MARGIN
    return (round(float(south), 2), round(float(west), 2)), (
        round(float(north), 2),
        round(float(east), 2),
    )


def places_of_countries(index: MapIndex, positions: npt.NDArray[np.intp]) -> list[dict[str, Any]]:
    """Return each country with what was found in it, for the table that says what the map shows."""
    names = country_names()
    counted = index.counts("country", positions)
    rows = [
        {"code": code, "name": names.get(code, code), "value": n, "url": f"?country={code}"}
        for code, n in counted.items()
    ]
    return sorted(rows, key=lambda row: (-row["value"], row["name"]))
