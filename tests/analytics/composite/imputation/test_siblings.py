import numpy as np
import pytest

from teranga_analytics.composite.imputation.siblings import impute_from_siblings

VALUES = np.array([[0.0, 0.0, 5.0], [10.0, -4.0, 5.0], [5.0, np.nan, np.nan]])
DIRECTIONS = np.array([1.0, -1.0, 1.0])
TOGETHER = [np.array([0, 1, 2])]


def test_siblings_lend_their_position_between_minimum_and_maximum():
    filled = impute_from_siblings(VALUES, directions=DIRECTIONS, sets=TOGETHER)

    assert filled[2].tolist() == [5.0, -2.0, 5.0]


def test_siblings_on_one_scale_are_averaged_as_they_are():
    filled = impute_from_siblings(
        np.array([[1.0, 3.0, np.nan]]),
        directions=np.ones(3),
        sets=TOGETHER,
        statistic="median",
        normalise=False,
    )

    assert filled[0, 2] == 2.0


def test_a_unit_without_siblings_stays_missing():
    values = np.array([[1.0, 2.0], [np.nan, np.nan]])

    filled = impute_from_siblings(values, directions=np.ones(2), sets=[np.array([0, 1])])

    assert np.isnan(filled[1]).all()


def test_siblings_refuse_an_unknown_statistic():
    with pytest.raises(ValueError, match="statistic"):
        impute_from_siblings(VALUES, directions=DIRECTIONS, sets=TOGETHER, statistic="mode")
