import numpy as np
import pytest

from teranga_analytics.composite.dataset import Dataset

VALUES = np.array([[1.0, 2.0], [3.0, np.nan], [5.0, 6.0]])


def panel():
    return Dataset.of(
        ["X", "Y", "X"],
        ["a", "b"],
        VALUES,
        times=[2020, 2020, 2021],
        groups={"g": ["n", "s", "n"]},
        denominators={"d": np.array([1.0, 2.0, 3.0])},
    )


def test_dataset_keeps_all_parts_of_chosen_rows():
    wave = panel().at(2020)

    assert wave.units == ("X", "Y")
    assert wave.groups == {"g": ("n", "s")}
    assert wave.denominators["d"].tolist() == [1.0, 2.0]
    np.testing.assert_array_equal(wave.values, VALUES[:2])


def test_dataset_lists_waves_by_time():
    assert [rows.tolist() for rows in panel().waves] == [[0, 1], [2]]
    plain = Dataset.of(["X", "Y", "Z"], ["a", "b"], VALUES)
    assert [rows.tolist() for rows in plain.waves] == [[0, 1, 2]]


def test_dataset_chooses_columns_in_the_order_asked():
    np.testing.assert_array_equal(panel().columns(["b", "a"]).values, VALUES[:, ::-1])
    with pytest.raises(ValueError, match=r"\['z'\]"):
        panel().columns(["z"])


def test_dataset_does_not_share_the_array_it_was_given():
    values = VALUES.copy()
    dataset = Dataset.of(["X", "Y", "Z"], ["a", "b"], values)

    values[0, 0] = 99

    assert dataset.values[0, 0] == 1.0


@pytest.mark.parametrize(
    ("units", "indicators", "values", "message"),
    [
        (["X", "Y"], ["a", "b"], VALUES, "values: wanted shape"),
        (["X", "X", "Z"], ["a", "b"], VALUES, "units"),
        (["X", "Y", "Z"], ["a", "a"], VALUES, "indicators"),
        (["X", "Y", "Z"], ["a", "b"], np.full((3, 2), np.inf), "infinity"),
    ],
)
def test_dataset_refuses_contradictions(units, indicators, values, message):
    with pytest.raises(ValueError, match=message):
        Dataset.of(units, indicators, values)


def test_dataset_takes_more_denominators():
    more = panel().with_denominators({"e": np.ones(3)})

    assert list(more.denominators) == ["d", "e"]
    with pytest.raises(ValueError, match="e"):
        panel().with_denominators({"e": np.ones(2)})


def test_dataset_refuses_an_unknown_time():
    with pytest.raises(ValueError, match="time"):
        panel().at(1999)


def test_dataset_lays_values_out_in_one_way():
    values = np.arange(6.0).reshape(3, 2)

    dataset = Dataset.of(["a", "b"], ["x", "y", "z"], values.T)

    assert dataset.values.flags["C_CONTIGUOUS"]
