import csv

import numpy as np
import polars

from teranga_analytics.composite.export.results import result_table, write_csv, write_parquet
from tests.analytics.composite.index_example import example_result, rich_result


def test_csv_has_scores_from_the_top_and_the_shares_of_data(tmp_path):
    result = example_result()
    write_csv(result, tmp_path / "scores.csv")

    with (tmp_path / "scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert list(rows[0])[:5] == ["unit", "name", "INDEX", "ADMINISTRATION", "POLICY"]
    seen = [float(row["INDEX"]) for row in rows]
    np.testing.assert_allclose(seen, result.of("INDEX"), rtol=1e-11)
    assert [row["rank_INDEX"] for row in rows] == [f"{rank:g}" for rank in result.ranks[:, -1]]
    assert rows[2]["observed_share_INDEX"] == f"{13 / 14:.12g}"


def test_csv_names_cannot_run_as_formulas():
    names = [row[1] for row in result_table(rich_result()).rows]

    assert names[:2] == ['\'=HYPERLINK("x")', 'Quoted "B", comma']


def test_parquet_keeps_types_and_gaps(tmp_path):
    result = rich_result()
    write_parquet(result, tmp_path / "scores.parquet")

    frame = polars.read_parquet(tmp_path / "scores.parquet")

    assert frame.schema["unit"] == polars.String
    assert frame.schema["TOP"] == polars.Float64
    assert frame["time"].to_list() == result.dataset.row_times.tolist()
    gaps = np.isnan(result.of("TOP"))
    assert [score is None for score in frame["TOP"]] == gaps.tolist()
    np.testing.assert_array_equal(frame["TOP"].fill_null(float("nan")).to_numpy(), result.of("TOP"))
