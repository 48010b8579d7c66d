from dataclasses import replace

import numpy as np
import pytest

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.fingerprint import input_hash
from teranga_analytics.composite.framework import Framework, Node

TREE = Framework((Node("a", "I"), Node("b", "I"), Node("I")))
DATA = Dataset.of(["X", "Y"], ["a", "b"], np.array([[1.0, 2.0], [np.nan, 0.1]]))


def test_input_hash_is_the_same_on_every_machine():
    assert input_hash(DATA, TREE) == input_hash(DATA, TREE)
    assert len(input_hash(DATA, TREE)) == 64


def test_input_hash_does_not_depend_on_the_order_of_rows_and_columns():
    turned = DATA.rows(np.array([1, 0])).columns(["b", "a"])

    assert input_hash(turned, TREE) == input_hash(DATA, TREE)


@pytest.mark.parametrize(
    "other",
    [
        DATA.with_values(DATA.values * 2),
        DATA.with_values(DATA.values, ~DATA.imputed),
        replace(DATA, applicable=~DATA.applicable),
        DATA.with_denominators({"d": np.ones(2)}),
        replace(DATA, groups={"g": ("n", "s")}),
        Dataset.of(["X", "Y"], ["a", "b"], DATA.values, times=[2020, 2020]),
    ],
)
def test_input_hash_follows_every_part_of_the_data(other):
    assert input_hash(other, TREE) != input_hash(DATA, TREE)


def test_input_hash_follows_the_framework():
    heavier = Framework((Node("a", "I", 2), Node("b", "I"), Node("I")))

    assert input_hash(DATA, heavier) != input_hash(DATA, TREE)
