import numpy as np
import pytest

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.explanation import (
    audit_index,
    explain_change,
    explain_score,
    remove_nodes,
)
from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.pipeline.definition import Choice, Pipeline, Step
from teranga_analytics.composite.pipeline.running import build_index
from tests.analytics.composite import asem_reference

N = np.nan
TREE = Framework(
    (
        Node("a1", "A"),
        Node("a2", "A", weight=3),
        Node("b1", "B"),
        Node("b2", "B"),
        Node("A", "I", weight=2),
        Node("B", "I"),
        Node("I"),
    )
)


def built(values, times=None, units=None, **aggregation):
    dataset = Dataset.of(
        units or [f"u{row}" for row in range(len(values))],
        ["a1", "a2", "b1", "b2"],
        np.array(values, dtype=float),
        times=times,
    )
    steps = (Step("normalise", "as_measured"), Step("aggregate", **aggregation))
    return build_index(Pipeline(steps), dataset, TREE)


def two_waves(**aggregation):
    generator = np.random.default_rng(0)
    values = generator.uniform(5, 100, (13, 4))
    values[2, 0] = values[9, 1] = values[4, 2] = values[4, 3] = N
    units = [f"u{row % 7}" for row in range(13)]
    return built(values, [2020] * 7 + [2024] * 6, units, **aggregation)


AGGREGATIONS = [
    {"method": "arithmetic"},
    {"method": "geometric", "parameters": {"floor": 10}},
    {"method": "arithmetic", "by_level": {"2": Choice("harmonic", {"floor": 1})}},
    {"method": "generalised", "parameters": {"exponent": 2}},
    {"method": "minimum"},
    {"method": "arithmetic", "by_code": {"B": Choice("median")}},
    {"method": "mazziotta_pareto"},
    {"method": "arithmetic", "options": {"minimum_share": 0.75}},
]


@pytest.mark.parametrize("aggregation", AGGREGATIONS, ids=lambda given: str(given)[11:60])
def test_change_between_waves_is_shared_out_exactly(aggregation):
    result = two_waves(**aggregation)

    explained = explain_change(result)

    parts = explained.parts
    assert explained.units == tuple(f"u{row}" for row in range(6))
    assert explained.codes == ("a1", "a2", "b1", "b2", "A", "B", "I")
    np.testing.assert_allclose(parts.before, result.of("I")[:6], rtol=1e-12)
    np.testing.assert_allclose(parts.after, result.of("I")[7:], rtol=1e-12)
    total = (parts.value_effects + parts.weight_effects).sum(axis=1)
    np.testing.assert_allclose(total, parts.change, atol=1e-9)


def test_change_of_one_domain_is_explained_alone():
    result = built([[10, 20, 5, 5], [50, 20, 9, 9]], [1, 2], ["u", "u"], method="arithmetic")

    explained = explain_change(result, code="A")

    assert explained.codes == ("a1", "a2", "A")
    assert explained.parts.value_effects.tolist() == [[10, 0, 0]]


def test_score_is_measured_from_the_mean_of_the_units():
    result = built([[10, 20, 0, 60], [30, 40, 20, 0]], method="arithmetic")

    explained = explain_score(result)

    # Weights 2/3 * (1/4, 3/4) and 1/3 * (1/2, 1/2); distances to the means are plus or minus
    # (10, 10, 10, 30).
    expected = np.array([-10 / 6, -5, -10 / 6, 5])
    np.testing.assert_allclose(explained.parts.value_effects[0, :4], expected)
    np.testing.assert_allclose(explained.parts.value_effects[1, :4], -expected)


def test_score_is_measured_from_a_number_when_asked():
    result = built([[10, 20, 0, 60]], method="arithmetic")

    parts = explain_score(result, reference=0).parts

    assert parts.value_effects.sum() == pytest.approx(result.of("I")[0])


def test_nodes_that_compare_units_cannot_be_shared_out():
    result = built([[10, 20, 0, 60], [30, 40, 20, 0]], method="copeland")

    with pytest.raises(ValueError, match="aggregated by copeland, which compares units"):
        explain_score(result)


def test_removal_of_indicators_matches_reference():
    units, codes, values = asem_reference.table("A_normalised.csv")
    parents = asem_reference.parents()
    order = [code for level in (1, 2, 3, 4) for code in asem_reference.level(level)]
    framework = Framework(tuple(Node(code, parents.get(code)) for code in order))
    pipeline = Pipeline((Step("normalise", "as_measured"), Step("aggregate", "arithmetic")))
    result = build_index(pipeline, Dataset.of(units, codes, values), framework)
    wanted_units, columns, expected = asem_reference.table("U_remove_L1_scores.csv")
    shifts = asem_reference.column("U_remove_L1_meanabsdiff.csv", "MeanAbsRankDiff", key="code")

    removal = remove_nodes(result)

    assert list(removal.units) == wanted_units
    chosen = [columns.index(code) for code in removal.codes]
    np.testing.assert_allclose(removal.impact.scores, expected[:, chosen], rtol=1e-9)
    np.testing.assert_allclose(
        removal.impact.mean_rank_shift, [shifts[code] for code in removal.codes], atol=1e-9
    )


def test_removal_of_a_domain_leaves_the_other():
    result = built([[10, 20, 0, 60], [30, 40, 20, 0]], method="arithmetic")

    removal = remove_nodes(result, ["A", "b2"])

    np.testing.assert_allclose(removal.impact.scores[:, 0], result.of("B"))
    np.testing.assert_allclose(
        removal.impact.scores[:, 1], (2 * result.of("A") + np.array([0, 20])) / 3
    )


def test_removal_keeps_the_minimum_data_share():
    result = built(
        [[10, N, 5, 5], [30, 40, 20, 0]], method="arithmetic", options={"minimum_share": 0.6}
    )

    removal = remove_nodes(result, ["a2"], code="A")

    # Without a2 the first unit has all the data that A asks for.
    assert np.isnan(removal.impact.nominal[0])
    assert removal.impact.scores[:, 0].tolist() == [10, 30]


def test_audit_covers_one_wave():
    result = two_waves(method="arithmetic")

    first, last = audit_index(result, 0), audit_index(result)

    assert (first.n_units, last.n_units) == (7, 6)
    assert first.codes == TREE.codes
    assert first.effective_weights.tolist() == pytest.approx(
        [1 / 6, 1 / 2, 1 / 6, 1 / 6, 2 / 3, 1 / 3, 1]
    )


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (explain_change, "wave: wanted"),
        (lambda result: explain_score(result, code="a1"), "code: wanted an aggregate"),
        (lambda result: remove_nodes(result, ["I"]), "nothing is left of I|at least one node"),
        (lambda result: remove_nodes(result, ["Z"]), "Z"),
    ],
)
def test_bad_input_is_refused_by_name(call, sentence):
    result = built([[10, 20, 0, 60], [30, 40, 20, 0]], method="arithmetic")

    with pytest.raises(ValueError, match=sentence):
        call(result)


def test_index_with_two_tops_asks_which_one():
    framework = Framework((Node("a1", "I"), Node("a2", "J"), Node("I"), Node("J")))
    dataset = Dataset.of(["u", "v"], ["a1", "a2"], np.array([[1.0, 2], [3, 4]]))
    pipeline = Pipeline((Step("normalise", "as_measured"), Step("aggregate", "arithmetic")))
    result = build_index(pipeline, dataset, framework)

    with pytest.raises(ValueError, match="code: wanted one of the tops"):
        explain_score(result)
    assert explain_score(result, code="J").codes == ("a2", "J")
