import numpy as np
import pytest

from teranga_analytics.composite.pipeline.definition import Choice, Pipeline, Step
from teranga_analytics.composite.uncertainty.cellwise import cell_scores, is_blind, is_cellwise
from teranga_analytics.composite.uncertainty.declaration import Cell, Cells, OpenChoice, Study
from teranga_analytics.composite.uncertainty.draws import Sampler
from teranga_analytics.composite.uncertainty.settings import Settings
from tests.analytics.composite.uncertainty.cases import CODED, CODING, TREE

CELLS = Cells((Cell("U", "a"), Cell("X", "c", (2, 1))))
END = Step("aggregate", "arithmetic")


def parts(*variations, pipeline=CODING):
    study = Study(variations)
    return Settings(study, pipeline, CODED, TREE), Sampler(study, CODED, TREE)


@pytest.mark.parametrize(
    ("steps", "blind"),
    [
        ([Step("normalise", "coded_scale")], True),
        ([Step("normalise", "min_max")], True),  # coded items keep their fixed scale
        ([Step("normalise", "min_max", options={"coded": "as_measured"})], False),
        ([Step("normalise", "coded_scale", by_code={"b": Choice("z_score")})], True),
        ([Step("normalise", "coded_scale", by_code={"a": Choice("z_score")})], False),
        ([Step("normalise", "coded_scale"), Step("normalise", "z_score")], False),
        ([Step("treat", "two_stages"), Step("normalise", "coded_scale")], True),
        (
            [
                Step("treat", "two_stages", options={"coded": True}),
                Step("normalise", "coded_scale"),
            ],
            False,
        ),
        ([Step("normalise", "coded_scale"), Step("weight", "equal")], True),
        ([Step("normalise", "coded_scale"), Step("weight", "entropy")], False),
    ],
)
def test_pipeline_is_blind_when_no_step_compares(steps, blind):
    assert is_blind(Pipeline((*steps, END)), CODED, {"a"}, is_complete=True) is blind


@pytest.mark.parametrize(
    "step",
    [Step("screen"), Step("impute", "mean"), Step("screen", options={"criterion": "zeros"})],
)
def test_missing_values_and_zeros_make_steps_look_around(step):
    pipeline = Pipeline((step, *CODING.steps))

    assert not is_blind(pipeline, CODED, {"a"}, is_complete=False)
    is_about_missing = not step.options
    assert is_blind(pipeline, CODED, {"a"}, is_complete=True) is is_about_missing


def test_combination_of_choices_may_compare_where_none_does_alone():
    method = OpenChoice("normalise.method", ("coded_scale", "min_max"))
    coded = OpenChoice("normalise.options.coded", ("fixed_scale", "as_measured"))

    assert is_cellwise(*parts(CELLS, method))
    assert not is_cellwise(*parts(CELLS, method, coded))


def test_every_value_of_a_cell_is_scored():
    settings, sampler = parts(CELLS)

    np.testing.assert_array_equal(
        cell_scores(settings, settings.nominal, sampler), [[0, 50, 100], [100, 50, 50]]
    )
