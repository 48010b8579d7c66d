import zipfile

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from teranga_analytics.composite.export.workbook import write_workbook
from tests.analytics.composite.index_example import example_result, rich_result


@pytest.fixture
def book(tmp_path):
    write_workbook(example_result(), tmp_path / "index.xlsx")
    return CalamineWorkbook.from_path(str(tmp_path / "index.xlsx"))


def test_workbook_has_one_sheet_per_step(book):
    assert book.sheet_names == [
        "About", "Scores", "Ranks", "Observed share", "Imputed share", "Weights", "Pipeline",
        "Notes", "0 data", "1 denominate", "2 impute", "3 normalise",
    ]  # fmt: skip


def test_workbook_shows_the_scores(book):
    result = example_result()
    header, *rows = book.get_sheet_by_name("Scores").to_python()

    assert header[:4] == ["unit", "name", "INDEX", "ADMINISTRATION"]
    assert [row[0] for row in rows] == list(result.units)
    np.testing.assert_allclose([row[2] for row in rows], result.of("INDEX"), rtol=1e-14)


def test_workbook_holds_no_formula_and_no_link(tmp_path):
    write_workbook(rich_result(), tmp_path / "index.xlsx")

    with zipfile.ZipFile(tmp_path / "index.xlsx") as archive:
        sheets = [name for name in archive.namelist() if "worksheets/" in name]
        for name in sheets:
            content = archive.read(name)
            assert b"<f>" not in content
            assert b"<f " not in content
            assert b"hyperlink" not in content
    rows = CalamineWorkbook.from_path(str(tmp_path / "index.xlsx")).get_sheet_by_name("Scores")
    assert rows.to_python()[1][1] == '=HYPERLINK("x")'


def test_workbook_is_the_same_every_time(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(example_result(), tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
