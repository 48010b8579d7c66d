import numpy as np
import pytest

from teranga_analytics.composite.imputation.neighbours import impute_nearest, unit_distances

VALUES = np.array([[0.0, 1.0], [1.0, 3.0], [2.0, 5.0], [100.0, 7.0], [1.0, np.nan]])


def test_impute_nearest_averages_the_nearest_units():
    assert impute_nearest(VALUES, n_neighbours=1)[4, 1] == 3.0
    # Units 0 and 2 are equally near: both take part, whatever the order of rows.
    assert impute_nearest(VALUES, n_neighbours=2)[4, 1] == 3.0
    assert impute_nearest(VALUES, n_neighbours=4)[4, 1] == 4.0


def test_impute_nearest_does_not_depend_on_the_order_of_rows():
    order = np.array([3, 4, 1, 0, 2])

    np.testing.assert_array_equal(impute_nearest(VALUES)[order], impute_nearest(VALUES[order]))


def test_impute_nearest_refuses_no_neighbour():
    with pytest.raises(ValueError, match="n_neighbours"):
        impute_nearest(VALUES, n_neighbours=0)


def test_unit_distances_use_shared_indicators():
    positions = np.array([[0.0, 0.0], [1.0, np.nan], [np.nan, 0.5]])

    distances = unit_distances(positions)

    np.testing.assert_allclose(distances, [[0, 1, 0.5], [1, 0, np.inf], [0.5, np.inf, 0]])
