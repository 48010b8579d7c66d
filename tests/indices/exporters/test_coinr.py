"""What COINr does with the files of an edition: its rules on columns, its weighted means."""

import csv
import io
import re
import zipfile

import pytest

from teranga.indices.exporters.editions import edition_file
from teranga.indices.queries.edition.release import release_of
from teranga_analytics.composite import Pipeline, Step, build_index, read_coinr
from tests.factories.coinr import run_coinr
from tests.factories.editions import make_edition, wide_edition

pytestmark = pytest.mark.django_db


def unpacked(edition, folder):
    with zipfile.ZipFile(io.BytesIO(edition_file(release_of(edition), "coinr"))) as archive:
        archive.extractall(folder)
    return folder


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("made", [make_edition, wide_edition])
def test_tables_hold_to_the_rules_of_new_coin(tmp_path, made):
    folder = unpacked(made(), tmp_path)
    meta, data = rows_of(folder / "iMeta.csv"), rows_of(folder / "iData.csv")
    level = {row["iCode"]: int(row["Level"]) for row in meta}
    indicators = [row["iCode"] for row in meta if row["Type"] == "Indicator"]

    assert {"Level", "iCode", "Parent", "Direction", "Weight", "Type"} <= set(meta[0])
    assert len(level) == len(meta)
    assert all(re.fullmatch(r"[A-Za-z][^ ]*", code) for code in level)
    assert {row["Type"] for row in meta} == {"Indicator", "Aggregate"}
    assert {row["Direction"] for row in meta} <= {"1", "-1"}
    steps = {level[r["Parent"]] - level[r["iCode"]] for r in meta if r["Parent"] != "NA"}
    assert steps == {1}
    assert [row["iCode"] for row in meta if row["Parent"] == "NA"] == ["INDEX"]
    assert {level[code] for code in indicators} == {1}
    assert list(data[0]) == ["uCode", "uName", *indicators]
    assert len({row["uCode"] for row in data}) == len(data)
    values = {row[code] for row in data for code in indicators} - {"NA"}
    assert all(0 <= float(value) <= 100 for value in values)


@pytest.mark.parametrize("made", [make_edition, wide_edition])
def test_weighted_means_of_the_tables_are_the_published_scores(tmp_path, made):
    edition = made()
    folder = unpacked(edition, tmp_path)
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    shares = [float(n) for n in re.search(r"dat_thresh = c\(([^)]*)\)", readme)[1].split(", ")]

    read = read_coinr(folder / "iData.csv", folder / "iMeta.csv")
    levels = read.framework.levels
    needed = {code: shares[levels[code] - 2] for code in read.framework.aggregates}
    means = Step("aggregate", "arithmetic", options={"minimum_share": needed})
    built = build_index(
        Pipeline((Step("normalise", "as_measured"), means)), read.dataset, read.framework
    )

    release = release_of(edition)
    for code in release.published["volume"].aggregates:
        published = [release.score(unit, code).value for unit in built.units]
        assert built.of(code) == pytest.approx(published, rel=1e-9, nan_ok=True), code


def test_readme_says_that_r_finds_the_same_scores(tmp_path):
    readme = (unpacked(wide_edition(), tmp_path) / "README.txt").read_text(encoding="utf-8")

    assert "give every score of this edition" in readme
    assert "refuses" not in readme


@pytest.mark.heavy
@pytest.mark.parametrize("made", [make_edition, wide_edition])
def test_coinr_itself_finds_the_published_scores_by_the_lines_of_the_readme(tmp_path, made):
    edition = made()
    folder = unpacked(edition, tmp_path)
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in readme.splitlines() if line.startswith("    ")]
    *calls, shown = lines
    script = "\n".join([*calls, f'write.csv({shown}, "found.csv", row.names = FALSE)'])

    run_coinr("-e", script, folder=folder)

    release = release_of(edition)
    for row in rows_of(folder / "found.csv"):
        for code in release.published["volume"].aggregates:
            found = float("nan") if row[code] == "NA" else float(row[code])
            wanted = release.score(row["uCode"], code).value
            assert found == pytest.approx(wanted, abs=1e-9, nan_ok=True), (row["uCode"], code)
