import re
from itertools import pairwise

import pytest
from django.template import engines
from django.utils.translation import override

from teranga.core.templatetags.maps import OUTLINES, class_bounds, draw_shapes, read_outlines

needs_outlines = pytest.mark.skipif(
    not OUTLINES.exists(), reason="country outlines are made by `npm run build` in frontend/"
)

PLACES = [
    {"code": "SEN", "name": "Sénégal", "value": 12, "url": "/SEN"},
    {"code": "MAR", "name": "Maroc", "value": 9},
    {"code": "CPV", "name": "Cabo Verde", "value": 1, "url": "/CPV"},
    {"code": "GIN", "name": "<b>Guinée</b>", "value": None},
]


def render(template, **context):
    with override("en"):
        return engines["django"].from_string("{% load maps %}" + template).render(context)


def test_class_bounds_gives_each_of_few_values_its_own_class():
    assert class_bounds([3, 1, 3, 2]) == [(1, 1), (2, 2), (3, 3)]


def test_class_bounds_shares_many_values_out_evenly():
    assert class_bounds(range(1, 11)) == [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]


def test_class_bounds_never_names_a_value_that_no_country_has():
    values = [1, 1, 1, 1, 1, 2, 3, 50, 51, 90]

    assert {bound for pair in class_bounds(values) for bound in pair} <= set(values)


def test_class_bounds_of_nothing_is_nothing():
    assert class_bounds([]) == []


@needs_outlines
def test_outlines_hold_every_small_state_as_a_point():
    countries = read_outlines()["countries"]

    missing = [
        code
        for code in ["CPV", "MUS", "COM", "BHR", "SGP", "STP", "SYC"]
        if "point" not in countries[code]
    ]

    assert missing == []


@needs_outlines
def test_outlines_never_cross_the_whole_map():
    # A border that is not cut where the map ends draws a line from one edge to the other.
    leaps = []
    for code, outline in read_outlines()["countries"].items():
        for ring in outline.get("d", "").split("M")[1:]:
            xs = [float(x) for x in re.findall(r"(?:^|L)(-?[\d.]+),", ring)]
            leaps += [code for one, next_ in pairwise(xs) if abs(one - next_) > 200]

    assert leaps == []


@needs_outlines
def test_outlines_leave_open_what_the_united_nations_leave_open():
    countries = read_outlines()["countries"]

    assert {code for code, outline in countries.items() if outline.get("neutral")} == {"ESH", "XKX"}
    # Morocco ends where Western Sahara begins.
    _, top, _, height = countries["MAR"]["box"]
    assert top + height <= countries["ESH"]["box"][1] + 0.1


@needs_outlines
@pytest.mark.parametrize("code", ["ESH", "SOM", "CYP"])
def test_outlines_joined_from_two_parts_show_no_line_inside(code):
    assert read_outlines()["countries"][code]["d"].count("M") == 1


@needs_outlines
def test_draw_shapes_leaves_out_what_the_view_does_not_show():
    codes = {shape.code for shape in draw_shapes({}, [], (453.0, 180.0, 40.0, 30.0))}

    assert "SEN" in codes
    assert "AUS" not in codes


@needs_outlines
def test_map_svg_links_countries_and_says_their_value():
    page = render(
        '{% map_svg places view="crpm" title="Actions" map_id="actions" %}', places=PLACES
    )

    assert page.count('<a class="map-country"') == 2
    assert 'href="/SEN" aria-label="Sénégal: 12"' in page
    assert "<title>Maroc: 9</title>" in page
    assert 'fill="url(#actions-hatch)"' in page


@needs_outlines
def test_map_svg_says_the_same_as_a_table_the_largest_first():
    page = render('{% map_svg places view="crpm" title="Actions" %}', places=PLACES)

    rows = re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<\n]+)', page)
    assert rows == ["Sénégal", "Maroc", "Cabo Verde", "&lt;b&gt;Guinée&lt;/b&gt;"]
    assert "no data" in page


@needs_outlines
def test_map_svg_writes_no_inline_style_and_no_unescaped_name():
    page = render('{% map_svg places view="world" title="Actions" %}', places=PLACES)

    assert "style=" not in page
    assert "<b>" not in page
