from dataclasses import replace

import numpy as np

from teranga_analytics.composite.export.coinr import coinr_meta, write_coinr
from teranga_analytics.composite.pipeline.running import build_index
from teranga_analytics.composite.reading.coinr import read_coinr
from tests.analytics.composite.asem import example
from tests.analytics.composite.index_example import (
    DATA,
    META,
    PANEL,
    PIPELINE,
    example_result,
    rich_result,
)


def round_trip(source, folder):
    cautions = write_coinr(source.dataset, source.framework, folder)
    return read_coinr(folder / "iData.csv", folder / "iMeta.csv"), cautions


def assert_same_input(seen, wanted):
    assert seen.framework.codes == wanted.framework.codes
    np.testing.assert_array_equal(seen.framework.weights, wanted.framework.weights)
    assert seen.framework.parents.tolist() == wanted.framework.parents.tolist()
    assert seen.dataset.units == wanted.dataset.units
    np.testing.assert_array_equal(seen.dataset.values, wanted.dataset.values)
    assert seen.dataset.indicators == wanted.dataset.indicators
    assert seen.dataset.groups == wanted.dataset.groups
    for code, numbers in wanted.dataset.denominators.items():
        np.testing.assert_array_equal(seen.dataset.denominators[code], numbers)


def test_example_survives_the_round_trip(tmp_path):
    for data in (DATA, PANEL):
        source = read_coinr(data, META)
        seen, cautions = round_trip(source, tmp_path)

        assert_same_input(seen, source)
        np.testing.assert_array_equal(seen.dataset.row_times, source.dataset.row_times)
        assert cautions == ()


def test_coinr_s_own_example_survives_the_round_trip(tmp_path):
    source = example()

    seen, cautions = round_trip(source, tmp_path)

    assert_same_input(seen, source)
    assert cautions == ()


def test_scores_are_the_same_after_the_round_trip(tmp_path):
    result = example_result()
    write_coinr(result.source, result.framework, tmp_path)
    again = read_coinr(tmp_path / "iData.csv", tmp_path / "iMeta.csv")

    rebuilt = build_index(PIPELINE, again.dataset, again.framework)

    np.testing.assert_array_equal(rebuilt.scores, result.scores)


def test_what_coinr_cannot_hold_is_said(tmp_path):
    result = rich_result()

    seen = write_coinr(result.source, result.framework, tmp_path)

    assert seen == (
        "Coded answers were written as their scores: q.",
        "Cells without object, written as missing: 1.",
        "Targets left out, as COINr wants all or none: m.",
        "COINr refuses elements that skip a level: m.",
    )
    data = read_coinr(tmp_path / "iData.csv", tmp_path / "iMeta.csv").dataset
    np.testing.assert_array_equal(data.values[:, data.column["q"]], [0, 0.4, np.nan, 1, 0.4, 0])


def test_indicators_outside_the_framework_are_of_type_other():
    result = rich_result()

    table = coinr_meta(result.source, result.framework)
    rows = {row[1]: row[table.header.index("Type")] for row in table.rows}

    assert rows["z"] == "Other"
    assert (rows["q"], rows["TOP"], rows["Shore"], rows["People"]) == (
        "Indicator", "Aggregate", "Group", "Denominator",
    )  # fmt: skip


def test_no_column_is_one_that_r_would_refuse():
    """Read by R, a column of NA is neither text nor number: `new_coin` of COINr stops on it."""
    result = rich_result()
    table = coinr_meta(result.source, result.framework)

    of_indicators = [row for row in table.rows if row[table.header.index("Type")] == "Indicator"]
    for place, name in enumerate(table.header):
        cells = [row[place] for row in of_indicators]
        assert set(cells) != {"NA"}, name
        assert name != "Target" or "NA" not in cells


def test_targets_given_to_some_indicators_only_are_left_out_and_said(tmp_path):
    source = example()
    first, *others = source.dataset.indicators
    indicators = (replace(first, target=1.0), *(replace(meta, target=None) for meta in others))

    cautions = write_coinr(
        replace(source.dataset, indicators=indicators), source.framework, tmp_path
    )

    assert cautions == (f"Targets left out, as COINr wants all or none: {first.code}.",)
    assert "Target" not in (tmp_path / "iMeta.csv").read_text(encoding="utf-8").splitlines()[0]
