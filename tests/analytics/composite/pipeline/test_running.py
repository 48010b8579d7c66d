import numpy as np
import pytest

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.fingerprint import input_hash
from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.normalisation.linear import min_max
from teranga_analytics.composite.pipeline.definition import Choice, Pipeline, Step
from teranga_analytics.composite.pipeline.running import StepError, build_index
from teranga_analytics.composite.problems import InvalidInputError
from tests.analytics.composite.pipeline.cases import TREE, VALUES, dataset, panel

NORMALISE = Step("normalise", "min_max")
AGGREGATE = Step("aggregate", "arithmetic")


def build(*steps, data=None):
    return build_index(Pipeline(steps), data or dataset(), TREE)


def test_build_index_computes_a_hand_case():
    result = build(Step("denominate"), Step("impute", "mean"), NORMALISE, AGGREGATE)

    # V: a = 10/10 of 1..3, b reversed is best, c lowest, k has the top code.
    assert result.scores[0].tolist() == [0.0, 100.0, 0.0, 100.0, 75.0, 50.0, 62.5]
    assert result.of("P")[0] == 75.0
    assert result.ranks[0, result.framework.position["I"]] == 1


def test_coded_items_keep_their_fixed_scale_beside_min_max():
    data = dataset()
    kept = build(NORMALISE, AGGREGATE, data=data.rows(np.array([2, 3, 4])))
    stretched = build(Step("normalise", "min_max", options={"coded": "as_measured"}), AGGREGATE)

    assert kept.of("k").tolist() == [50.0, 50.0, 50.0]
    assert stretched.of("k").tolist() == [100.0, 0.0, 50.0, 50.0, 50.0]


def test_imputed_cells_are_flagged_and_carried_up():
    result = build(Step("impute", "mean"), NORMALISE, AGGREGATE)

    assert result.imputed_share[1].tolist() == [0, 0, 1, 0, 0, 0.5, 0.25]
    assert result.observed_share[1].tolist() == [1, 1, 0, 1, 1, 0.5, 0.75]
    assert result.imputed_share[0].sum() == 0


def test_cells_without_object_are_not_imputed_nor_missed():
    applicable = np.ones(VALUES.shape, dtype=bool)
    applicable[1, 2] = False

    result = build(
        Step("impute", "mean"), NORMALISE, AGGREGATE, data=dataset(applicable=applicable)
    )

    assert np.isnan(result.of("c")[1])
    assert result.observed_share[1].tolist() == [
        1,
        1,
        pytest.approx(np.nan, nan_ok=True),
        1,
        1,
        1,
        1,
    ]


def test_screening_sets_units_aside_and_says_so():
    result = build(Step("screen", options={"available_share": 0.9}), NORMALISE, AGGREGATE)

    assert result.units == ("V", "X", "Y", "Z")
    assert result.notes[0] == "1 screen: Set aside: W."


def test_treatment_leaves_coded_items_alone_unless_asked():
    steps = Step("impute", "mean"), Step("treat", "percentile_fence", {"lower": 0.3, "upper": 0.7})
    asked = Step("treat", "percentile_fence", {"lower": 0.3, "upper": 0.7}, options={"coded": True})

    spared = build(*steps, NORMALISE, AGGREGATE)

    assert spared.steps[1].dataset.values[:, 3].tolist() == VALUES[:, 3].tolist()
    assert spared.steps[1].details.codes == ("a", "b", "c")
    fenced = build(asked, NORMALISE, Step("aggregate", "arithmetic")).steps[0].dataset
    assert fenced.values[0, 3] == 1.0


def test_base_wave_keeps_scores_comparable_across_waves():
    based = build(
        Step("normalise", "min_max", options={"reference": [2020]}), AGGREGATE, data=panel()
    )
    by_wave = build(
        Step("normalise", "min_max", options={"reference": "wave"}), AGGREGATE, data=panel()
    )
    alone = build(NORMALISE, AGGREGATE, data=panel().at(2020))

    np.testing.assert_allclose(based.scores[:5], alone.scores)
    np.testing.assert_allclose(by_wave.scores[:5], alone.scores)
    np.testing.assert_allclose(by_wave.scores[5:], alone.scores)
    np.testing.assert_allclose(based.of("a")[5:] - based.of("a")[:5], 12.5)


def test_ranks_are_within_a_wave():
    result = build(NORMALISE, AGGREGATE, data=panel())

    assert sorted(result.ranks[5:, -1]) == [1, 2, 3, 4, 5]


def test_a_step_may_occur_twice():
    result = build(NORMALISE, Step("normalise", "percentile_rank"), AGGREGATE)

    turned = -VALUES[:, 1]
    np.testing.assert_allclose(result.of("b"), min_max(turned[:, None], upper=1)[:, 0])


def test_a_step_after_normalising_does_not_turn_values_again():
    siblings = Step("impute", "siblings", {"level": 3})

    result = build(NORMALISE, siblings, AGGREGATE)

    others = [result.of(code)[1] for code in ("a", "b", "k")]
    lowest, highest = np.nanmin(result.of("c")), np.nanmax(result.of("c"))
    assert (lowest, highest) == (0.0, 100.0)
    assert result.of("c")[1] == pytest.approx(np.mean(others))


def test_adjusted_mazziotta_pareto_index_compares_waves_on_one_scale():
    options = {"coded": "as_measured", "reference": [2020]}
    steps = Step("impute", "mean"), Step("normalise", "centred_range", options=options)

    result = build(*steps, Step("aggregate", "mazziotta_pareto"), data=panel())

    base_mean = np.mean([result.of("a")[row] for row in range(5)])
    assert base_mean == pytest.approx(100.0)
    a, b = result.of("a"), result.of("b")
    mean = 0.25 * a + 0.75 * b
    variance = 0.25 * (a - mean) ** 2 + 0.75 * (b - mean) ** 2
    np.testing.assert_allclose(result.of("P"), mean - variance / mean)


def test_methods_may_differ_by_indicator_level_and_node():
    result = build(
        Step(
            "normalise", "min_max", {"lower": 1}, by_code={"a": Choice("goalposts", {"lower": 1})}
        ),
        Step(
            "aggregate",
            "arithmetic",
            by_level={"2": Choice("geometric")},
            by_code={"Q": Choice("minimum")},
        ),
    )

    a, b = result.of("a"), result.of("b")
    np.testing.assert_allclose(result.of("P"), a**0.25 * b**0.75)
    np.testing.assert_array_equal(result.of("Q"), np.fmin(result.of("c"), result.of("k")))
    np.testing.assert_allclose(result.of("I"), (result.of("P") + result.of("Q")) / 2)


@pytest.mark.parametrize(
    ("step", "weights"),
    [
        (Step("weight", "stated"), [0.25, 0.75]),
        (Step("weight", "equal"), [0.5, 0.5]),
        (Step("weight", "equal_per_indicator"), [0.5, 0.5]),
        (Step("weight", "given", {"weights": {"a": 9}}), [0.75, 0.25]),
        (
            Step(
                "weight",
                "stated",
                by_code={"P": Choice("budget_allocation", {"points": [{"a": 1}]})},
            ),
            [1.0, 0.0],
        ),
        (
            Step(
                "weight",
                "stated",
                by_code={"P": Choice("analytic_hierarchy", {"judgements": [[[1, 4], [0.25, 1]]]})},
            ),
            [0.8, 0.2],
        ),
    ],
)
def test_weight_step_sets_the_weights_of_a_node(step, weights):
    result = build(NORMALISE, step, AGGREGATE)

    np.testing.assert_allclose(result.weights[:2], weights)


@pytest.mark.parametrize(
    "method", ["entropy", "critic", "first_component", "correlation_optimised"]
)
def test_weights_drawn_from_data_sum_to_one(method):
    result = build(Step("impute", "mean"), NORMALISE, Step("weight", method), AGGREGATE)

    for group in result.framework.groups:
        assert result.weights[group.children].sum() == pytest.approx(1.0)
    assert set(result.steps[2].details) == {"P", "Q", "I"}


def test_undefined_scores_are_refused_with_the_indicator():
    with pytest.raises(StepError, match=r"step 1, normalise distance_to_reference: .*saw .* for a"):
        build(
            Step(
                "normalise",
                "distance_to_reference",
                {"unit": "V"},
                options={"coded": "as_measured"},
            ),
            AGGREGATE,
        )


def test_nothing_runs_when_something_is_wrong():
    with pytest.raises(InvalidInputError, match="winmaxx"):
        build(Step("treat", "two_stages", {"winmaxx": 1}), NORMALISE, AGGREGATE)


def test_same_content_has_the_same_fingerprint_in_any_order():
    data = dataset()
    turned = data.rows(np.array([4, 2, 0, 1, 3])).columns(["k", "c", "b", "a"])

    first, second = build(NORMALISE, AGGREGATE), build(NORMALISE, AGGREGATE, data=turned)

    assert first.input_hash == second.input_hash
    assert first.pipeline_hash == second.pipeline_hash
    assert input_hash(data.with_values(data.values + 1e-9), TREE) != first.input_hash


def test_result_refuses_an_unknown_code():
    with pytest.raises(ValueError, match="'z'"):
        build(NORMALISE, AGGREGATE).of("z")


def test_aggregates_that_differ_by_rounding_share_a_rank():
    # 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 are not the same number in binary.
    data = Dataset.of(["A", "B", "C"], ["a", "b", "c"], [[1, 2, 3], [3, 2, 1], [0, 0, 0]])
    framework = Framework((Node("a", "I"), Node("b", "I"), Node("c", "I"), Node("I")))
    pipeline = Pipeline(
        (Step("normalise", "scaled", {"highest": 10, "factor": 1}), Step("aggregate", "arithmetic"))
    )

    ranks = build_index(pipeline, data, framework).ranks

    assert ranks[:, -1].tolist() == [1, 1, 3]
