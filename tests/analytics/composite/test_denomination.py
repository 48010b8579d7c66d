import numpy as np
import pytest

from teranga_analytics.composite.denomination import denominate, matched_by_unit


def test_denominate_counts_denominators_in_the_unit_asked():
    values = np.array([[10.0, 7.0], [np.nan, 8.0]])
    denominators = np.array([[2000.0, 1.0], [4000.0, 1.0]])

    per_thousand = denominate(values, denominators, factors=np.array([1000.0, 1.0]))

    np.testing.assert_allclose(per_thousand, [[5.0, 7.0], [np.nan, 8.0]])


@pytest.mark.parametrize("denominator", [0.0, -1.0])
def test_denominate_refuses_denominators_not_above_zero(denominator):
    with pytest.raises(ValueError, match="above 0"):
        denominate(np.ones((1, 1)), np.full((1, 1), denominator))


def test_matched_by_unit_names_every_absent_unit():
    table = {"X": {"area": 3.0}, "Y": {}}

    assert matched_by_unit(["X"], table, "area").tolist() == [3.0]
    with pytest.raises(ValueError, match=r"\['Y', 'Z'\]"):
        matched_by_unit(["X", "Y", "Z"], table, "area")
