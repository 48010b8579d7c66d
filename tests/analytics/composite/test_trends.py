import numpy as np
import pytest

from teranga_analytics.composite.reading.coinr import read_coinr
from teranga_analytics.composite.trends import compound_growth, percentage_change
from tests.analytics.composite.asem import assert_agrees, needs, rows_of

YEARS = np.array([2020.0, 2018.0, 2019.0])


def test_compound_growth_agrees_with_reference():
    panel = read_coinr(needs("iData_panel.csv"), needs("iMeta.csv")).dataset
    units = np.array(panel.units)
    for row in rows_of("P_trends_CAGR.csv"):
        series = panel.values[units == row["uCode"], panel.column[row["iCode"]]]

        growth = compound_growth(series, panel.times[units == row["uCode"]])

        assert_agrees(growth, float(row["CAGR"]))


def test_compound_growth_goes_from_the_first_to_the_last_value():
    assert compound_growth(np.array([121.0, 100.0, 7.0]), YEARS) == pytest.approx(0.1)
    assert compound_growth(np.array([np.nan, 100.0, 110.0]), YEARS) == pytest.approx(0.1)
    assert compound_growth(np.array([5.0, 5.0, 9.0]), YEARS) == 0.0


@pytest.mark.parametrize("values", [[1, np.nan, np.nan], [-4, 2, 3], [4, 0, 3]])
def test_compound_growth_is_undefined_where_no_rate_exists(values):
    assert np.isnan(compound_growth(np.array(values, dtype=float), YEARS))


def test_percentage_change_is_the_slope_over_the_starting_level():
    # A line from 100 in 2018 by steps of 10.
    assert percentage_change(np.array([120.0, 100.0, 110.0]), YEARS) == pytest.approx(10.0)
    assert percentage_change(np.array([np.nan, 100.0, 110.0]), YEARS, period=5) == pytest.approx(50)
    assert percentage_change(np.array([3.0, 3.0, 3.0]), YEARS) == 0.0
    assert np.isnan(percentage_change(np.array([3.0, np.nan, np.nan]), YEARS))


def test_trends_refuse_repeated_times():
    with pytest.raises(ValueError, match="times"):
        compound_growth(np.ones(2), np.array([2020.0, 2020.0]))
