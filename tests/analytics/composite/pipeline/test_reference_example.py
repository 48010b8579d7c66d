"""The reference tool's own example and its panel, rebuilt from raw data by one pipeline."""

import numpy as np

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.pipeline.running import build_index
from teranga_analytics.composite.reading.coinr import read_coinr
from tests.analytics.composite.asem import assert_agrees, by_unit, example, needs, rows_of, table

EXAMPLE = Pipeline(
    (
        Step("denominate"),
        Step("impute", "group_mean", {"grouping": "EurAsia_group"}),
        Step("screen", options={"available_share": 0.9}),
        Step("treat", "two_stages", {"max_points": 5}),
        Step("normalise", "min_max", {"lower": 0, "upper": 100}),
        Step("aggregate", "arithmetic"),
    )
)
PANEL = Pipeline(
    (
        Step("screen", options={"available_share": 0.9}),
        Step("treat", "two_stages"),
        Step("normalise", "min_max", options={"reference": "all"}),
        Step("aggregate", "arithmetic"),
    )
)


def test_example_agrees_with_reference_at_every_step():
    source = example()

    result = build_index(EXAMPLE, source.dataset, source.framework)

    files = ["denominated", "imputed", "screened", "treated", "normalised"]
    for step, name in zip(result.steps, files, strict=False):
        wanted = table(f"A_{name}.csv", step.dataset.codes, by_unit(step.dataset))
        assert_agrees(step.dataset.values, wanted)
    wanted = table("A_aggregated.csv", source.framework.codes, by_unit(result.dataset))
    assert_agrees(result.scores, wanted)
    ranks = table("A_ranks.csv", source.framework.codes, by_unit(result.dataset))
    np.testing.assert_array_equal(result.ranks, ranks)


def test_example_carries_imputed_cells_up_to_the_score():
    source = example()

    result = build_index(EXAMPLE, source.dataset, source.framework)

    missing = np.isnan(result.steps[0].dataset.values)
    assert np.isnan(source.dataset.values).sum() == 63
    assert missing.sum() == 65  # one denominator is missing, for two indicators
    np.testing.assert_array_equal(result.dataset.imputed, missing)
    n_indicators = missing.shape[1]
    np.testing.assert_array_equal(result.imputed_share[:, :n_indicators] == 1, missing)
    physical = result.framework.position["Physical"]
    below = [result.framework.position[code] for code in result.framework.children["Physical"]]
    assert_agrees(result.imputed_share[:, physical], missing[:, below].mean(axis=1))


def test_lineage_agrees_with_reference():
    framework = example().framework
    seen = {code: [*framework.ancestors(code)] for code in framework.indicators}

    for row in rows_of("A_lineage.csv"):
        assert seen[row["Indicator"]] == [row["Pillar"], row["Sub-index"], row["Index"]]


def panel_keys(dataset: Dataset):
    return [(f"{time:g}", unit) for time, unit in zip(dataset.times, dataset.units, strict=True)]


def test_panel_agrees_with_reference_at_every_step():
    source = read_coinr(needs("iData_panel.csv"), needs("iMeta.csv"))

    result = build_index(PANEL, source.dataset, source.framework)

    assert len(result.dataset.units) == len(rows_of("P_screened.csv"))
    for step, name in zip(result.steps, ["screened", "treated", "normalised"], strict=False):
        keys = panel_keys(step.dataset)
        wanted = table(f"P_{name}.csv", step.dataset.codes, keys, key=("Time", "uCode"))
        assert_agrees(step.dataset.values, wanted)
    keys = panel_keys(result.dataset)
    wanted = table("P_aggregated.csv", source.framework.codes, keys, key=("Time", "uCode"))
    assert_agrees(result.scores, wanted)
