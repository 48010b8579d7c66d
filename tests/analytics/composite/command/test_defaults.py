from teranga_analytics.composite.command.defaults import default_pipeline
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.indicator import IndicatorMeta
from teranga_analytics.composite.pipeline.checking import pipeline_problems

TREE = Framework((Node("a", "D"), Node("b", "D"), Node("D", "I"), Node("I")))


def steps_for(*indicators):
    dataset = Dataset.of(["X", "Y"], indicators, [[1, 2], [3, 5]])
    pipeline = default_pipeline(dataset, TREE)
    assert pipeline_problems(pipeline, dataset, TREE) == ()
    return pipeline.steps


def test_coded_items_keep_their_fixed_scale():
    first, last = steps_for(*(IndicatorMeta(code, scale=(0, 5)) for code in "ab"))

    assert (first.step, first.method) == ("normalise", "coded_scale")
    assert last.options == {"minimum_share": {"D": 0.66}}


def test_measured_quantities_go_between_goalposts_or_extremes():
    first, _ = steps_for(IndicatorMeta("a", goalposts=(0, 10)), IndicatorMeta("b"))

    assert first.method == "min_max"
    assert {code: choice.method for code, choice in first.by_code.items()} == {"a": "goalposts"}


def test_mixed_data_are_scored_between_the_same_bounds():
    first, _ = steps_for(IndicatorMeta("a", scale=(0, 5)), IndicatorMeta("b"))

    assert (first.method, first.parameters) == ("min_max", {"lower": 0, "upper": 100})
