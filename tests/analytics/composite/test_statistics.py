import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from teranga_analytics.composite.statistics import (
    StatisticsLimits,
    indicator_statistics,
    shape_moments,
)
from tests.analytics.composite import asem_reference as asem

REFERENCE_FIELDS = {
    "Min": "minimum",
    "Max": "maximum",
    "Mean": "mean",
    "Median": "median",
    "Std": "std",
    "Skew": "skewness",
    "Kurt": "kurtosis",
    "N.Avail": "n_available",
    "N.NonZero": "n_non_zero",
    "N.Unique": "n_unique",
    "N.Same": "n_same",
    "Frc.Avail": "available_share",
    "Frc.NonZero": "non_zero_share",
    "Frc.Unique": "unique_share",
    "Frc.Same": "same_share",
}
REFERENCE_FLAGS = {
    "Flag.Avail": "is_scarce",
    "Flag.NonZero": "is_mostly_zero",
    "Flag.Unique": "is_repetitive",
    "Flag.SkewKurt": "has_outliers",
}


@pytest.mark.parametrize(
    ("data", "reference"),
    [("raw.csv", "S_stats_raw.csv"), ("A_aggregated.csv", "S_stats_A_aggregated.csv")],
)
def test_statistics_match_reference(data, reference):
    lines = asem.rows(reference)
    _, _, values = asem.table(data, [line["iCode"] for line in lines])

    result = indicator_statistics(values)

    for field, name in REFERENCE_FIELDS.items():
        expected = [asem.number(line[field]) for line in lines]
        np.testing.assert_allclose(getattr(result, name), expected, rtol=1e-9, atol=1e-9)
    for field, name in REFERENCE_FLAGS.items():
        assert getattr(result, name).tolist() == [line[field] != "ok" for line in lines]


@settings(max_examples=50, deadline=None)
@given(
    arrays(
        float,
        st.tuples(st.integers(4, 12), st.integers(1, 4)),
        elements=st.one_of(st.integers(-50, 50).map(float), st.just(np.nan)),
    )
)
def test_moments_agree_with_scipy(values):
    skewness, kurtosis = shape_moments(values)

    for column in range(values.shape[1]):
        seen = values[np.isfinite(values[:, column]), column]
        if len(np.unique(seen)) < 2 or len(seen) < 4:
            continue
        assert skewness[column] == pytest.approx(stats.skew(seen, bias=False))
        assert kurtosis[column] == pytest.approx(stats.kurtosis(seen, bias=False))


def test_statistics_of_three_values_match_hand_computation():
    result = indicator_statistics([[1.0], [2.0], [6.0], [np.nan]])

    assert result.median.tolist() == [2]
    assert result.mean.tolist() == [3]
    assert result.std.tolist() == pytest.approx([7**0.5])
    # Third moment (-8 - 1 + 27) / 3 = 6 over (14/3)**1.5, corrected by sqrt(6).
    assert result.skewness.tolist() == pytest.approx([6 / (14 / 3) ** 1.5 * 6**0.5])
    assert np.isnan(result.kurtosis).all()
    assert result.available_share.tolist() == [0.75]


def test_statistics_of_an_empty_column_are_undefined():
    result = indicator_statistics([[np.nan, 0.0], [np.nan, 0.0]])

    assert np.isnan([result.minimum[0], result.mean[0], result.median[0], result.std[0]]).all()
    assert result.n_available.tolist() == [0, 2]
    assert result.n_same.tolist() == [0, 2]
    assert np.isnan(result.non_zero_share[0])
    assert result.is_scarce.tolist() == [True, False]
    assert result.is_mostly_zero.tolist() == [True, True]


def test_statistics_of_a_constant_column_have_no_shape():
    skewness, kurtosis = shape_moments(np.full((7, 1), 0.1))

    assert np.isnan(skewness).all()
    assert np.isnan(kurtosis).all()


def test_limits_move_the_flags():
    values = np.array([[0.0], [0.0], [1.0], [1.0], [50.0]])

    usual = indicator_statistics(values)
    strict = indicator_statistics(
        values, StatisticsLimits(non_zero_share=0.7, unique_share=0.9, skewness=1, kurtosis=1)
    )

    assert [usual.is_mostly_zero[0], usual.is_repetitive[0]] == [False, False]
    assert [strict.is_mostly_zero[0], strict.is_repetitive[0]] == [True, True]
    assert strict.has_outliers.tolist() == [True]


@pytest.mark.parametrize("values", [[1.0, 2.0], np.empty((0, 3)), [[np.inf]]])
def test_statistics_refuse_what_is_no_table(values):
    with pytest.raises(ValueError, match="values"):
        indicator_statistics(values)
