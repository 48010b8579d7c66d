"""What holds for every figure: accessible, strict, deterministic, readable both ways."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from teranga_analytics.composite.figures.bars import score_bars
from teranga_analytics.composite.figures.dots import profile_dots
from teranga_analytics.composite.figures.frame import Frame
from teranga_analytics.composite.figures.heat_map import heat_map
from teranga_analytics.composite.figures.partition import icicle, sunburst
from teranga_analytics.composite.figures.radar import radar
from teranga_analytics.composite.figures.ranks import rank_intervals
from teranga_analytics.composite.figures.scatter import scatter
from teranga_analytics.composite.figures.series import time_series
from teranga_analytics.composite.framework import Framework, Node

SVG = "{http://www.w3.org/2000/svg}"
UNITS = ("Alpha & Omega", "Bravo <i>", "جمهورية", "Delta")
SCORES = np.array([40.0, 60.0, np.nan, 12.5])
NAMES = ("Entry", "Work", "Return")
TABLE = np.array([[1, 2, 3], [4, np.nan, 6], [7, 8, 9], [0, 5, 2]], dtype=float)
TREE = Framework((
    Node("a", "D1"), Node("b", "D1", 3.0), Node("c", "D2"), Node("D1", "I"), Node("D2", "I"),
    Node("I"),
))  # fmt: skip

FIGURES = {
    "bars": lambda frame: score_bars(UNITS, SCORES, frame, lower=SCORES - 5, upper=SCORES + 5),
    "ranks": lambda frame: rank_intervals(UNITS, [2, 1, np.nan, 3], [1] * 4, [3] * 4, frame),
    "heat map": lambda frame: heat_map(UNITS, NAMES, TABLE, frame),
    "radar": lambda frame: radar(NAMES, [10, 60, 80], frame, band=([5, 5, 5], [50, 60, 70])),
    "scatter": lambda frame: scatter(UNITS, SCORES, SCORES + 1, ("Policy", "Admin"), frame),
    "series": lambda frame: time_series(
        [1999, 2000, 2002],
        [10, np.nan, 30],
        frame,
        band=([5, 5, 20], [20, 60, 40]),
        median=[12, 14, 16],
    ),
    "dots": lambda frame: profile_dots(NAMES, UNITS[:3], TABLE[:3], frame),
    "sunburst": lambda frame: sunburst(TREE, frame),
    "icicle": lambda frame: icicle(TREE, frame),
}
FRAME = Frame("Work & return <differ>", "Score, 2024", "fictitious data")


@pytest.fixture(params=FIGURES)
def draw(request):
    return FIGURES[request.param]


def test_figure_is_an_image_with_title_and_description(draw):
    figure = draw(FRAME)
    root = ElementTree.fromstring(figure.svg)

    title, description = root.findall(f"{SVG}title")[0], root.findall(f"{SVG}desc")[0]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert title.text == "Work & return <differ>"
    assert description.text == figure.description


def test_figure_says_every_row_of_its_table_in_words(draw):
    figure = draw(FRAME)

    assert figure.rows
    assert all(len(row) == len(figure.header) for row in figure.rows)
    assert all(row[0] in figure.description for row in figure.rows)


def test_figure_holds_no_style_script_or_handler(draw):
    root = ElementTree.fromstring(draw(FRAME).svg)

    for part in root.iter():
        assert part.tag.removeprefix(SVG) not in {"style", "script", "foreignObject", "image", "a"}
        assert not {name for name in part.attrib if name == "style" or name.startswith("on")}


def test_figure_is_drawn_from_numbers_only(draw):
    assert not re.search(r"\bnan\b", re.sub(r">[^<]*<", "><", draw(FRAME).svg).lower())


def test_figure_stays_inside_its_width(draw):
    for frame in (FRAME, Frame("Phone", width=360.0), Frame("Mirror", mirrored=True)):
        root = ElementTree.fromstring(draw(frame).svg)
        places = [
            float(part.get(name))
            for part in root.iter()
            for name in ("x", "x1", "x2", "cx")
            if part.get(name) and part.get("width") != "100%"
        ]

        assert min(places) >= 0
        assert max(places) <= frame.width


def test_figure_is_the_same_every_time(draw):
    assert draw(FRAME).svg == draw(FRAME).svg


def test_figure_mirrors_the_place_of_its_title(draw):
    plain = ElementTree.fromstring(draw(Frame("Title")).svg)
    mirrored = ElementTree.fromstring(draw(Frame("Title", mirrored=True)).svg)

    assert next(text.get("x") for text in plain.iter(f"{SVG}text")) == "20"
    first = next(iter(mirrored.iter(f"{SVG}text")))
    assert (first.get("x"), first.get("text-anchor")) == ("700", "end")


def test_bars_go_from_the_highest_score_to_those_without():
    rows = FIGURES["bars"](FRAME).rows

    assert [row[:2] for row in rows] == [
        ("Bravo <i>", "60.0"), ("Alpha & Omega", "40.0"), ("Delta", "12.5"), ("جمهورية", "–"),
    ]  # fmt: skip


def test_bars_have_the_length_of_the_score():
    root = ElementTree.fromstring(score_bars(["A", "B"], [25, 50], FRAME).svg)
    widths = [float(p.get("width")) for p in root.iter() if p.get("class") == "figure-bar"]

    assert widths[0] == pytest.approx(2 * widths[1], abs=0.02)


def test_bars_refuse_half_an_interval():
    with pytest.raises(ValueError, match="saw one"):
        score_bars(["A"], [1], FRAME, lower=[0])


def test_ranks_leave_out_units_without_rank():
    assert [row[0] for row in FIGURES["ranks"](FRAME).rows] == [UNITS[1], UNITS[0], UNITS[3]]


@pytest.mark.parametrize("n_units", [1, 2, 12, 58, 300])
def test_numbers_of_ranks_never_touch(n_units):
    ranks = np.arange(1.0, n_units + 1)
    names = [f"Unit {place}" for place in range(n_units)]

    svg = rank_intervals(names, ranks, ranks, ranks, FRAME).svg

    places = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*text-anchor="middle"', svg)]
    assert places
    assert all(after - before >= 16 for before, after in pairwise(sorted(places)))


def test_ranks_refuse_to_draw_nobody():
    with pytest.raises(ValueError, match="at least one rank"):
        rank_intervals(["A"], [np.nan], [1], [1], FRAME)


def test_heat_map_says_what_is_missing():
    figure = FIGURES["heat map"](FRAME)

    assert figure.rows[1] == ("Bravo <i>", "4", "–", "6")
    assert figure.svg.count("figure-missing") == 1


def test_heat_map_refuses_another_shape():
    with pytest.raises(ValueError, match=r"wanted shape \(1, 2\)"):
        heat_map(["A"], ["x", "y"], [[1]], FRAME)


def test_radar_leaves_a_gap_where_a_score_is_missing():
    figure = radar(NAMES, [10, np.nan, 80], FRAME)

    assert "figure-profile" not in figure.svg
    assert figure.rows[1] == ("Work", "–")


def test_radar_refuses_two_axes():
    with pytest.raises(ValueError, match="three or more"):
        radar(["a", "b"], [1, 2], FRAME)


def test_partition_shares_are_products_of_weights():
    figure = sunburst(TREE, Frame("Tree"))

    assert figure.rows == (
        ("I", "", "100.0%"), ("D1", "I", "50.0%"), ("a", "D1", "12.5%"), ("b", "D1", "37.5%"),
        ("D2", "I", "50.0%"), ("c", "D2", "50.0%"),
    )  # fmt: skip
    assert icicle(TREE, Frame("Tree")).rows == figure.rows


def test_figures_speak_french():
    figure = sunburst(TREE, Frame("Arbre", language="fr", source="données fictives"))

    assert figure.rows[2] == ("a", "D1", "12,5\u202f%")
    assert "Source : données fictives" in figure.svg


def test_series_draws_only_the_corners_of_its_steps_and_says_only_changes():
    figure = time_series([2000, 2001, 2002, 2003], [0, 0, 50, 50], Frame("It doubled"))

    (line,) = re.findall(r'<polyline points="([^"]*)"', figure.svg)
    assert len(line.split()) == 4
    assert figure.description == "It doubled. 2000 0; 2002 50."


def test_series_refuses_years_that_do_not_grow():
    with pytest.raises(ValueError, match="times: wanted two or more growing years"):
        time_series([2001, 2000], [1, 2], FRAME)


def test_dots_give_each_unit_a_mark_of_its_own():
    figure = profile_dots(["Work"], [*"ABCDEF"], [[1, 2, 3, 4, 5, 6]], FRAME)

    marks = set(re.findall(r'<(?:circle|polygon)[^>]*fill="(#[0-9a-f]{6})"', figure.svg))
    assert len(marks) == 6
    assert figure.svg.count("<circle") == 2  # in the legend and on the row
    with pytest.raises(ValueError, match="wanted one to 6"):
        profile_dots(["Work"], [*"ABCDEFG"], [[1] * 7], FRAME)


def test_bars_keep_the_order_of_domains_when_asked():
    figure = score_bars(["A", "B"], [10, 90], FRAME, keep_order=True, full=100)

    assert [row[0] for row in figure.rows] == ["A", "B"]
    assert ">100<" in figure.svg


def test_scatter_gathers_units_on_one_spot_and_names_them_all_to_the_pointer():
    figure = scatter(["Aa", "Bb", "Cc"], [10, 10, 50], [20, 20, 80], ("P", "Q"), Frame("Three"))

    assert figure.svg.count("<circle") == 2
    assert "Aa: P 10.0, Q 20.0; Bb: P 10.0, Q 20.0" in figure.svg
    assert ">Aa +1<" in figure.svg
    assert len(figure.rows) == 3
