"""The 60 replications of the reference tool, drawn again from its own draws."""

import numpy as np

from teranga_analytics.composite.uncertainty.evaluation import Model
from teranga_analytics.composite.uncertainty.ranks import (
    count_ranks,
    rank_mean,
    rank_quantiles,
    rank_rows,
)
from tests.analytics.composite.asem import assert_agrees, example, rows_of, table
from tests.analytics.composite.uncertainty.cases import EXAMPLE, reference_study

NORMALISATIONS = ["n_minmax", "n_zscore"]
AGGREGATIONS = ["a_amean", "a_gmean"]


def replayed():
    source = example()
    model = Model(reference_study(), EXAMPLE, source.dataset, source.framework, nodes=["Index"])
    drawn = rows_of("UA_draws.csv")
    middle = [
        [
            (int(row["winmax"]) - 0.5) / 5,
            (NORMALISATIONS.index(row["norm"]) + 0.5) / 2,
            (int(row["weightset"]) - 0.5) / 100,
            (AGGREGATIONS.index(row["agg"]) + 0.5) / 2,
        ]
        for row in drawn
    ]
    return source, model, model.evaluate(np.array(middle))


def test_scores_of_replications_agree_with_reference():
    source, model, block = replayed()

    columns = [f"r_{number}" for number in range(1, 61)]
    keys = [(unit,) for unit in source.dataset.units]
    assert_agrees(block.scores[:, 0].T, table("UA_scores.csv", columns, keys))
    assert_agrees(model.nominal()[0], table("UA_scores.csv", ["Nominal"], keys)[:, 0])
    assert block.failures == ()


def test_ranks_of_replications_agree_with_reference():
    source, _, block = replayed()
    ranks = rank_rows(block.scores, source.dataset.waves)

    columns = [f"r_{number}" for number in range(1, 61)]
    keys = [(unit,) for unit in source.dataset.units]
    np.testing.assert_array_equal(ranks[:, 0].T, table("UA_ranks.csv", columns, keys))
    counts = count_ranks(ranks)[0]
    assert_agrees(rank_mean(counts), table("UA_rankstats.csv", ["Mean"], keys)[:, 0])
    for name, share in (("Median", 0.5), ("Q5", 0.05), ("Q95", 0.95)):
        assert_agrees(rank_quantiles(counts, share), table("UA_rankstats.csv", [name], keys)[:, 0])
