from datetime import date
from itertools import combinations
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.directory.queries.clusters import MAX_ZOOM, as_json, clusters
from teranga.directory.queries.map_index import MapEntry, MapIndex
from teranga.directory.queries.mercator import WORLD, project, unproject

places = st.tuples(st.floats(-80, 80), st.floats(-180, 180))
DAKAR, PIKINE, BAMAKO = (14.6937, -17.4441), (14.7549, -17.3940), (12.6392, -8.0029)


def index_of(*points):
    entries = {}
    for number, point in enumerate(points):
        key = str(UUID(int=number))
        entries[key] = MapEntry(
            key=key,
            name=f"Organisation {number}",
            folded_name=f"organisation {number:05}",
            acronym="",
            search_text="",
            city="",
            country="SEN",
            kind="association",
            precision="town",
            point=point,
            confirmed_on=date(2026, 1, 1),
            is_fictitious=number == 0,
            held=(),
        )
    return MapIndex(entries)


def grouped(*points, zoom, box=None):
    index = index_of(*points)
    return clusters(index, np.arange(len(points)), zoom=zoom, box=box)


@pytest.mark.parametrize(("zoom", "sizes"), [(2, [3]), (5, [1, 2]), (11, [1, 1, 1])])
def test_clusters_part_as_one_comes_closer(zoom, sizes):
    assert sorted(g.n_entries for g in grouped(DAKAR, PIKINE, BAMAKO, zoom=zoom)) == sizes


def test_clusters_within_a_box():
    (there,) = grouped(DAKAR, BAMAKO, None, zoom=5, box=(-18, 12, -14, 17))

    assert there.named[0].name == "Organisation 0"


def test_clusters_of_nothing():
    assert grouped(zoom=3) == []
    assert grouped(None, zoom=3) == []


def test_one_place_opens_as_a_list_of_at_most_twelve():
    (group,) = as_json(grouped(*[DAKAR] * 30, zoom=4))

    latitude, longitude, n_entries, width, label, is_one_place, named = group
    assert (latitude, longitude) == DAKAR
    assert (n_entries, label, is_one_place, len(named)) == (30, "30", 1, 12)
    assert named[0] == [str(UUID(int=0)), "Organisation 0", 1, "town"]
    assert width > as_json(grouped(DAKAR, zoom=4))[0][3]


def test_neighbours_whom_no_zoom_parts_open_as_a_list():
    next_door = (DAKAR[0] + 0.002, DAKAR[1])

    (apart,) = grouped(DAKAR, next_door, zoom=MAX_ZOOM - 1)
    (closest,) = grouped(DAKAR, next_door, zoom=MAX_ZOOM)

    assert not apart.is_one_place
    assert closest.is_one_place
    assert len(closest.named) == 2


@given(st.lists(places, max_size=60), st.integers(0, MAX_ZOOM))
def test_each_is_in_one_group_and_no_mark_covers_the_number_of_another(points, zoom):
    found = grouped(*points, zoom=zoom)

    assert sum(group.n_entries for group in found) == len(points)
    drawn = project(np.array([(g.latitude, g.longitude) for g in found]).reshape(-1, 2))
    drawn *= WORLD * 2.0**zoom
    for one, other in combinations(range(len(found)), 2):
        touching = (found[one].size + found[other].size) / 2
        # A mark stands at the mean latitude, a little off the middle of its pixels.
        assert np.hypot(*(drawn[one] - drawn[other])) > 0.6 * touching


@given(places)
def test_unproject_undoes_project(place):
    assert unproject(project(np.array([place])))[0] == pytest.approx(place, abs=1e-9)
