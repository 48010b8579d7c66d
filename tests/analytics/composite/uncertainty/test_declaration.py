import json

import pytest

from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.uncertainty.declaration import (
    Cell,
    Cells,
    OpenChoice,
    Removal,
    Study,
    WeightDirichlet,
    WeightNoise,
    WeightSets,
)

STUDY = Study(
    (
        OpenChoice("normalise.parameters.lower", (0, 1), name="Scale"),
        WeightNoise(0.25, (2,)),
        WeightDirichlet(10),
        WeightSets(({"P": 2.0}, {"P": 1.0}), (0.25, 0.75)),
        Removal(("a", "Q")),
        Cells((Cell("U", "a", (0, 1, None), (0.5, 0.25, 0.25)), Cell("V", "b", time=2024))),
    ),
    replications=200,
    seed=7,
)


def test_study_comes_back_from_json():
    text = json.dumps(STUDY.as_json())

    again = Study.from_json(text)

    assert again.hash == STUDY.hash
    assert again.as_json() == json.loads(text)
    assert again.factors == (
        "Scale",
        "weight_noise 2",
        "weight_dirichlet 3",
        "weight_sets 4",
        "removal 5",
        "cells 6",
    )


def test_hash_follows_content_and_not_name():
    document = STUDY.as_json()

    assert Study.from_json({**document, "name": "Another name"}).hash == STUDY.hash
    assert Study.from_json({**document, "seed": 8}).hash != STUDY.hash


def test_study_defaults_are_left_out_of_json():
    assert Study((WeightNoise(0.1),)).as_json() == {
        "schema": "teranga-uncertainty/1",
        "variations": [{"vary": "weight_noise", "share": 0.1}],
    }


def test_every_problem_of_form_is_told_at_once():
    document = {
        "schema": "teranga-uncertainty/2",
        "sed": 3,
        "variations": [
            {"vary": "choice", "adress": "treat.method"},
            {"vary": "weights"},
            {"vary": "weight_noise"},
            {"vary": "cells", "cells": [{"unit": 3, "indicator": "a"}, "U"]},
            "weights",
        ],
    }

    with pytest.raises(InvalidInputError) as refused:
        Study.from_json(document)

    places = [(problem.row, problem.column) for problem in refused.value.problems]
    assert places == [
        (None, "schema"),
        (None, "sed"),
        (1, "adress"),
        (2, "vary"),
        (3, "share"),
        (4, "cells 1: unit"),
        (4, "cells 2"),
        (5, "vary"),
    ]


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": "teranga-uncertainty/1"}'])
def test_what_is_no_study_is_refused(text):
    with pytest.raises(InvalidInputError):
        Study.from_json(text)
