import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teranga.directory.queries.map_opening import SCREENS, map_openings
from teranga.directory.queries.map_still import map_still
from teranga.directory.queries.mercator import WORLD, project
from tests.directory.queries.test_clusters import BAMAKO, DAKAR, index_of

TUNIS, YAOUNDE, VIENTIANE = (36.8065, 10.1815), (3.8667, 11.5167), (17.9757, 102.6331)


def opened(*points):
    return map_openings(index_of(*points), np.arange(len(points)))


@pytest.mark.parametrize(
    ("points", "zooms"),
    [
        ((DAKAR,), [7, 7]),
        ((DAKAR, BAMAKO), [5, 5]),
        ((DAKAR, BAMAKO, TUNIS, YAOUNDE), [3, 4]),
        ((DAKAR, VIENTIANE), [2, 2]),
        ((), [3, 4]),
    ],
)
def test_each_screen_opens_as_close_as_it_can(points, zooms):
    assert [opening.zoom for opening in opened(*points)] == zooms


@given(st.lists(st.tuples(st.floats(-60, 60), st.floats(-40, 40)), min_size=1, max_size=20))
def test_nearly_all_that_was_found_is_seen(points):
    for opening in opened(*points):
        size = WORLD * 2.0**opening.zoom
        corners = project(np.percentile(points, [3, 97], axis=0))
        low, high = np.sort((corners - project(np.array([opening.centre]))) * size, axis=0)
        if opening.zoom > 2:
            assert (np.maximum(-low, high) <= np.array(opening.screen.seen) / 2 + 1).all()


def test_few_far_away_do_not_shrink_all_the_others():
    near = opened(*[DAKAR, BAMAKO] * 50)

    assert [o.zoom for o in opened(*[DAKAR, BAMAKO] * 50, VIENTIANE)] == [o.zoom for o in near]


def test_picture_puts_each_group_where_the_map_will():
    wide = map_still(opened(*[DAKAR, BAMAKO] * 5, BAMAKO, TUNIS)[0])

    tunis, dakar, bamako = wide.marks
    assert dakar.x < bamako.x < tunis.x
    assert tunis.y < dakar.y < bamako.y
    assert dakar.y > 0 > tunis.y
    assert [mark.cluster.label for mark in wide.marks] == ["", "5", "6"]
    assert tunis.radius < dakar.radius < bamako.radius


def test_invented_organisation_is_as_wide_under_its_thicker_line():
    dakar, bamako = map_still(opened(DAKAR, BAMAKO)[0]).marks

    assert dakar.cluster.is_fictitious
    assert (dakar.radius, bamako.radius) == ((22 - 5) / 2, (22 - 2) / 2)


def test_picture_leaves_out_what_no_screen_reaches():
    narrow, _wide = (map_still(opening) for opening in opened(*[DAKAR] * 90, VIENTIANE))

    assert [mark.cluster.n_entries for mark in narrow.marks] == [90]


def test_picture_holds_the_land_around_and_no_more():
    senegal, world = (map_still(opened(*points)[0]) for points in ([DAKAR], [DAKAR, VIENTIANE]))

    assert 0 < senegal.land.count("M") < 20 < world.land.count("M")
    assert senegal.neutral == ""
    # A ring of Western Sahara, and it goes round.
    assert re.match(r"M-?\d+ -?\d+l[-\d ]+z", map_still(opened(DAKAR, TUNIS)[0]).neutral)


def test_screens_are_those_of_the_style_sheet():
    assert [screen.name for screen in SCREENS] == ["narrow", "wide"]
