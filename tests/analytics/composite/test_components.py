import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.composite.components import (
    bartlett_sphericity,
    principal_components,
    sampling_adequacy,
)
from tests.analytics.composite import asem_reference as asem


def groups_of_reference(kind):
    if kind == "all":
        return {"All": asem.level(1)}
    return {pillar: asem.descendants(pillar, 1) for pillar in asem.level(2)}


@pytest.mark.parametrize("kind", ["all", "bygroup"])
def test_components_match_reference_up_to_sign(kind):
    weights = asem.column(f"W_pca_L1_{kind}.csv", "Weight", key="iCode")
    variances = asem.rows(f"W_pca_L1_{kind}_variance.csv")
    loadings = asem.rows(f"W_pca_L1_{kind}_loadings.csv")

    for group, codes in groups_of_reference(kind).items():
        result = principal_components(asem.table("A_aggregated.csv", codes)[2])

        expected = [row for row in variances if kind == "all" or row["group"] == group]
        np.testing.assert_allclose(
            np.sqrt(result.variances), [float(row["sdev"]) for row in expected], atol=1e-9
        )
        np.testing.assert_allclose(
            result.variance_shares, [float(row["var_explained"]) for row in expected], atol=1e-9
        )
        first = np.array([weights[code] for code in codes])
        np.testing.assert_allclose(result.first_loadings, first * np.sign(first.sum()), atol=1e-9)
        for row in loadings:
            if kind == "bygroup" and row["group"] != group:
                continue
            seen = result.loadings[codes.index(row["code"]), int(row["PC"][2:]) - 1]
            assert abs(seen) == pytest.approx(abs(float(row["loading"])), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 9999))
def test_components_rebuild_the_correlation_matrix(seed):
    values = np.random.default_rng(seed).normal(size=(30, 5)) @ np.triu(np.ones((5, 5)))

    result = principal_components(values)

    rebuilt = result.loadings @ np.diag(result.variances) @ result.loadings.T
    np.testing.assert_allclose(rebuilt, np.corrcoef(values.T), atol=1e-10)
    assert result.variances.sum() == pytest.approx(5)
    assert (result.loadings.sum(axis=0) >= 0).all()


def test_components_of_two_indicators_match_hand_computation():
    values = np.array([[-1.0, -2.0], [0.0, 2.0], [1.0, 0.0]])  # correlation 1/2

    result = principal_components(values)

    assert result.variances.tolist() == pytest.approx([1.5, 0.5])
    assert result.first_loadings.tolist() == pytest.approx([0.5**0.5] * 2)


def test_components_leave_out_incomplete_units_and_say_so():
    values = np.random.default_rng(0).normal(size=(20, 2))
    values[3, 1] = np.nan

    result = principal_components(values)

    assert result.n_units == 19
    assert result.cautions == ("Principal components: units left out for a missing value: 1.",)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([[1.0, np.nan], [np.nan, 2.0], [1.0, 1.0]], "at least two units"),
        ([[1.0, 0.1], [2.0, 0.1], [3.0, 0.1]], r"constant columns \[1\]"),
    ],
)
def test_components_refuse_what_cannot_be_standardised(values, sentence):
    with pytest.raises(ValueError, match=sentence):
        principal_components(values)


def test_adequacy_of_three_equally_related_indicators():
    # All correlations r: partial correlation r / (1 + r), so KMO = 1 / (1 + 1 / (1 + r)**2).
    r = 0.6
    root = np.linalg.cholesky(np.full((3, 3), r) + (1 - r) * np.eye(3))
    raw = np.random.default_rng(3).normal(size=(50, 3))
    white = raw - raw.mean(axis=0)
    white = white @ np.linalg.inv(np.linalg.cholesky(np.cov(white.T))).T
    values = white @ root.T

    result = sampling_adequacy(values)

    expected = 1 / (1 + 1 / (1 + r) ** 2)
    assert result.overall == pytest.approx(expected)
    assert result.by_indicator.tolist() == pytest.approx([expected] * 3)


def test_sphericity_matches_hand_computation():
    values = np.array([[-1.0, -2.0], [0.0, 2.0], [1.0, 0.0]] * 4)
    # Twelve units, correlation 1/2: -(11 - 9/6) * ln(1 - 1/4), one degree of freedom.
    result = bartlett_sphericity(values)

    assert result.statistic == pytest.approx(-9.5 * np.log(0.75))
    assert result.degrees_of_freedom == 1
    assert result.p_value == pytest.approx(0.0982, abs=1e-4)


def test_adequacy_and_sphericity_of_too_few_units_are_undefined():
    values = np.random.default_rng(0).normal(size=(4, 6))

    assert np.isnan(sampling_adequacy(values).overall)
    assert np.isnan(bartlett_sphericity(values).statistic)


def test_adequacy_of_a_duplicated_indicator_is_undefined():
    column = np.random.default_rng(0).normal(size=(20, 1))
    values = np.hstack([column, column, column[::-1]])

    assert np.isnan(sampling_adequacy(values).overall)
    assert bartlett_sphericity(values).p_value == 0


def test_adequacy_of_too_few_complete_units_is_undefined():
    values = np.array([[1.0, np.nan], [2.0, 3.0], [np.nan, 4.0]])

    assert np.isnan(sampling_adequacy(values).overall)
    assert np.isnan(bartlett_sphericity(values).p_value)
