import numpy as np
import pytest

from teranga_analytics.composite.imputation.expectation import impute_expectation


def test_expectation_recovers_a_linear_relation():
    x = np.linspace(0, 10, 40)
    noise = np.random.default_rng(1).normal(0, 0.01, 40)
    values = np.column_stack([x, 3 * x + 5 + noise])
    truth = values.copy()
    values[[4, 20, 33], 1] = np.nan

    filled = impute_expectation(values, ridge=0.0)

    np.testing.assert_allclose(filled, truth, atol=0.05)


def test_expectation_without_relation_is_near_the_mean():
    rng = np.random.default_rng(2)
    values = rng.normal(size=(60, 3))
    values[0, 0] = np.nan

    filled = impute_expectation(values, ridge=0.99)

    assert filled[0, 0] == pytest.approx(np.nanmean(values[:, 0]), abs=0.02)


def test_expectation_keeps_the_ridge_away_from_more_indicators_than_units():
    values = np.random.default_rng(3).normal(size=(7, 20))
    values[2, 5] = np.nan

    assert np.isfinite(impute_expectation(values, ridge=0.2)).all()


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        (np.full((3, 2), np.nan), {}, "columns"),
        (np.ones((3, 2)), {"ridge": 1.0}, "ridge"),
    ],
)
def test_expectation_refuses_what_it_cannot_estimate(values, options, message):
    with pytest.raises(ValueError, match=message):
        impute_expectation(values, **options)


def test_expectation_reports_a_failure_to_converge():
    values = np.random.default_rng(4).normal(size=(10, 3))
    values[0, 0] = np.nan

    with pytest.raises(ValueError, match="none in 1 iterations"):
        impute_expectation(values, max_iterations=1)
