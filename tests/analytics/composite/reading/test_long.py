import numpy as np
import pytest

from teranga_analytics.composite.indicator import IndicatorMeta, Level
from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.reading.long import read_long
from teranga_analytics.composite.reading.tables import Table, read_table

CODED = IndicatorMeta("a", levels=(Level(0, 0.0), Level(1, 0.5), Level(2, 1.0)))
INDICATORS = [CODED, IndicatorMeta("b")]
HEADER = ("unit", "time", "indicator", "value")


def long(*rows):
    return Table("codes.csv", HEADER, rows)


def test_read_long_tells_three_kinds_of_missing_cells_apart():
    dataset = read_long(
        long(("X", "2020", "a", "2"), ("X", "2020", "b", "NA"), ("Y", "2020", "a", "NF")),
        INDICATORS,
    )

    assert dataset.units == ("X", "Y")
    np.testing.assert_array_equal(dataset.values, [[2, np.nan], [np.nan, np.nan]])
    np.testing.assert_array_equal(dataset.applicable, [[True, False], [True, True]])


def test_read_long_does_not_depend_on_the_order_of_rows():
    rows = [("X", "2021", "a", "1"), ("Y", "2020", "b", "0.5"), ("X", "2020", "a", "0")]

    forwards, backwards = (read_long(long(*order), INDICATORS) for order in (rows, rows[::-1]))

    assert forwards.units == backwards.units == ("X", "X", "Y")
    np.testing.assert_array_equal(forwards.times, [2020, 2021, 2020])
    np.testing.assert_array_equal(forwards.values, backwards.values)


def test_read_long_reports_every_problem_with_its_row():
    with pytest.raises(InvalidInputError) as raised:
        read_long(
            long(
                ("X", "2020", "a", "3"),
                ("X", "2020", "z", "1"),
                ("", "then", "b", "high"),
                ("X", "2020", "a", "1"),
            ),
            INDICATORS,
        )

    assert [(p.row, p.column) for p in raised.value.problems] == [
        (2, "value"),
        (3, "indicator"),
        (4, "unit"),
        (4, "time"),
        (4, "value"),
        (5, None),
    ]


def test_read_table_reads_csv_xlsx_and_parquet_alike(tmp_path):
    import polars
    import xlsxwriter

    rows = [["unit", "value"], ["X", 1.5], ["Y", 2]]
    (tmp_path / "t.csv").write_text("unit;value\nX;1.5\nY;2\n", encoding="utf-8")
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    frame = polars.DataFrame({"unit": ["X", "Y"], "value": [1.5, 2.0]})
    frame.write_parquet(tmp_path / "t.parquet")

    tables = [read_table(tmp_path / f"t.{suffix}") for suffix in ("csv", "xlsx", "parquet")]

    assert {table.rows for table in tables} == {(("X", "1.5"), ("Y", "2"))}


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("t.csv", "", "an empty file"),
        ("t.csv", "a,a\n1,2\n", "'a' again"),
        ("t.csv", "a,b\n1,2,3\n", "3 cells"),
        ("t.doc", "a", "'.doc'"),
    ],
)
def test_read_table_refuses_what_is_no_table(tmp_path, name, text, seen):
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(InvalidInputError) as raised:
        read_table(tmp_path / name)

    assert raised.value.problems[0].seen == seen


def test_read_long_names_every_missing_column():
    with pytest.raises(InvalidInputError) as raised:
        read_long(Table("codes.csv", ("unit",), (("X",),)), INDICATORS)

    assert [p.column for p in raised.value.problems] == ["indicator", "value"]


def test_read_table_names_the_sheets_of_a_workbook(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as workbook:
        sheet = workbook.add_worksheet("codes")
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, [True, None])

    assert read_table(tmp_path / "t.xlsx", "codes").rows == (("TRUE", ""),)
    with pytest.raises(InvalidInputError, match="one of codes"):
        read_table(tmp_path / "t.xlsx", "data")
