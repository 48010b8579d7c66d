import numpy as np
import pytest

from teranga_analytics.composite.screening import screen_units
from tests.analytics.composite.asem import example, rows_of


@pytest.mark.parametrize(
    ("name", "criterion"),
    [
        ("S_screen_byNA.csv", "missing"),
        ("S_screen_byzeros.csv", "zero"),
        ("S_screen_byNAandzeros.csv", "missing_or_zero"),
    ],
)
def test_screen_units_agrees_with_reference(name, criterion):
    dataset = example().dataset
    reference = {row["uCode"]: row for row in rows_of(name)}

    screening = screen_units(
        dataset.values,
        dataset.units,
        criterion=criterion,
        available_share=0.95,
        non_zero_share=0.95,
    )

    wanted = [reference[unit] for unit in dataset.units]
    assert screening.included.tolist() == [row["Included"] == "TRUE" for row in wanted]
    assert screening.lacks_data.tolist() == [row["LowData"] == "TRUE" for row in wanted]
    assert screening.lacks_non_zero.tolist() == [row["LowNonZero"] == "TRUE" for row in wanted]


def test_screen_units_keeps_and_drops_forced_units():
    values = np.array([[1.0, 2.0], [np.nan, np.nan], [1.0, 3.0]])

    screening = screen_units(values, ["A", "B", "C"], forced={"B": True, "C": False})

    assert screening.included.tolist() == [True, True, False]
    assert screening.forced.tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"criterion": "size"}, "criterion"),
        ({"available_share": 1.5}, "available_share"),
        ({"forced": {"Z": True}}, r"forced: .*\['Z'\]"),
    ],
)
def test_screen_units_refuses_unknown_choices(options, message):
    with pytest.raises(ValueError, match=message):
        screen_units(np.ones((2, 2)), ["A", "B"], **options)
