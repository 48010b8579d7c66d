"""Beside COINr itself, where R has it: variants of its example that no file keeps."""

import csv
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from teranga_analytics.composite.aggregation.by_node import Operators, aggregate
from teranga_analytics.composite.aggregation.means import (
    arithmetic,
    generalised,
    geometric,
    harmonic,
)
from teranga_analytics.composite.correlation import correlate
from teranga_analytics.composite.imputation.columns import impute_group_median, impute_median
from teranga_analytics.composite.imputation.siblings import impute_from_siblings
from teranga_analytics.composite.normalisation.linear import min_max, scaled, z_score
from teranga_analytics.composite.normalisation.ranks import rank
from teranga_analytics.composite.normalisation.references import distance_to_reference
from teranga_analytics.composite.sobol import sobol_indices
from teranga_analytics.composite.treatment.transforms import box_cox, log_from_one
from teranga_analytics.composite.treatment.two_stages import treat_in_two_stages
from teranga_analytics.composite.treatment.winsorisation import winsorise
from tests.analytics.composite.asem import assert_agrees, example, number
from tests.factories.coinr import run_coinr

VARIANTS = Path(__file__).with_name("coinr_variants.R")
pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Read a table that COINr wrote: `found(name, codes)`, rows in the order of the units."""
    folder = tmp_path_factory.mktemp("coinr")
    run_coinr(VARIANTS, folder, folder=folder)
    units = example().dataset.units

    def read(name, codes=None):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if codes is None:
            return rows
        by_unit = {row["uCode"]: row for row in rows}
        return np.array([[number(by_unit[unit][code]) for code in codes] for unit in units])

    return read


def at_each_level(source, values):
    levels = source.framework.levels
    return {code: values[levels[code] - 2] for code in source.framework.aggregates}


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("z_score", partial(z_score, mean=10, standard_deviation=2)),
        ("min_max", partial(min_max, lower=1, upper=10)),
        ("scaled", partial(scaled, lowest=0, highest=50)),
        ("reference", lambda values: distance_to_reference(values, reference_values=values[4])),
        (
            "reference_capped",
            lambda values: distance_to_reference(values, reference_values=values[4], cap=True),
        ),
        ("rank_average", partial(rank, ties="average")),
        ("rank_maximum", partial(rank, ties="maximum")),
    ],
)
@pytest.mark.filterwarnings("ignore:.*encountered:RuntimeWarning")
def test_normalisations(found, name, method):
    dataset = example().dataset

    scores = method(found("imputed", dataset.codes) * dataset.directions)

    assert_agrees(scores, found(name, dataset.codes))


@pytest.mark.parametrize(
    ("name", "source_name", "operator"),
    [
        ("harmonic", "whole", harmonic),
        ("generalised_half", "whole", partial(generalised, exponent=0.5)),
        ("generalised_minus_one", "whole", partial(generalised, exponent=-1)),
        ("mixed", "whole", [arithmetic, geometric, harmonic]),
        ("harmonic_with_gaps", "gaps", harmonic),
    ],
)
def test_means(found, name, source_name, operator):
    source = example()
    values = found(source_name, source.dataset.codes)
    operators = (
        Operators(by_node=at_each_level(source, operator))
        if isinstance(operator, list)
        else Operators(operator)
    )

    scores = aggregate(values, source.framework, operators=operators)

    assert_agrees(scores, found(name, source.framework.aggregates))


def test_shares_of_data_needed_at_each_level(found):
    source = example()
    operators = Operators(minimum_share=at_each_level(source, [0.9, 0.5, 1.0]))

    values = found("gaps", source.dataset.codes)
    scores = aggregate(values, source.framework, operators=operators)

    assert_agrees(scores, found("shares", source.framework.aggregates))


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("combined", lambda x: treat_in_two_stages(x, max_points=2, combine=True).values),
        (
            "box_cox_after",
            lambda x: (
                treat_in_two_stages(x, max_points=1, transform=partial(box_cox, exponent=0)).values
            ),
        ),
        ("winsorised_forced", lambda x: winsorise(x, max_points=3, force=True).values),
        ("winsorised_strict", lambda x: winsorise(x, skewness_limit=1, kurtosis_limit=2).values),
        ("log_from_one", log_from_one),
        ("box_cox_-1", partial(box_cox, exponent=-1)),
        ("box_cox_0", partial(box_cox, exponent=0)),
        ("box_cox_2", partial(box_cox, exponent=2)),
    ],
)
def test_treatments(found, name, method):
    codes = example().dataset.codes

    assert_agrees(method(found("imputed", codes)), found(name, codes))


def test_imputations(found):
    source = example()
    dataset, framework = source.dataset, source.framework
    pillars = [code for code in framework.aggregates if framework.levels[code] == 2]
    sets = [
        np.array([dataset.column[code] for code in framework.children[pillar]])
        for pillar in pillars
    ]
    groups = dataset.groups["GDP_group"]
    by_siblings = impute_from_siblings(
        dataset.values, directions=dataset.directions, sets=sets, statistic="median"
    )

    assert_agrees(impute_median(dataset.values), found("median", dataset.codes))
    by_group = impute_group_median(dataset.values, groups=groups)
    assert_agrees(by_group, found("group_median", dataset.codes))
    assert_agrees(by_siblings, found("sibling_median", dataset.codes))


@pytest.mark.parametrize("kind", ["pearson", "spearman", "kendall"])
def test_correlations_between_levels(found, kind):
    codes = list(example().framework.aggregates)
    correlations = correlate(found("aggregated", codes), method=kind)

    for row in found(kind):
        seen = correlations[codes.index(row["Var1"]), codes.index(row["Var2"])]
        assert_agrees(seen, float(row["Correlation"]))


def test_sobol_indices_of_ishigami(found):
    outputs = [float(row["output"]) for row in found("ishigami")]

    seen = sobol_indices(outputs, 3, "saltelli")

    wanted = found("ishigami_indices")
    assert_agrees(seen.first_order, [float(row["Si"]) for row in wanted])
    assert_agrees(seen.total_order, [float(row["STi"]) for row in wanted])
