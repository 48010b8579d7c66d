"""Every aggregation against the reference tool, on the ASEM example."""

from functools import partial

import numpy as np
import pytest

from teranga_analytics.composite.aggregation.by_node import Operators, aggregate
from teranga_analytics.composite.aggregation.means import generalised, geometric
from teranga_analytics.composite.aggregation.outranking import copeland, outranking_matrix
from teranga_analytics.composite.normalisation.linear import min_max
from teranga_analytics.composite.normalisation.ranks import scores_to_ranks
from teranga_analytics.composite.weights import rescale_weights, weight_vector
from tests.analytics.composite.asem import assert_agrees, by_unit, example, rows_of, table


def normalised_for_means():
    source = example()
    codes = source.dataset.codes
    return source, table("C_normalised_minmax_1_100.csv", codes, by_unit(source.dataset))


def test_missing_data_arithmetic_agrees_with_reference():
    source = example()
    dataset, framework = source.dataset, source.framework

    scores = aggregate(min_max(dataset.values * dataset.directions), framework)

    assert_agrees(scores, table("B_agg_amean.csv", framework.aggregates, by_unit(dataset)))
    ranks = table("B_ranks.csv", framework.aggregates, by_unit(dataset))
    np.testing.assert_array_equal(scores_to_ranks(scores), ranks)


def test_missing_data_geometric_agrees_with_reference():
    source = example()
    dataset, framework = source.dataset, source.framework
    values = min_max(dataset.values * dataset.directions, lower=1, upper=100)

    scores = aggregate(values, framework, operators=Operators(geometric))

    wanted = table("B_agg_gmean_1_100.csv", framework.aggregates, by_unit(dataset))
    assert_agrees(scores, wanted)


@pytest.mark.parametrize(
    ("name", "operators"),
    [
        ("C_agg_amean.csv", Operators()),
        ("C_agg_gmean.csv", Operators(geometric)),
        ("C_agg_genmean_p2.csv", Operators(partial(generalised, exponent=2))),
        ("C_agg_copeland.csv", Operators(copeland)),
    ],
)
def test_complete_data_aggregation_agrees_with_reference(name, operators):
    source, values = normalised_for_means()

    scores = aggregate(values, source.framework, operators=operators)

    wanted = table(name, source.framework.aggregates, by_unit(source.dataset))
    assert_agrees(scores, wanted)


@pytest.mark.parametrize(
    ("name", "operators"),
    [
        ("C_ranks_amean.csv", Operators()),
        ("C_ranks_copeland.csv", Operators(copeland)),
    ],
)
def test_ranks_agree_with_reference(name, operators):
    source, values = normalised_for_means()
    codes = ("Conn", "Sust", "Index")
    positions = [source.framework.aggregates.index(code) for code in codes]

    scores = aggregate(values, source.framework, operators=operators)

    wanted = table(name, codes, by_unit(source.dataset))
    np.testing.assert_array_equal(scores_to_ranks(scores)[:, positions], wanted)


def test_copeland_ties_of_unequal_weights_are_exact():
    source, values = normalised_for_means()
    framework = source.framework
    stated = {row["iCode"]: float(row["Weight"]) for row in rows_of("weights_unequal.csv")}
    weights = rescale_weights(framework, weight_vector(framework, stated))

    scores = aggregate(values, framework, weights, Operators(copeland))

    name = "C_agg_copeland_unequalw_exact.csv"
    assert_agrees(scores, table(name, framework.aggregates, by_unit(source.dataset)))


def test_outranking_matrix_agrees_with_reference():
    source, values = normalised_for_means()
    units = source.dataset.units

    matrix = outranking_matrix(values, np.full(values.shape[1], 1 / values.shape[1]))

    assert_agrees(matrix, table("C_outrank_matrix_49ind.csv", units, by_unit(source.dataset)))
