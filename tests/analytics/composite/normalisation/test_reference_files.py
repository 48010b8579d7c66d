"""Every normalisation against the reference tool, on the imputed ASEM data."""

import numpy as np
import pytest

from teranga_analytics.composite.normalisation.linear import (
    distance_to_maximum,
    min_max,
    z_score,
)
from teranga_analytics.composite.normalisation.ranks import borda_points, percentile_rank, rank
from teranga_analytics.composite.normalisation.references import distance_to_target, goalposts
from tests.analytics.composite.asem import assert_agrees, by_unit, example, number, rows_of, table


def imputed():
    dataset = example().dataset
    values = table("A_imputed.csv", dataset.codes, by_unit(dataset))
    return dataset, values * dataset.directions


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("N_minmax_0_100.csv", min_max),
        ("N_zscore_0_1.csv", z_score),
        ("N_dist2max.csv", distance_to_maximum),
        ("N_rank.csv", rank),
        ("N_borda.csv", borda_points),
        ("N_prank.csv", percentile_rank),
    ],
)
def test_normalisation_agrees_with_reference(name, method):
    dataset, values = imputed()

    assert_agrees(method(values), table(name, dataset.codes, by_unit(dataset)))


def test_normalisation_of_missing_data_agrees_with_reference():
    dataset = example().dataset
    directed = dataset.values * dataset.directions

    wanted = table("B_normalised_minmax_1_100.csv", dataset.codes, by_unit(dataset))
    assert_agrees(min_max(directed, lower=1, upper=100), wanted)


def meta_columns(dataset, *names):
    rows = {row["iCode"]: row for row in rows_of("iMeta_goalposts.csv")}
    return [np.array([number(rows[code][name]) for code in dataset.codes]) for name in names]


def test_goalposts_agrees_with_reference():
    dataset, values = imputed()
    posts = np.stack(meta_columns(dataset, "goalpost_lower", "goalpost_upper"))
    lower, upper = np.sort(posts * dataset.directions, axis=0)

    scores = goalposts(values, lower_posts=lower, upper_posts=upper)

    assert_agrees(scores, table("N_goalposts_use_iMeta.csv", dataset.codes, by_unit(dataset)))


def test_distance_to_target_agrees_with_reference():
    dataset, values = imputed()
    (targets,) = meta_columns(dataset, "Target")

    scores = distance_to_target(values, targets=targets * dataset.directions, cap=True)

    assert_agrees(scores, table("N_dist2targ_use_iMeta_cap.csv", dataset.codes, by_unit(dataset)))
