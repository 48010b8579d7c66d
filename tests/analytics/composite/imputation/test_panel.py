import numpy as np
import pytest

from teranga_analytics.composite.imputation.panel import (
    impute_latest,
    impute_linear,
    impute_step,
)

TIMES = np.array([2020.0, 2018.0, 2022.0, 2019.0, 2018.0, 2022.0])
UNITS = ["X", "X", "X", "X", "Y", "Y"]
#                 2020    2018  2022    2019
VALUES = np.array([np.nan, 4.0, np.nan, 8.0, np.nan, 3.0])[:, None]


def filled_by(method, **options):
    return method(VALUES, units=UNITS, times=TIMES, **options)[:, 0]


def test_latest_carries_forward_and_never_back():
    np.testing.assert_array_equal(filled_by(impute_latest), [8, 4, 8, 8, np.nan, 3])


def test_latest_searches_no_further_than_asked():
    np.testing.assert_array_equal(
        filled_by(impute_latest, max_waves=1), [8, 4, np.nan, 8, np.nan, 3]
    )
    with pytest.raises(ValueError, match="max_waves"):
        filled_by(impute_latest, max_waves=0)


def test_step_holds_the_first_value_backwards():
    np.testing.assert_array_equal(filled_by(impute_step), [8, 4, 8, 8, 3, 3])


def test_linear_interpolates_in_time_and_holds_the_ends():
    values = np.array([np.nan, 4.0, 12.0, np.nan, np.nan, 3.0])[:, None]

    line = impute_linear(values, units=UNITS, times=TIMES)
    held = impute_linear(values, units=UNITS, times=TIMES, single_value=True)

    np.testing.assert_allclose(line[:, 0], [8, 4, 12, 6, np.nan, 3])
    np.testing.assert_allclose(held[:, 0], [8, 4, 12, 6, 3, 3])


def test_panel_methods_refuse_another_number_of_rows():
    with pytest.raises(ValueError, match="units, times"):
        impute_step(VALUES, units=UNITS[:2], times=TIMES)
