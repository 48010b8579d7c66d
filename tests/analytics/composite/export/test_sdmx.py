import csv

import pytest

from teranga_analytics.composite.export.sdmx import HEADER, Dataflow, sdmx_table, write_sdmx
from tests.analytics.composite.index_example import PANEL, example_result, rich_result


def test_sdmx_has_one_row_per_unit_node_and_year(tmp_path):
    result = example_result(PANEL)
    write_sdmx(result, tmp_path / "scores.csv")

    with (tmp_path / "scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert tuple(rows[0]) == HEADER
    assert len(rows) == 14 * 22
    keys = [(r["FREQ"], r["REF_AREA"], r["INDEX_NODE"], r["TIME_PERIOD"]) for r in rows]
    assert len(set(keys)) == len(rows)
    assert keys == sorted(keys, key=lambda key: (key[3], key[1]))
    assert {r["STRUCTURE"] for r in rows} == {"dataflow"}
    assert {r["STRUCTURE_ID"] for r in rows} == {"TERANGA:POLICY_INDEX(1.0.0)"}
    assert {r["ACTION"] for r in rows} == {"I"}


def test_sdmx_values_are_the_scores():
    result = example_result()
    table = sdmx_table(result, period="2024")
    seen = {(row[4], row[5]): float(row[7]) for row in table.rows}

    for row, unit in enumerate(result.units):
        for node, code in enumerate(result.framework.codes):
            assert seen[unit, code] == pytest.approx(result.scores[row, node], rel=1e-11)


def test_sdmx_status_tells_observed_imputed_and_missing():
    table = sdmx_table(example_result(), period="2024")
    status = {(row[4], row[5]): row[8] for row in table.rows}

    assert status["XAA", "WOR3"] == "A"
    assert status["XCC", "WOR3"] == "I"
    assert status["XCC", "INDEX"] == "I"


def test_sdmx_refuses_what_the_standard_refuses():
    with pytest.raises(ValueError, match="saw None"):
        sdmx_table(example_result())
    with pytest.raises(ValueError, match="wanted years"):
        sdmx_table(rich_result())
    with pytest.raises(ValueError, match="an SDMX version"):
        Dataflow(version="one")
