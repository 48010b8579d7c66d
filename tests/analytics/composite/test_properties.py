"""Properties that must hold whatever the data: Hypothesis looks for data that break them."""

from functools import partial

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from teranga_analytics.composite.aggregation.by_node import Operators, aggregate
from teranga_analytics.composite.aggregation.means import (
    arithmetic,
    generalised,
    geometric,
    harmonic,
)
from teranga_analytics.composite.aggregation.order_statistics import (
    maximum,
    median,
    minimum,
    ordered_weighted,
)
from teranga_analytics.composite.aggregation.outranking import borda, copeland, majority
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.normalisation.linear import min_max, z_score
from teranga_analytics.composite.normalisation.ranks import percentile_rank, rank, scores_to_ranks
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.pipeline.running import build_index
from teranga_analytics.composite.treatment.winsorisation import winsorise
from teranga_analytics.composite.weights import indicator_shares, rescale_weights

MEANS = {
    "arithmetic": arithmetic,
    "geometric": geometric,
    "harmonic": harmonic,
    "quadratic": partial(generalised, exponent=2),
    "root": partial(generalised, exponent=0.5),
    "median": median,
    "minimum": minimum,
    "maximum": maximum,
    "demanding": partial(ordered_weighted, exponent=2),
}
NORMALISATIONS = {"min_max": min_max, "z_score": z_score, "rank": rank, "share": percentile_rank}

# No deadline: a shared machine may be slow at any moment.
PROPERTY = settings(max_examples=50, deadline=None)
FEWER = settings(max_examples=20, deadline=None)

whole = st.integers(1, 100).map(float)
gaps = st.just(float("nan"))


def tables(rows=(1, 8), columns=4, cells=whole):
    shape = st.tuples(st.integers(*rows), st.just(columns))
    return arrays.arrays(np.float64, shape, elements=cells)


weights_of_four = arrays.arrays(np.float64, 4, elements=st.integers(0, 9).map(float)).filter(
    lambda weights: weights.sum() > 0
)


def shared(weights):
    return weights / weights.sum()


@pytest.mark.parametrize("name", MEANS)
@PROPERTY
@given(values=tables(cells=whole | gaps), weights=weights_of_four)
def test_a_mean_lies_between_its_children(name, values, weights):
    scores = MEANS[name](values, shared(weights))

    counted = np.where(weights > 0, values, np.nan)
    lowest, highest = np.fmin.reduce(counted, axis=1), np.fmax.reduce(counted, axis=1)
    np.testing.assert_array_equal(np.isnan(scores), np.isnan(lowest))
    present = ~np.isnan(scores)
    assert (scores[present] >= lowest[present] - 1e-9).all()
    assert (scores[present] <= highest[present] + 1e-9).all()


@pytest.mark.parametrize("name", MEANS)
@PROPERTY
@given(values=tables(), weights=weights_of_four, column=st.integers(0, 3), gain=whole)
def test_a_mean_never_falls_when_a_child_rises(name, values, weights, column, gain):
    better = values.copy()
    better[:, column] += gain

    before, after = (MEANS[name](table, shared(weights)) for table in (values, better))

    assert (after >= before - 1e-9).all()


@pytest.mark.parametrize("name", MEANS)
@PROPERTY
@given(values=tables(cells=whole | gaps), weights=weights_of_four, factor=whole)
def test_a_mean_keeps_scale(name, values, weights, factor):
    mean = MEANS[name]

    np.testing.assert_allclose(
        mean(values * factor, shared(weights)), mean(values, shared(weights)) * factor
    )


@pytest.mark.parametrize("name", [*MEANS, "copeland", "borda"])
@PROPERTY
@given(values=tables(cells=whole | gaps), weights=weights_of_four, data=st.data())
def test_an_aggregation_does_not_depend_on_the_order_of_rows(name, values, weights, data):
    method = {**MEANS, "copeland": copeland, "borda": borda}[name]
    order = np.array(data.draw(st.permutations(range(len(values)))), dtype=np.intp)

    turned = method(values[order], shared(weights))

    np.testing.assert_allclose(turned, method(values, shared(weights))[order])


@PROPERTY
@given(values=tables(cells=st.integers(0, 3).map(float) | gaps), weights=weights_of_four)
def test_comparisons_are_antisymmetric_and_exact(values, weights):
    verdict = majority(values, shared(weights))

    np.testing.assert_array_equal(verdict, -verdict.T)
    for first in range(len(values)):
        for second in range(len(values)):
            ahead = weights[values[first] > values[second]].sum()
            behind = weights[values[first] < values[second]].sum()
            assert verdict[first, second] == np.sign(ahead - behind)


@PROPERTY
@given(values=tables(rows=(2, 8)), weights=weights_of_four, row=st.integers(0, 7), gain=whole)
def test_copeland_never_falls_when_a_unit_improves(values, weights, row, gain):
    row %= len(values)
    better = values.copy()
    better[row] += gain

    before, after = copeland(values, shared(weights)), copeland(better, shared(weights))

    assert after[row] >= before[row]


@pytest.mark.parametrize("name", NORMALISATIONS)
@PROPERTY
@given(
    values=tables(rows=(2, 8), cells=whole | gaps),
    factor=st.integers(1, 50),
    shift=st.integers(-50, 50),
)
def test_a_normalisation_does_not_depend_on_the_unit_of_measure(name, values, factor, shift):
    method = NORMALISATIONS[name]

    np.testing.assert_allclose(method(values * factor + shift), method(values), atol=1e-9)


@pytest.mark.parametrize("name", NORMALISATIONS)
@PROPERTY
@given(values=tables(rows=(2, 8), cells=whole | gaps))
def test_a_normalisation_keeps_order_ties_and_gaps(name, values):
    scores = NORMALISATIONS[name](values)

    np.testing.assert_array_equal(np.isnan(scores), np.isnan(values))
    for column in range(values.shape[1]):
        x, y = values[:, column], scores[:, column]
        for one in range(len(x)):
            np.testing.assert_array_equal(y[x == x[one]], np.full((x == x[one]).sum(), y[one]))
            assert (y[x > x[one]] > y[one]).all()


@PROPERTY
@given(scores=tables(cells=whole | gaps))
def test_ranks_count_the_better_units(scores):
    ranks = scores_to_ranks(scores)

    better = (scores[None, :, :] > scores[:, None, :]).sum(axis=1)
    np.testing.assert_array_equal(ranks, np.where(np.isnan(scores), np.nan, better + 1))


@PROPERTY
@given(values=tables(rows=(4, 25), columns=2, cells=st.integers(0, 10**6).map(float) | gaps))
def test_winsorising_never_changes_order_or_gaps(values):
    result = winsorise(values, max_points=3)

    np.testing.assert_array_equal(np.isnan(result.values), np.isnan(values))
    changed = (result.values != values) & ~np.isnan(values)
    np.testing.assert_array_equal(changed, result.high | result.low)
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(result.values, order, axis=0)
    steps = np.diff(ordered, axis=0)
    assert (steps[~np.isnan(steps)] >= 0).all()


@st.composite
def frameworks(draw):
    """Trees of any shape: each aggregate and each indicator hangs from any aggregate above."""
    n_aggregates, n_indicators = draw(st.integers(1, 4)), draw(st.integers(4, 8))
    nodes = [Node("A0")]
    for number in range(1, n_aggregates):
        nodes.append(Node(f"A{number}", f"A{draw(st.integers(0, number - 1))}", _weight(draw)))
    for number in range(n_indicators):
        # The first indicators make sure that no aggregate is left empty.
        parent = number if number < n_aggregates else draw(st.integers(0, n_aggregates - 1))
        nodes.append(Node(f"i{number}", f"A{parent}", _weight(draw)))
    return Framework(tuple(nodes))


def _weight(draw):
    return float(draw(st.integers(1, 9)))


@PROPERTY
@given(framework=frameworks())
def test_weights_sum_to_one_in_every_group_and_down_to_the_indicators(framework):
    rescaled = rescale_weights(framework, framework.weights)

    for group in framework.groups:
        assert rescaled[group.children].sum() == pytest.approx(1.0)
    np.testing.assert_allclose(indicator_shares(framework, rescaled).sum(axis=-1), 1.0)


@PROPERTY
@given(framework=frameworks(), seed=st.integers(0, 2**16))
def test_aggregating_complete_data_is_the_product_with_the_shares(framework, seed):
    values = np.random.default_rng(seed).uniform(0, 100, (6, len(framework.indicators)))

    scores = aggregate(values, framework)

    shares = indicator_shares(framework, framework.rescaled_weights)
    np.testing.assert_allclose(scores, values @ shares.T)


@PROPERTY
@given(framework=frameworks(), seed=st.integers(0, 2**16))
def test_a_replication_gives_what_it_gives_alone(framework, seed):
    rng = np.random.default_rng(seed)
    values = rng.uniform(1, 100, (3, 5, len(framework.indicators)))
    values[rng.random(values.shape) < 0.2] = np.nan
    weights = rescale_weights(framework, rng.uniform(0.1, 1, (3, len(framework.codes))))
    operators = Operators(geometric, minimum_share=dict.fromkeys(framework.aggregates, 0.4))

    together = aggregate(values, framework, weights, operators)

    for index in range(3):
        alone = aggregate(values[index], framework, weights[index], operators)
        np.testing.assert_allclose(together[index], alone)


PIPELINE = Pipeline(
    (
        Step("impute", "nearest", {"n_neighbours": 2}),
        Step("treat", "two_stages", {"max_points": 2}),
        Step("normalise", "min_max", {"lower": 1}),
        Step("weight", "equal_per_indicator"),
        Step("aggregate", "geometric"),
    )
)


@FEWER
@given(framework=frameworks(), seed=st.integers(0, 2**16), factor=st.floats(0.5, 2), data=st.data())
def test_an_index_depends_neither_on_row_order_nor_on_units_of_measure(
    framework, seed, factor, data
):
    rng = np.random.default_rng(seed)
    values = rng.lognormal(2, 1, (9, len(framework.indicators)))
    values[rng.random(values.shape) < 0.1] = np.nan
    assume(not np.isnan(values).all(axis=0).any())
    units = list("ABCDEFGHI")
    order = np.array(data.draw(st.permutations(range(9))), dtype=np.intp)
    plain = Dataset.of(units, framework.indicators, values)
    turned = Dataset.of(units, framework.indicators, values * factor).rows(order)

    first, second = (build_index(PIPELINE, table, framework) for table in (plain, turned))

    np.testing.assert_allclose(second.scores, first.scores[order], rtol=1e-6)
    np.testing.assert_array_equal(second.imputed_share, first.imputed_share[order])
