import numpy as np
import pytest

from teranga_analytics.composite.treatment.fences import (
    interquartile_fence,
    median_deviation_fence,
    percentile_fence,
)

VALUES = np.column_stack(
    [np.append(np.arange(9.0), 100.0), np.append(np.zeros(9), 50.0), [*range(9), np.nan]]
)


def test_interquartile_fence_brings_outliers_in():
    fenced = interquartile_fence(VALUES)

    # Quartiles 2.25 and 6.75: the fence stands at 6.75 + 1.5 * 4.5.
    assert fenced[-1, 0] == 13.5
    np.testing.assert_array_equal(fenced[:-1, 0], VALUES[:-1, 0])
    assert fenced[-1, 1] == 50.0  # equal quartiles: nothing to fence
    assert np.isnan(fenced[-1, 2])


def test_median_deviation_fence_brings_outliers_in():
    fenced = median_deviation_fence(VALUES, multiple=2)

    assert fenced[-1, 0] == pytest.approx(4.5 + 2 * 1.4826 * 2.5)
    assert fenced[-1, 1] == 50.0


def test_percentile_fence_is_the_interpolated_quantile():
    fenced = percentile_fence(VALUES, lower=0.1, upper=0.9)

    column = VALUES[:, 0]
    assert fenced[:, 0].max() == pytest.approx(np.quantile(column, 0.9))
    assert fenced[:, 0].min() == pytest.approx(np.quantile(column, 0.1))


@pytest.mark.parametrize(
    ("fence", "options"),
    [
        (interquartile_fence, {"multiple": 0}),
        (median_deviation_fence, {"multiple": -1}),
        (percentile_fence, {"lower": 0.9, "upper": 0.1}),
    ],
)
def test_fences_refuse_impossible_limits(fence, options):
    with pytest.raises(ValueError, match="wanted"):
        fence(VALUES, **options)
