import uuid

import pytest

from teranga.directory.queries.answer_table import AnswerRow
from teranga.directory.queries.crosstab import crosstab
from teranga.directory.queries.mapping_figures import (
    ALL,
    form_bars,
    heat,
    offers,
    plane,
    told_counts,
)
from teranga.directory.queries.plane_drawing import draw_plane


def rows(country, n, **values):
    return [AnswerRow(uuid.uuid4(), country, False, values) for _ in range(n)]


def relation(**frequencies):
    nothing = dict.fromkeys(
        ["information", "consultation", "concertation", "coelaboration", "operationnel"], 0
    )
    return {"institution": [nothing | frequencies]}


def test_told_counts_hides_the_other_country_that_would_give_one_back():
    answers = rows("SEN", 3, holds=1) + rows("MLI", 9, holds=1) + rows("TUN", 20, holds=1)

    told = told_counts(answers, lambda row: "holds" in row.values)

    assert told == {"SEN": None, "MLI": None, "TUN": 20, ALL: 32}


def test_form_bars_counts_yearly_relations_alone():
    answers = rows("SEN", 6, **relation(information=2)) + rows("SEN", 6, **relation(information=1))

    bars = {bar.label: (bar.n_found, bar.share) for bar in form_bars(answers)}

    assert bars["Information"] == (6, 0.5)
    assert bars["Consultation"] == (0, 0.0)


def test_plane_counts_those_without_relation_as_zero():
    answers = rows("SEN", 5, score_dialogue=40, score_operationnel=80) + rows("SEN", 5)

    point = plane(answers)[0]

    assert (point.dialogue, point.operational, point.n_answers) == (20, 40, 10)


def test_plane_leaves_out_a_country_of_four():
    assert plane(rows("SEN", 4, score_dialogue=40)) == []


def test_heat_is_the_mean_gap():
    answers = rows("SEN", 5, niv_droit="1", pri_droit="3") + rows(
        "MLI", 4, niv_droit="0", pri_droit="3"
    )

    row = next(row for row in heat(answers, ["SEN", "MLI"]) if row.mean)

    assert list(row.gaps) == [9.0, None]


def test_offers_sets_needs_beside_skills():
    answers = rows("SEN", 7, niv_droit="1", pri_droit="3")
    answers += rows("SEN", 6, niv_droit="4", pri_droit="0", formation_offerte="Droit")

    row = next(row for row in offers(answers) if row.n_need)

    assert (row.n_need, row.n_master, row.n_share) == (7, 6, 6)


def test_crosstab_hides_small_cells_and_counts_the_rest():
    answers = rows("SEN", 2, membre_reseau="oui", budget="b1")
    answers += rows("SEN", 10, membre_reseau="oui", budget="b2")
    answers += rows("SEN", 12, membre_reseau="non", budget="b1")
    answers += rows("SEN", 14, membre_reseau="non", budget="b2")

    table = crosstab(answers, down="membre_reseau", across="budget")

    assert [counts for _label, counts in table.rows] == [
        [None, None, 12],
        [None, None, 26],
        [14, 24, 38],
    ]
    assert (table.n_hidden, table.n_answers) == (4, 38)


@pytest.mark.parametrize(
    ("down", "across"),
    [("budget", "budget"), ("nom", "budget"), ("", ""), ("domaines", "budget")],
)
def test_crosstab_refuses_what_cannot_be_crossed(down, across):
    assert crosstab([], down=down, across=across) is None


def test_crosstab_of_no_answer_is_empty():
    table = crosstab([], down="membre_reseau", across="budget")

    assert (table.n_answers, list(table.columns)) == (0, [])


def test_drawing_stays_inside_its_frame():
    answers = rows("SEN", 5, score_dialogue=40, score_operationnel=80)
    answers += rows("MLI", 5, score_dialogue=0, score_operationnel=0)

    drawing = draw_plane(plane(answers), {})

    for dot in drawing.dots:
        assert drawing.margin <= dot.x <= drawing.right
        assert drawing.margin <= dot.y <= drawing.bottom
