"""Every imputation against the reference tool, on the raw ASEM data and its panel."""

import numpy as np
import pytest

from teranga_analytics.composite.imputation.columns import impute_group_mean, impute_mean
from teranga_analytics.composite.imputation.panel import impute_latest, impute_step
from teranga_analytics.composite.imputation.siblings import impute_from_siblings
from tests.analytics.composite.asem import assert_agrees, by_unit, example, rows_of, table


def test_impute_mean_agrees_with_reference():
    dataset = example().dataset

    wanted = table("I_i_mean.csv", dataset.codes, by_unit(dataset))
    assert_agrees(impute_mean(dataset.values), wanted)


def test_impute_group_mean_agrees_with_reference():
    dataset = example().dataset

    filled = impute_group_mean(dataset.values, groups=dataset.groups["GDP_group"])

    assert_agrees(filled, table("I_i_mean_grp_GDPgroup.csv", dataset.codes, by_unit(dataset)))


def test_impute_from_siblings_agrees_with_reference():
    source = example()
    dataset, framework = source.dataset, source.framework
    pillars = [code for code in framework.aggregates if framework.levels[code] == 2]
    groups = [
        np.array([dataset.column[code] for code in framework.children[pillar]])
        for pillar in pillars
    ]

    filled = impute_from_siblings(dataset.values, directions=dataset.directions, sets=groups)

    assert_agrees(filled, table("I_row_mean_level2.csv", dataset.codes, by_unit(dataset)))


@pytest.mark.parametrize(
    ("name", "method"),
    [("P_impute_latest.csv", impute_latest), ("P_impute_constant.csv", impute_step)],
)
def test_panel_imputation_agrees_with_reference(name, method):
    rows = rows_of("P_missing_input.csv")
    codes = ["LPI", "Flights", "CO2", "Goods"]
    keys = [(row["uCode"], row["Time"]) for row in rows]
    values = table("P_missing_input.csv", codes, keys, key=("uCode", "Time"))
    times = np.array([float(time) for _, time in keys])

    filled = method(values, units=[unit for unit, _ in keys], times=times)

    assert_agrees(filled, table(name, codes, keys, key=("uCode", "Time")))
