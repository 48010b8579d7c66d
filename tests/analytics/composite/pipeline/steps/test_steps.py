"""What each kind of step does with its options, on a small index."""

import numpy as np
import pytest

from teranga_analytics.composite.pipeline.definition import Choice, Pipeline, Step
from teranga_analytics.composite.pipeline.running import StepError, build_index
from teranga_analytics.composite.problems import InvalidInputError
from tests.analytics.composite.pipeline.cases import TREE, VALUES, dataset, panel

NORMALISE = Step("normalise", "min_max", {"lower": 1}, options={"coded": "as_measured"})
AGGREGATE = Step("aggregate", "arithmetic")


def after(*steps, data=None):
    """Run some steps and return the data after the first, with its notes."""
    return build_index(Pipeline((*steps, NORMALISE, AGGREGATE)), data or dataset(), TREE).steps[0]


def test_denominate_takes_denominators_and_factors_from_the_step():
    options = {"denominators": {"b": "size"}, "factors": {"b": 10}}

    result = after(Step("denominate", options=options))

    np.testing.assert_allclose(result.dataset.values[:, 1], VALUES[:, 1] / [1, 1, 2, 2, 3])
    np.testing.assert_array_equal(result.dataset.values[:, 0], VALUES[:, 0])
    assert result.notes == ("1 indicators divided by a denominator.",)


def test_denominate_says_how_many_cells_it_lost():
    sizes = np.array([10.0, np.nan, 20.0, 20.0, 30.0])

    result = after(Step("denominate"), data=dataset(denominators={"size": sizes}))

    assert result.notes[1] == "1 cells lost because their denominator is missing."


@pytest.mark.parametrize(
    ("options", "data", "place"),
    [
        ({"factors": {"c": 10}}, {}, "factors.c"),
        ({"factors": {"a": 0}}, {}, "factors.a"),
        ({}, {"denominators": {"size": np.zeros(5)}}, "denominators.a"),
    ],
)
def test_denominate_refuses_sizes_that_divide_nothing(options, data, place):
    with pytest.raises(InvalidInputError, match=place):
        after(Step("denominate", options=options), data=dataset(**data))


def test_screen_refuses_to_leave_no_unit():
    forced = dict.fromkeys("VWXYZ", False)

    with pytest.raises(StepError, match="one unit with enough data"):
        after(Step("screen", options={"forced": forced}))


def test_impute_leaves_some_indicators_and_says_what_is_left():
    result = after(Step("impute", "mean", by_code={"c": Choice("none")}))

    assert result.notes == ("0 cells filled in.", "1 cells still missing.")


def test_impute_by_wave_or_over_all_waves():
    data = panel()

    by_wave = after(Step("impute", "mean"), data=data).dataset.values
    together = after(Step("impute", "mean", options={"scope": "all"}), data=data).dataset.values

    assert (by_wave[1, 2], by_wave[6, 2]) == (7.25, 17.25)
    assert (together[1, 2], together[6, 2]) == (12.25, 12.25)


def test_indicators_outside_the_framework_are_shown_but_not_aggregated():
    smaller = TREE.without(["c"])
    steps = (Step("impute", "siblings"), NORMALISE, AGGREGATE)

    result = build_index(Pipeline(steps), dataset(), smaller)

    assert result.dataset.codes == ("a", "b", "c", "k")
    assert result.scores.shape == (5, len(smaller.codes))
    assert np.isnan(result.steps[0].dataset.values[1, 2])


@pytest.mark.parametrize(("method", "filled"), [("linear", np.nan), ("linear_constant", 4.0)])
def test_impute_holds_a_single_value_only_when_asked(method, filled):
    data = panel()
    values = data.values.copy()
    values[1, 2], values[6, 2] = 4.0, np.nan

    result = after(Step("impute", method), data=data.with_values(values)).dataset

    np.testing.assert_array_equal(result.values[6, 2], filled)


@pytest.mark.parametrize("transform", ["log_shifted", "box_cox", "none"])
def test_treat_names_its_second_stage(transform):
    values = VALUES.copy()
    values[:, 0] = [1.0, 2.0, 3.0, 4.0, 9000.0]
    parameters = {"max_points": 0, "transform": transform, "skewness_limit": 1.0}

    result = after(Step("treat", "two_stages", parameters), data=dataset().with_values(values))

    changed = result.details.changed.any(axis=0)
    assert changed.tolist() == [transform != "none", False, False]
    kept_order = np.argsort(result.dataset.values[:, 0])
    assert kept_order.tolist() == [0, 1, 2, 3, 4]


def test_treat_spares_the_indicators_named():
    parameters = {"lower": 0.3, "upper": 0.7}

    result = after(Step("treat", "percentile_fence", parameters, {"a": Choice("none")}))

    assert result.details.changed.any(axis=0).tolist() == [False, True, True]


def test_treat_names_the_step_that_refuses_its_data():
    with pytest.raises(StepError, match=r"step 2, treat log_innovation_index: .*maxima above 1"):
        after(Step("denominate"), Step("treat", "log_innovation_index"), data=small())


def small():
    return dataset().with_values(VALUES / 100)


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("goalposts", {"truncate": False}),
        ("distance_to_target", {"cap": True}),
        ("scaled", {"lowest": 0, "highest": 200}),
        ("fraction_of_maximum", {}),
        ("as_measured", {}),
        ("borda", {}),
    ],
)
def test_normalise_by_indicator_keeps_order(method, parameters):
    step = Step("normalise", "min_max", by_code={"a": Choice(method, parameters)})
    # The target of a is 1, above its worst unit once it is counted in hundreds.
    data = dataset().with_values(VALUES / np.array([100, 1, 1, 1]))

    result = build_index(Pipeline((step, AGGREGATE)), data, TREE)

    assert (np.diff(result.of("a")) >= 0).all()


def test_normalise_against_a_unit_uses_that_unit_wave_by_wave():
    step = Step(
        "normalise",
        "distance_to_reference",
        {"unit": "Z"},
        by_code={"b": Choice("rank")},
        options={"coded": "as_measured", "reference": "wave"},
    )

    result = build_index(Pipeline((step, AGGREGATE)), panel(), TREE)

    assert result.of("a")[[4, 9]].tolist() == [1.0, 1.0]
    assert result.of("a")[[0, 5]].tolist() == [0.0, 0.0]


def test_weight_methods_take_an_only_child():
    tree = TREE.without(["c"])
    for method in ("critic", "first_component", "factor", "correlation_optimised"):
        by_code = {"Q": Choice(method)}
        steps = (NORMALISE, Step("weight", "stated", by_code=by_code), AGGREGATE)

        assert build_index(Pipeline(steps), dataset(), tree).weights[2] == 1.0


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("maximum", {}),
        ("ordered_weighted", {"exponent": 2}),
        ("mazziotta_pareto", {}),
        ("borda", {}),
        ("benefit_of_the_doubt", {"least_share": 0.1}),
        ("generalised", {"exponent": -1}),
        ("median", {}),
    ],
)
def test_every_aggregation_runs_in_a_pipeline(method, parameters):
    steps = (Step("impute", "mean"), NORMALISE, Step("aggregate", method, parameters))

    result = build_index(Pipeline(steps), dataset(), TREE)

    assert np.isfinite(result.scores).all()
    assert result.of("P")[1] != result.of("P")[4]


def test_aggregate_takes_a_rule_table_for_a_node():
    rules = [[1, None, 0], [None, 1, 50], [None, None, 100]]
    step = Step("aggregate", "arithmetic", by_code={"P": Choice("rule_table", {"rules": rules})})

    result = build_index(Pipeline((NORMALISE, step)), dataset(), TREE)

    # a is 1 for the lowest unit; b is 1 for the last, whose raw value is the highest.
    assert result.of("P").tolist() == [0, 100, 100, 100, 50]
