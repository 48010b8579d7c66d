from itertools import product

import numpy as np
import pytest

from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.sensitivity import Plan, assess_sensitivity, assess_shapley
from teranga_analytics.composite.uncertainty.declaration import (
    Cell,
    Cells,
    OpenChoice,
    Removal,
    Study,
    WeightNoise,
)
from teranga_analytics.composite.uncertainty.execution import Workers
from tests.analytics.composite.uncertainty.cases import CODED, CODING, MEASURED, MEASURING, TREE

TWO_CELLS = Study(
    (
        Cells((Cell("U", "a", (0, 2)),), name="a of U"),
        Cells((Cell("U", "c", (0, 1)),), name="c of U"),
        Cells((Cell("X", "c", (0, 1)),), name="c of X"),
    ),
    seed=3,
)


def test_additive_index_has_the_shares_of_its_parts():
    # The score of U is a / 4 + c / 2 on scores 0 or 100 and 0 or 50: it varies by 25 and by 25.
    found = assess_sensitivity(TWO_CELLS, CODING, CODED, TREE, Plan(n_base=2048))

    of_u = found.first_order_of_units[:, 0]
    np.testing.assert_allclose(of_u, [0.5, 0.5, 0], atol=0.05)
    np.testing.assert_allclose(found.total_order_of_units[:, 0], [0.5, 0.5, 0], atol=0.05)
    np.testing.assert_allclose(found.total_order_of_units[:, 3], [0, 0, 1], atol=0.05)
    assert np.isnan(found.first_order_of_units[:, 1]).all()  # V never varies
    assert found.factors == ("a of U", "c of U", "c of X")
    assert (found.n_runs, found.n_failed) == (2048 * 5, 0)


def test_overall_output_is_the_mean_shift_of_ranks():
    study = Study((OpenChoice("aggregate.by_code.I.method", ("minimum", "maximum"), name="Top"),))
    outcomes = []
    for method in ("minimum", "maximum"):
        changed = MEASURING.with_value("aggregate.by_code.I.method", method)
        ranks = ranks_of(changed)
        outcomes.append(np.abs(ranks - ranks_of(MEASURING)).mean())

    found = assess_sensitivity(study, MEASURING, MEASURED, TREE, Plan(n_base=512, n_bootstrap=0))

    assert outcomes[0] != outcomes[1]
    spread = (outcomes[1] - outcomes[0]) ** 2 / 4
    assert found.indices.variance[0] == pytest.approx(spread, rel=0.05)
    assert found.total_order == pytest.approx([1], abs=0.05)


def ranks_of(pipeline):
    from teranga_analytics.composite.pipeline.running import build_index

    return build_index(pipeline, MEASURED, TREE).ranks[:, -1]


def test_shapley_effects_sum_to_one_and_agree_with_every_subset():
    study = Study(
        (
            OpenChoice("normalise.parameters.lower", (1, 40)),
            OpenChoice("aggregate.method", ("arithmetic", "geometric")),
            WeightNoise(0.5),
        )
    )

    found = assess_shapley(study, MEASURING, MEASURED, TREE, Plan(n_base=512, n_bootstrap=0))
    total = assess_sensitivity(study, MEASURING, MEASURED, TREE, Plan(n_base=512)).total_order

    effects = found.effects.effects
    np.testing.assert_allclose(effects.sum(axis=0), 1)
    assert found.n_runs == 512 * 4
    assert (effects[:, 0] <= total + 0.1).all()


def test_shapley_effects_of_an_additive_index_are_its_shares():
    found = assess_shapley(TWO_CELLS, CODING, CODED, TREE, Plan(n_base=2048, n_bootstrap=0))

    np.testing.assert_allclose(found.effects.effects[:, 1], [0.5, 0.5, 0], atol=0.05)


def test_same_seed_gives_same_indices_on_two_threads():
    plan = Plan(n_base=1024, n_bootstrap=20)
    study = Study((WeightNoise(0.5), Removal(("a", "b", "c"))))

    one = assess_sensitivity(study, MEASURING, MEASURED, TREE, plan)
    two = assess_sensitivity(study, MEASURING, MEASURED, TREE, plan, workers=Workers(2))

    np.testing.assert_array_equal(one.indices.total_order, two.indices.total_order)
    np.testing.assert_array_equal(one.indices.first_low, two.indices.first_low)


def test_ranks_and_lower_nodes_may_be_followed():
    plan = Plan(n_base=4096, node="P", output="rank", n_bootstrap=0)

    found = assess_sensitivity(TWO_CELLS, CODING, CODED, TREE, plan)

    assert found.node == "P"
    assert found.total_order[0] == pytest.approx(1, abs=0.05)
    assert found.total_order[1:] == pytest.approx([0, 0], abs=1e-9)


def test_failed_runs_are_counted_and_left_out():
    coded = CODED.with_values(np.maximum(CODED.values, 1))
    pipeline = Pipeline((Step("normalise", "coded_scale"), Step("aggregate", "mazziotta_pareto")))
    study = Study(
        (
            Cells((Cell("U", "c", (0, 1, 1, 2)),), name="may be nothing"),
            Cells((Cell("U", "a", (1, 2)),)),
        )
    )

    found = assess_sensitivity(study, pipeline, coded, TREE, Plan(n_base=256, n_bootstrap=0))

    assert 0.15 < found.n_failed / found.n_runs < 0.35
    assert sum(failure.n_replications for failure in found.failures) == found.n_failed
    assert found.indices.n_used[0] + found.indices.n_failed[0] == 256
    assert np.isfinite(found.total_order).all()


def test_stopping_rule_doubles_until_settled():
    study = Study((OpenChoice("aggregate.method", ("minimum", "maximum")), WeightNoise(0.5)))

    loose = assess_sensitivity(study, MEASURING, MEASURED, TREE, Plan(n_base=32, width=5.0))
    tight = assess_sensitivity(
        study, MEASURING, MEASURED, TREE, Plan(n_base=32, width=1e-9, most_base=128)
    )

    assert (loose.n_base, loose.is_settled) == (32, True)
    assert (tight.n_base, tight.is_settled) == (128, False)
    assert assess_sensitivity(study, MEASURING, MEASURED, TREE, Plan(64)).is_settled is None


def test_plans_and_studies_that_cannot_run_are_refused():
    with pytest.raises(ValueError, match="width"):
        Plan(width=0.1, n_bootstrap=0)
    with pytest.raises(ValueError, match="output"):
        Plan(output="scores")
    with pytest.raises(ValueError, match="node"):
        assess_sensitivity(TWO_CELLS, CODING, CODED, TREE, Plan(node="a"))
    with pytest.raises(InvalidInputError):
        assess_sensitivity(Study((WeightNoise(7),)), CODING, CODED, TREE)


def test_indices_agree_with_every_combination_of_choices():
    lowers, methods = (1, 30), ("arithmetic", "geometric")
    study = Study(
        (
            OpenChoice("normalise.parameters.lower", lowers),
            OpenChoice("aggregate.method", methods),
        )
    )
    from teranga_analytics.composite.pipeline.running import build_index

    table = np.zeros((2, 2))
    for (i, lower), (j, method) in product(enumerate(lowers), enumerate(methods)):
        pipeline = MEASURING.with_value("normalise.parameters.lower", lower)
        pipeline = pipeline.with_value("aggregate.method", method)
        table[i, j] = build_index(pipeline, MEASURED, TREE).of("I")[0]
    alone = [table.mean(axis=1).var() / table.var(), table.mean(axis=0).var() / table.var()]

    found = assess_sensitivity(study, MEASURING, MEASURED, TREE, Plan(n_base=1024, n_bootstrap=0))

    np.testing.assert_allclose(found.first_order_of_units[:, 0], alone, atol=0.03)
    total = [1 - alone[1], 1 - alone[0]]
    np.testing.assert_allclose(found.total_order_of_units[:, 0], total, atol=0.03)
