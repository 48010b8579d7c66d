import numpy as np
import pytest

from teranga_analytics.composite.arrays import as_labels, as_table, as_vector


def test_table_is_not_copied():
    table = np.array([[1.0, np.nan]])

    assert as_table(table, "values") is table
    assert as_table([[1, 2]], "values").dtype == np.float64


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([1.0, 2.0], r"values: wanted a non-empty table .* saw shape \(2,\)"),
        (np.empty((3, 0)), "non-empty"),
        ([[1.0, -np.inf]], "saw an infinity"),
    ],
)
def test_table_names_what_was_seen(values, sentence):
    with pytest.raises(ValueError, match=sentence):
        as_table(values, "values")


def test_vector_may_be_of_any_length_or_of_one():
    assert as_vector([1, 2, 3], "weights").tolist() == [1, 2, 3]
    with pytest.raises(ValueError, match=r"weights: wanted shape \(2,\), saw shape \(3,\)"):
        as_vector([1, 2, 3], "weights", 2)


@pytest.mark.parametrize("values", [[0.5, 1.0], [np.nan, 1.0]])
def test_labels_are_whole_numbers(values):
    with pytest.raises(ValueError, match="group_of: wanted whole numbers"):
        as_labels(values, "group_of", 2)
    assert as_labels([0.0, 3.0], "group_of", 2).tolist() == [0, 3]
