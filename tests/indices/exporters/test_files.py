"""The files of an edition say the same scores, whatever the format, and mark what is fictitious."""

import csv
import io

import openpyxl
import polars as pl
import pytest

from teranga.indices.exporters.editions import edition_file
from teranga.indices.queries.edition.release import release_of
from tests.factories.editions import make_edition, small_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(db):
    return release_of(make_edition())


def scores_of(release):
    return {unit: release.score(unit, "INDEX").value for unit in release.units}


def lines_of(release, name):
    return list(csv.DictReader(io.StringIO(edition_file(release, name).decode("utf-8-sig"))))


def test_csv_holds_the_published_scores(release):
    rows = lines_of(release, "csv")

    found = {row["unit"]: float(row["INDEX"]) for row in rows}
    assert found == pytest.approx(scores_of(release))


def test_parquet_holds_them_as_numbers(release):
    table = pl.read_parquet(io.BytesIO(edition_file(release, "parquet")))

    assert table.schema["INDEX"] == pl.Float64
    assert dict(zip(table["unit"], table["INDEX"], strict=True)) == pytest.approx(
        scores_of(release)
    )


def test_sdmx_has_one_observation_a_row_with_its_period(release):
    rows = lines_of(release, "sdmx")

    assert {"STRUCTURE", "STRUCTURE_ID", "REF_AREA", "TIME_PERIOD", "OBS_VALUE"} <= set(rows[0])
    assert {row["TIME_PERIOD"] for row in rows} == {"2025"}
    found = {row["REF_AREA"]: float(row["OBS_VALUE"]) for row in rows if "INDEX" in row.values()}
    assert found == pytest.approx(scores_of(release), rel=1e-6)


def test_workbook_goes_from_the_codes_to_the_scores(release):
    book = openpyxl.load_workbook(io.BytesIO(edition_file(release, "xlsx")))

    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert len(book.sheetnames) > 2
    assert {"SEN", "CIT01", "INDEX"} <= cells


def test_evidence_names_each_source_and_which_kind_of_missing(release):
    rows = lines_of(release, "evidence")

    kinds = {(row["country"], row["indicator"]): row["missing"] for row in rows}
    assert kinds["MAR", "CIT02"] == "NF"
    assert kinds["GIN", "OBL01"] == "NA"
    assert {row["title"] for row in rows if row["country"] == "SEN"} == {
        f"Loi de SEN sur {code}" for code in ("CIT01", "CIT02", "OBL01", "OBL02", "ADM01")
    }


@pytest.mark.parametrize("name", ["csv", "evidence", "json", "sdmx", "xlsx", "parquet"])
def test_every_file_of_an_edition_with_fictitious_codes_says_so(name):
    content = small_document()
    content["cells"][0]["fictitious"] = True
    written = edition_file(release_of(make_edition(content=content)), name)

    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(written))
        said = str([cell.value for sheet in book for row in sheet.iter_rows() for cell in row])
    elif name == "parquet":
        table = pl.read_parquet(io.BytesIO(written)).filter(pl.col("fictitious"))
        said = f"fictitious: {table['unit'].to_list()}"
        assert table["unit"].to_list() == ["SEN"]
    else:
        said = written.decode("utf-8-sig")
    assert "fictitious" in said.casefold()
