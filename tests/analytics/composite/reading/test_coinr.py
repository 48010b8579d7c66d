import numpy as np
import pytest

from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.reading.coinr import read_coinr, read_weights
from teranga_analytics.composite.reading.tables import Table
from tests.analytics.composite.asem import assert_agrees, by_unit, example, table

META_HEADER = ("Level", "iCode", "iName", "Direction", "Weight", "Parent", "Type", "Denominator")
META = (
    ("1", "a", "A", "1", "1", "P", "Indicator", "size"),
    ("1", "b", "B", "-1", "3", "P", "Indicator", ""),
    ("1", "c", "C", "1", "", "I", "Indicator", ""),
    ("2", "P", "Part", "1", "1", "I", "Aggregate", ""),
    ("3", "I", "Index", "1", "1", "", "Aggregate", ""),
    ("", "size", "Size", "", "", "", "Denominator", ""),
    ("", "region", "Region", "", "", "", "Group", ""),
)
DATA_HEADER = ("uCode", "uName", "region", "size", "a", "b", "c")
DATA = (
    ("X", "Xland", "north", "10", "1.5", "2", "3"),
    ("Y", "Yland", "", "20", "NA", "4", "5"),
)


def meta(*rows):
    return Table("iMeta.csv", META_HEADER, rows or META)


def data(*rows, header=DATA_HEADER):
    return Table("iData.csv", header, rows or DATA)


def test_read_coinr_agrees_with_reference_raw_data():
    dataset = example().dataset

    assert_agrees(dataset.values, table("raw.csv", dataset.codes, by_unit(dataset)))
    assert dataset.names[0] == "Australia"
    assert len(dataset.groups) == 4
    assert len(dataset.denominators) == 4


def test_read_coinr_lets_an_indicator_hang_two_levels_up():
    source = read_coinr(data(), meta())

    assert source.framework.codes == ("a", "b", "c", "P", "I")
    assert source.framework.children["I"] == ("c", "P")
    assert source.dataset.indicators[0].denominator == "size"
    assert source.dataset.directions.tolist() == [1, -1, 1]
    assert source.dataset.groups == {"region": ("north", "")}
    np.testing.assert_array_equal(source.dataset.values, [[1.5, 2, 3], [np.nan, 4, 5]])


def test_read_coinr_reports_every_problem_with_its_place():
    faulty_meta = meta(
        ("1", "a", "A", "2", "1", "Q", "Indicator", "area"),
        ("1", "a", "A", "1", "-1", "I", "Indicator", ""),
        ("2", "I", "Index", "-1", "heavy", "", "Aggregate", ""),
        ("", "region", "Region", "", "", "", "Grouping", ""),
    )
    faulty_data = data(("X", "", "n", "1", "many", "2", "3"), ("X", "", "n", "1", "1", "2", "3"))

    with pytest.raises(InvalidInputError) as raised:
        read_coinr(faulty_data, faulty_meta)

    places = {(p.file, p.row, p.column) for p in raised.value.problems}
    assert places >= {
        ("iMeta.csv", 2, "Direction"),
        ("iMeta.csv", 2, "parent"),
        ("iMeta.csv", 2, "Denominator"),
        ("iMeta.csv", 3, "code"),
        ("iMeta.csv", 3, "weight"),
        ("iMeta.csv", 4, "Direction"),
        ("iMeta.csv", 4, "Weight"),
        ("iMeta.csv", 5, "Type"),
        ("iData.csv", 2, "a"),
        ("iData.csv", 3, "uCode"),
        ("iData.csv", 1, "size"),
    }


@pytest.mark.parametrize(
    ("row", "seen", "wanted"),
    [
        (("1", "P", "", "1", "1", "P", "Aggregate", ""), "'P' among its own ancestors", "top"),
        (("1", "P", "", "1", "1", "I", "Aggregate", ""), "nothing under 'P'", "children"),
    ],
)
def test_read_coinr_refuses_impossible_trees(row, seen, wanted):
    rows = [line for line in META if line[1] not in {"a", "b", "P"}]
    header = ("uCode", "region", "size", "c")

    with pytest.raises(InvalidInputError) as raised:
        read_coinr(data(("X", "", "1", "3"), header=header), meta(*rows, row))

    assert any(seen in p.seen and wanted in p.wanted for p in raised.value.problems)


def test_read_coinr_refuses_a_level_at_or_above_its_parent():
    rows = [("3", *line[1:]) if line[1] == "P" else line for line in META]

    with pytest.raises(InvalidInputError) as raised:
        read_coinr(data(), meta(*rows))

    assert [(p.row, p.column, p.seen) for p in raised.value.problems] == [(5, "Level", "3")]


def test_read_weights_takes_a_set_by_code():
    framework = read_coinr(data(), meta()).framework
    header = ("iCode", "Level", "Weight")

    weights = read_weights(Table("w.csv", header, (("a", "1", "2"), ("P", "2", "0.5"))), framework)
    faulty = (("a", "1", "-1"), ("z", "1", "1"), ("a", "1", "many"))
    with pytest.raises(InvalidInputError) as raised:
        read_weights(Table("w.csv", header, faulty), framework)

    assert weights == {"a": 2.0, "P": 0.5}
    assert sorted((p.row, p.column) for p in raised.value.problems) == [
        (2, "Weight"),
        (3, "iCode"),
        (4, "Weight"),
        (4, "Weight"),
        (4, "iCode"),
    ]


def test_read_coinr_needs_a_time_on_every_row_of_a_panel():
    header = ("uCode", "Time", "region", "size", "a", "b", "c")
    rows = [
        ("X", "2020", "n", "1", "1", "2", "3"),
        ("X", "2021", "n", "1", "1", "2", "3"),
        ("Y", "", "n", "1", "1", "2", "3"),
    ]

    panel = read_coinr(data(*rows[:2], header=header), meta()).dataset
    with pytest.raises(InvalidInputError) as raised:
        read_coinr(data(*rows, header=header), meta())

    assert panel.times.tolist() == [2020, 2021]
    assert [(p.row, p.column) for p in raised.value.problems] == [(4, "Time")]


def test_read_coinr_names_every_missing_column():
    with pytest.raises(InvalidInputError) as raised:
        read_coinr(Table("d.csv", ("a",), (("1",),)), Table("m.csv", ("iCode",), (("a",), ("",))))

    places = {(p.file, p.row, p.column) for p in raised.value.problems}
    assert places >= {("m.csv", 1, "Type"), ("m.csv", 1, "Weight"), ("d.csv", 1, "uCode")}
    assert ("m.csv", 3, "iCode") in places
