from dataclasses import replace

import numpy as np
import pytest

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.pipeline.definition import Choice, Pipeline, Step
from teranga_analytics.composite.uncertainty.checking import study_problems
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
from tests.analytics.composite.uncertainty.cases import CODED, CODING, MEASURED, MEASURING, TREE


def problems(*variations, pipeline=MEASURING, dataset=MEASURED, **settings):
    found = study_problems(Study(variations, **settings), pipeline, dataset, TREE)
    return [(problem.row, problem.column) for problem in found]


def test_sound_study_has_no_problem():
    assert problems(WeightNoise(0.25), OpenChoice("aggregate.method", ("geometric",))) == []


@pytest.mark.parametrize(
    ("variation", "place"),
    [
        (OpenChoice("treat.method", ("none",)), "treat.method"),
        (OpenChoice("normalise.metod", ("z_score",)), "normalise.metod"),
        (OpenChoice("normalise.parameters.lower"), "alternatives"),
        (OpenChoice("normalise.parameters.lower", (1,), ({},)), "alternatives"),
        (
            OpenChoice("aggregate.method", ("median", "minimum"), probabilities=(1,)),
            "probabilities",
        ),
        (OpenChoice("aggregate.method", ("median",), probabilities=(0.9,)), "probabilities"),
        (WeightNoise(0), "share"),
        (WeightNoise(1.5), "share"),
        (WeightNoise(0.1, (3,)), "levels"),
        (WeightDirichlet(0.5), "concentration"),
        (WeightDirichlet(10, ("a",)), "nodes"),
        (WeightSets(()), "sets"),
        (WeightSets(({"z": 1},)), "sets 1"),
        (WeightSets(({"a": -1},)), "sets 1"),
        (WeightSets(({"a": 0, "b": 0},)), "sets 1"),
        (Removal(()), "nodes"),
        (Removal(("z",)), "nodes"),
        (Removal(("I",)), "nodes"),
        (Removal(("a", "a")), "nodes"),
        (Removal(("a",), 1.0), "probability"),
        (Cells(()), "cells"),
        (Cells((Cell("Z", "a", (1,)),)), "cells 1: unit"),
        (Cells((Cell("U", "z", (1,)),)), "cells 1: indicator"),
        (Cells((Cell("U", "a"),)), "cells 1: values"),
        (Cells((Cell("U", "a", (1,), time=2024),)), "cells 1: time"),
    ],
)
def test_what_cannot_vary_is_refused(variation, place):
    assert problems(variation) == [(1, place)]


def test_value_that_is_no_level_is_refused():
    variation = Cells((Cell("U", "a", (0, 7)),))

    assert problems(variation, pipeline=CODING, dataset=CODED) == [(1, "cells 1: values")]


def test_settings_of_a_study_are_refused_with_its_variations():
    found = problems(
        WeightNoise(2, name="x"),
        WeightNoise(0.1, name="x"),
        replications=1,
        seed=-1,
        interval=1.0,
        changes=((1, 2),),
    )

    assert found == [
        (None, "replications"),
        (None, "seed"),
        (None, "interval"),
        (None, "changes"),
        (None, "variations"),
        (1, "share"),
    ]


def test_value_varied_twice_is_refused():
    lower = OpenChoice("normalise.parameters.lower", (0, 1))
    cells = Cells((Cell("U", "a", (1,)),))

    assert problems(lower, replace(lower, values=(2, 3))) == [(None, "variations")]
    assert problems(cells, replace(cells, name="again")) == [(None, "variations")]


def test_misspelt_parameter_is_refused_with_its_value():
    found = study_problems(
        Study((OpenChoice("normalise.parameters.lowerr", (1, 2)),)), MEASURING, MEASURED, TREE
    )

    assert [problem.column for problem in found] == ["normalise: parameters.lowerr"]
    assert "lowerr" in found[0].seen


def test_geometric_mean_after_scores_from_zero_is_refused_whoever_varies():
    zero = OpenChoice("normalise.parameters.lower", (0, 1))
    geometric = OpenChoice("aggregate.method", ("arithmetic", "geometric"))

    assert problems(zero) == []
    assert problems(geometric) == []
    found = study_problems(Study((zero, geometric)), MEASURING, MEASURED, TREE)

    assert {problem.row for problem in found} == {2}
    assert "normalise.parameters.lower = 0, aggregate.method = 'geometric'" in found[0].seen


def test_pairs_of_many_choices_are_checked():
    many = [
        OpenChoice(f"aggregate.by_code.{code}.method", ("arithmetic", "geometric", "median") * 2)
        for code in ("P", "Q", "I")
    ]

    found = problems(OpenChoice("normalise.parameters.lower", (0, 1)), *many)

    assert found
    assert {row for row, _ in found} <= {2, 3, 4}


def test_child_of_a_rule_table_cannot_be_removed():
    rules = Choice("rule_table", {"rules": [[1, 1, 1]]})
    pipeline = Pipeline(
        (Step("normalise", "min_max"), Step("aggregate", "arithmetic", by_code={"P": rules}))
    )

    assert problems(Removal(("a",)), pipeline=pipeline) == [(None, "nodes")]
    assert problems(Removal(("Q",)), pipeline=pipeline) == []


def test_faulty_pipeline_is_told_before_its_variations():
    pipeline = Pipeline((Step("normalise", "min_maxx"), Step("aggregate", "arithmetic")))

    found = study_problems(Study((WeightNoise(5),)), pipeline, MEASURED, TREE)

    assert [problem.file for problem in found] == ["pipeline"]


def test_cells_of_a_panel_need_a_time_of_the_unit():
    panel = Dataset.of(["U", "U", "V"], list("abc"), np.eye(3), times=[1, 2, 1])

    def told(time):
        return problems(Cells((Cell("V", "a", (1,), time=time),)), dataset=panel)

    assert told(1) == []
    assert told(2) == told(None) == [(1, "cells 1: time")]
    assert problems(WeightNoise(0.1), dataset=panel, changes=((1, 3),)) == [(None, "changes")]
