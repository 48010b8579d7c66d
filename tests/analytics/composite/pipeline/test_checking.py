import pytest

from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.pipeline.checking import STEP_KINDS, pipeline_problems
from teranga_analytics.composite.pipeline.definition import Choice, Pipeline, Step
from tests.analytics.composite.pipeline.cases import TREE, dataset, panel

NORMALISE = Step("normalise", "min_max", {"lower": 1})
AGGREGATE = Step("aggregate", "arithmetic")


def problems(*steps, data=None, framework=TREE):
    return pipeline_problems(Pipeline(steps), data or dataset(), framework)


def test_a_sound_pipeline_has_no_problem():
    steps = [
        Step("denominate"),
        Step("impute", "group_mean", {"grouping": "region"}),
        Step("screen"),
        Step("treat", "two_stages"),
        NORMALISE,
        Step("weight", "entropy"),
        AGGREGATE,
    ]

    assert problems(*steps) == ()


REFUSED = [
    (Step("smooth"), "'smooth'", "denominate, screen"),
    (Step("treat", "winsor"), "'winsor'", "two_stages"),
    (Step("treat"), "nothing", "two_stages"),
    (Step("treat", "two_stages", {"winmaxx": 3}), "'winmaxx'", "max_points"),
    (Step("treat", "two_stages", {"max_points": 2.5}), "2.5", "a whole number or null"),
    (Step("treat", "two_stages", {"max_points": -1}), "-1", "from 0"),
    (
        Step("treat", "two_stages", {"max_points": None, "force": True}),
        "force without a limit",
        "a limit",
    ),
    (Step("treat", "two_stages", by_code={"k": Choice("log_shifted")}), "coded item k", "coded"),
    (Step("treat", "two_stages", options={"scop": "all"}), "'scop'", "scope"),
    (Step("impute", "group_mean"), "nothing", "text"),
    (Step("impute", "group_mean", {"grouping": "income"}), "'income'", "region"),
    (Step("impute", "latest"), "latest on data without times", "a time per row"),
    (Step("impute", "siblings", {"level": 9}), "9", "from 2 to 3"),
    (Step("impute", "mean", by_code={"z": Choice("median")}), "'z'", "indicators"),
    (Step("denominate", options={"denominators": {"z": "size"}}), "'z'", "an indicator"),
    (Step("denominate", options={"denominators": {"a": "area"}}), "'area'", "size"),
    (Step("denominate", "min_max"), "'min_max'", "options only"),
    (Step("screen", options={"available_share": 2}), "2", "[0, 1]"),
    (Step("screen", options={"forced": {"N": True}}), "'N'", "a unit"),
    (Step("normalise", "min_max", {"lower": 9, "upper": 1}), "1", "above lower"),
    (Step("normalise", "goalposts"), "goalposts for b, c", "two goalposts"),
    (
        Step("normalise", "distance_to_target", options={"coded": "as_measured"}),
        "no target for b, c, k",
        "a target",
    ),
    (Step("normalise", "coded_scale"), "coded_scale for a, b, c", "levels or a scale"),
    (Step("normalise", "z_score"), "z_score beside the fixed scale", "as_measured"),
    (Step("normalise", "min_max", options={"reference": [1999]}), "[1999]", "times of the data"),
    (
        Step("normalise", "distance_to_reference", {"unit": "N"}, options={"coded": "as_measured"}),
        "'N'",
        "a unit",
    ),
    (Step("weight", "entropy"), "entropy before normalise", "after normalise"),
    (Step("weight", "given", {"weights": {"z": 1}}), "'z'", "the code of a node"),
    (Step("weight", "given", {"weights": {"a": 0, "b": 0}}), "only zeros under P", "above 0"),
    (
        Step("weight", "analytic_hierarchy", {"judgements": [[[1, 2, 3]]]}),
        "sizes [1, 3]",
        "2 by 2",
    ),
]


@pytest.mark.parametrize(("step", "seen", "wanted"), REFUSED)
def test_a_faulty_step_is_refused_by_name(step, seen, wanted):
    found = problems(step, NORMALISE, AGGREGATE)

    assert found[0].row == 1
    assert seen in found[0].seen
    assert wanted in found[0].wanted


REFUSED_LAST = [
    (Step("aggregate", "geometric"), "geometric for P after min_max", "a floor"),
    (Step("aggregate", "harmonic"), "harmonic for P after min_max", "a floor"),
    (Step("aggregate", "generalised", {"exponent": -1}), "generalised for P", "a floor"),
    (Step("aggregate", "generalised", {"exponent": 0}), "0", "geometric"),
    (Step("aggregate", "geometric", {"floor": 0}), "0", "above 0"),
    (Step("aggregate", "arithmetic", by_code={"a": Choice("median")}), "'a'", "nodes"),
    (Step("aggregate", "arithmetic", by_level={"7": Choice("median")}), "'7'", "2 to 3"),
    (Step("aggregate", "rule_table", {"rules": [[1, 2]]}), "lengths [2]", "a, b, score"),
    (Step("aggregate", "arithmetic", options={"minimum_share": 3}), "3", "[0, 1]"),
    (Step("aggregate", "arithmetic", options={"minimum_share": {"a": 1}}), "'a'", "aggregate"),
]


@pytest.mark.parametrize(("step", "seen", "wanted"), REFUSED_LAST)
def test_a_faulty_aggregation_is_refused_by_name(step, seen, wanted):
    found = problems(Step("normalise", "min_max"), step)

    assert found[0].row == 2
    assert seen in found[0].seen
    assert wanted in found[0].wanted


def test_a_floor_or_a_higher_bound_makes_the_geometric_mean_possible():
    floored = Step("aggregate", "geometric", {"floor": 1})

    assert problems(Step("normalise", "min_max"), floored) == ()
    assert problems(NORMALISE, Step("aggregate", "geometric")) == ()


def test_order_of_steps_is_checked():
    found = problems(AGGREGATE, NORMALISE, Step("denominate"))

    assert [(p.row, p.seen) for p in found] == [
        (1, "aggregate before normalise"),
        (2, "normalise after aggregate"),
        (3, "denominate after aggregate"),
        (3, "denominate after normalise"),
    ]


def test_every_problem_is_reported_at_once():
    found = problems(
        Step("treat", "two_stages", {"winmaxx": 1}),
        Step("normalise", "mini_max"),
        Step("aggregate", "arithmetic", options={"minimum_share": 3}),
    )

    assert [problem.row for problem in found] == [1, 2, 3]


def test_the_same_step_may_occur_twice():
    assert problems(NORMALISE, Step("normalise", "rank"), AGGREGATE) == ()


def test_fixed_points_of_raw_data_are_refused_after_normalising():
    posts = Step("normalise", "min_max", by_code={"a": Choice("goalposts")})

    assert "goalposts after min_max" in problems(NORMALISE, posts, AGGREGATE)[0].seen


def test_a_pipeline_needs_an_aggregation_and_data_for_every_indicator():
    larger = Framework((*TREE.nodes, Node("new", "I")))

    assert "no aggregate" in problems(NORMALISE)[0].seen
    assert "no step" in problems()[0].seen
    assert "none for new" in problems(NORMALISE, AGGREGATE, framework=larger)[0].seen


def test_panel_choices_pass_on_a_panel():
    steps = [
        Step("impute", "linear"),
        Step("normalise", "min_max", options={"reference": [2020]}),
        AGGREGATE,
    ]

    assert problems(*steps, data=panel()) == ()
    ranked = Step("normalise", "rank", options={"reference": [2020], "coded": "as_measured"})
    assert "with rank" in problems(ranked, AGGREGATE, data=panel())[0].seen


def test_every_declared_method_documents_itself():
    for kind in STEP_KINDS.values():
        for method in kind.methods.values():
            assert method.function.__doc__
