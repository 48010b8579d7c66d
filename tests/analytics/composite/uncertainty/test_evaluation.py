from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.pipeline.running import build_index
from teranga_analytics.composite.uncertainty.declaration import (
    Cell,
    Cells,
    OpenChoice,
    Removal,
    Study,
    WeightNoise,
    WeightSets,
)
from teranga_analytics.composite.uncertainty.evaluation import Model
from tests.analytics.composite.uncertainty.cases import CODED, CODING, MEASURED, MEASURING, TREE

ALL = TREE.aggregates


def model(*variations, pipeline=MEASURING, dataset=MEASURED, tree=TREE, nodes=ALL, **options):
    return Model(Study(variations), pipeline, dataset, tree, nodes=nodes, **options)


def built(pipeline=MEASURING, dataset=MEASURED, tree=TREE):
    result = build_index(pipeline, dataset, tree)
    return result.scores[:, len(tree.indicators) :].T


def test_nominal_scores_are_those_of_the_pipeline():
    np.testing.assert_allclose(model(WeightNoise(0.1)).nominal(), built(), rtol=1e-14)


def test_weight_set_is_aggregated_by_hand():
    coded = model(WeightSets(({"a": 3.0, "Q": 3.0},)), pipeline=CODING, dataset=CODED)

    block = coded.evaluate(np.array([[0.5]]))

    # U: a = 100, b = 100, c = 50; V: all 50; W: 0, 100, 100; X: all 0.
    p, q = [100, 50, 25, 0], [50, 50, 100, 0]
    index = [0.25 * one + 0.75 * other for one, other in zip(p, q, strict=True)]
    np.testing.assert_allclose(block.scores[0], [p, q, index])


def test_choices_give_the_scores_of_the_pipelines_they_make():
    choices = (
        OpenChoice("normalise.parameters.lower", (1, 20)),
        OpenChoice("aggregate.method", ("arithmetic", "geometric", "minimum")),
    )

    block = model(*choices).evaluate(np.array([[0.1, 0.1], [0.9, 0.5], [0.1, 0.9]]))

    wanted = [(1, "arithmetic"), (20, "geometric"), (1, "minimum")]
    for scores, (lower, method) in zip(block.scores, wanted, strict=True):
        pipeline = MEASURING.with_value("normalise.parameters.lower", lower)
        pipeline = pipeline.with_value("aggregate.method", method)
        np.testing.assert_allclose(scores, built(pipeline), rtol=1e-14)


def test_removal_gives_the_scores_of_the_smaller_tree():
    block = model(Removal(("a", "Q"))).evaluate(np.array([[0.1], [0.9]]))

    smaller = Framework(tuple(node for node in TREE.nodes if node.code != "a"))
    np.testing.assert_allclose(block.scores[0], built(tree=smaller), rtol=1e-14)
    only_p = built(tree=TREE.without(["Q"]))
    assert np.isnan(block.scores[1, ALL.index("Q")]).all()
    np.testing.assert_allclose(block.scores[1, ALL.index("I")], only_p[-1], rtol=1e-14)


def test_everything_removed_is_a_failure_told_by_name():
    scored = model(Removal(("a", "b", "c"), 0.9))

    block = scored.run(0, 200)

    everything = scored.sampler.draw(scored.sampler.coordinates(0, 200)).removed.all(axis=1)
    assert everything.sum() > 100
    np.testing.assert_array_equal(block.failed, everything)
    assert [failure.n_replications for failure in block.failures] == [everything.sum()]
    assert block.failures[0].first == np.flatnonzero(everything)[0]
    assert block.failures[0].choices == ("without a", "without b", "without c")
    assert np.isnan(block.scores[everything]).all()


def test_drawn_cells_are_scored_by_hand():
    uncertain = Cells((Cell("X", "c", (0, 1, 2)), Cell("V", "a", (2,))))
    coded = model(uncertain, pipeline=CODING, dataset=CODED)

    block = coded.run(0, 50)

    drawn = coded.sampler.draw(coded.sampler.coordinates(0, 50)).cells
    np.testing.assert_array_equal(block.scores[:, ALL.index("Q"), 3], 50.0 * drawn[:, 0])
    assert set(drawn[:, 0]) == {0, 1, 2}
    np.testing.assert_array_equal(block.scores[:, ALL.index("P"), 1], 75.0)
    np.testing.assert_array_equal(block.scores[:, :, 0], np.tile([100, 50, 75], (50, 1)))


def test_unknown_answer_may_be_missing():
    uncertain = Cells((Cell("U", "c", (None,)),))

    block = model(uncertain, pipeline=CODING, dataset=CODED).run(0, 2)

    assert np.isnan(block.scores[:, ALL.index("Q"), 0]).all()
    np.testing.assert_array_equal(block.scores[:, ALL.index("I"), 0], 100)


def test_cells_that_move_other_units_go_through_the_whole_pipeline():
    uncertain = Cells((Cell("U", "a", (8, 20)),))

    block = model(uncertain).evaluate(np.linspace(0, 0.99, 9)[:, None])

    values = MEASURED.values.copy()
    values[0, 0] = 20
    alternatives = [built(), built(dataset=MEASURED.with_values(values))]
    seen = [[np.allclose(scores, one) for one in alternatives] for scores in block.scores]
    assert np.sum(seen, axis=1).tolist() == [1] * 9
    assert np.any(seen, axis=0).all()


def test_units_screened_out_have_no_score():
    pipeline = Pipeline((Step("screen"), *MEASURING.steps))
    dataset = MEASURED.with_values(np.where(np.arange(4)[:, None] == 2, np.nan, MEASURED.values))

    block = model(WeightNoise(0.2), pipeline=pipeline, dataset=dataset).run(0, 3)

    assert np.isnan(block.scores[..., 2]).all()
    assert not np.isnan(block.scores[..., [0, 1, 3]]).any()


def test_step_that_refuses_fails_only_its_replications():
    choice = OpenChoice("normalise.method", ("min_max", "fraction_of_maximum"))
    dataset = MEASURED.with_values(MEASURED.values * [0, 1, 1])
    pipeline = Pipeline((Step("normalise", "min_max"), Step("aggregate", "arithmetic")))

    block = model(choice, pipeline=pipeline, dataset=dataset).evaluate(
        np.array([[0.9], [0.1], [0.8]]), first=10
    )

    np.testing.assert_array_equal(block.failed, [True, False, True])
    (failure,) = block.failures
    assert failure.n_replications == 2
    assert failure.first == 10
    assert failure.choices == ("normalise.method = 'fraction_of_maximum'",)
    assert failure.reason.startswith("step 1, normalise fraction_of_maximum")


def test_aggregation_that_refuses_one_draw_fails_that_one_only():
    uncertain = Cells((Cell("U", "a", (0, 1, 2)), Cell("U", "b", (0, 1, 2))))
    pipeline = Pipeline((Step("normalise", "coded_scale"), Step("aggregate", "geometric")))
    dataset = CODED.with_values(np.maximum(CODED.values, 1))
    tree = TREE
    with_zero = Model(
        Study((uncertain,)),
        replace(pipeline, steps=(pipeline.steps[0], Step("aggregate", "mazziotta_pareto"))),
        dataset,
        tree,
        nodes=ALL,
    )

    block = with_zero.run(0, 100)

    drawn = with_zero.sampler.draw(with_zero.sampler.coordinates(0, 100)).cells
    np.testing.assert_array_equal(block.failed, (drawn == 0).all(axis=1))
    assert 0 < block.failed.sum() < 100


def test_group_left_without_weight_is_a_failure():
    tree = Framework(
        (Node("a", "I"), Node("b", "I", weight=0), Node("c", "I", weight=0), Node("I"))
    )

    block = model(Removal(("a", "b")), WeightNoise(0.1), tree=tree, nodes=["I"]).evaluate(
        np.array([[0.1, 0.5], [0.9, 0.5]])
    )

    np.testing.assert_array_equal(block.failed, [True, False])
    assert "only zero weights under 'I'" in block.failures[0].reason


def test_drawn_weights_that_leave_a_group_without_any_are_a_failure():
    sets = WeightSets(({"b": 0.0}, {"b": 2.0}))

    block = model(Removal(("a", "Q")), sets).evaluate(np.array([[0.1, 0.1], [0.1, 0.9]]))

    np.testing.assert_array_equal(block.failed, [True, False])
    assert [failure.reason for failure in block.failures] == ["weights: only zeros under P"]


VARIATIONS = st.lists(
    st.sampled_from(
        [
            OpenChoice("normalise.parameters.upper", (50, 100, 200)),
            OpenChoice("aggregate.method", ("geometric", "minimum", "copeland", "arithmetic")),
            WeightNoise(0.4),
            Removal(("a", "P", "b"), 0.4),
            Removal(("a", "c", "P")),
            Cells((Cell("U", "a", (1, 5, None)), Cell("X", "b", (2, 9)))),
            WeightSets(({"a": 4.0}, {"P": 0.1, "b": 2.0})),
        ]
    ),
    min_size=1,
    unique_by=lambda variation: variation.kind + str(getattr(variation, "address", "")),
)


@settings(deadline=None, max_examples=40)
@given(VARIATIONS, st.integers(0, 1000))
def test_what_is_kept_between_replications_changes_no_number(variations, seed):
    study = Study(tuple(variations), seed=seed)

    kept = Model(study, MEASURING, MEASURED, TREE, nodes=ALL).run(0, 24)
    again = Model(study, MEASURING, MEASURED, TREE, nodes=ALL, memoise=False).run(0, 24)

    np.testing.assert_allclose(kept.scores, again.scores, rtol=1e-12)
    np.testing.assert_array_equal(kept.failed, again.failed)
    assert {failure.reason for failure in kept.failures} == {
        failure.reason for failure in again.failures
    }


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(4)), st.integers(0, 1000))
def test_order_of_rows_changes_no_score(order, seed):
    study = Study(
        (WeightNoise(0.4), OpenChoice("aggregate.method", ("geometric", "copeland"))), seed=seed
    )
    rows = np.array(order)

    straight = Model(study, MEASURING, MEASURED, TREE).run(0, 10).scores
    shuffled = Model(study, MEASURING, MEASURED.rows(rows), TREE).run(0, 10).scores

    np.testing.assert_allclose(shuffled, straight[..., rows], rtol=1e-12)


@pytest.mark.parametrize("n_units", [4, 4000])
def test_blocks_stay_within_bounds(n_units):
    wide = MEASURED.rows(np.arange(4))
    dataset = type(wide).of(
        [str(n) for n in range(n_units)], list("abc"), np.random.default_rng(0).random((n_units, 3))
    )

    assert 64 <= model(WeightNoise(0.1), dataset=dataset).block_size <= 2048
