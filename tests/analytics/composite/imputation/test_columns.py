import numpy as np
import pytest

from teranga_analytics.composite.imputation.columns import (
    impute_constant,
    impute_group_mean,
    impute_group_median,
    impute_mean,
    impute_median,
)

VALUES = np.array([[1.0, np.nan], [2.0, np.nan], [9.0, np.nan], [np.nan, np.nan]])


@pytest.mark.parametrize(
    ("method", "wanted"),
    [(impute_mean, 4.0), (impute_median, 2.0), (lambda v: impute_constant(v, value=0.0), 0.0)],
)
def test_imputation_fills_missing_cells_only(method, wanted):
    filled = method(VALUES)

    np.testing.assert_array_equal(filled[:, 0], [1, 2, 9, wanted])


def test_a_column_without_any_value_stays_missing():
    assert np.isnan(impute_mean(VALUES)[:, 1]).all()
    assert np.isnan(impute_median(VALUES)[:, 1]).all()


def test_group_imputation_leaves_units_of_unknown_group():
    values = np.array([[1.0], [3.0], [11.0], [np.nan], [20.0], [np.nan]])
    groups = ["n", "n", "n", "n", "s", ""]

    means = impute_group_mean(values, groups=groups)
    medians = impute_group_median(values, groups=groups)

    np.testing.assert_array_equal(means[:, 0], [1, 3, 11, 5, 20, np.nan])
    np.testing.assert_array_equal(medians[:, 0], [1, 3, 11, 3, 20, np.nan])


def test_group_imputation_refuses_another_number_of_labels():
    with pytest.raises(ValueError, match="groups"):
        impute_group_mean(VALUES, groups=["n"])
