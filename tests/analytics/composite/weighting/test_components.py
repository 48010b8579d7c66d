import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.composite.weighting.components import (
    factor_weights,
    first_component_weights,
    varimax,
)
from tests.analytics.composite import asem_reference as asem


def uncorrelated(n_units, n_columns, seed=0):
    """Return columns of mean 0, variance 1 and no correlation at all."""
    raw = np.random.default_rng(seed).normal(size=(n_units, n_columns))
    orthogonal, _ = np.linalg.qr(raw - raw.mean(axis=0))
    return orthogonal * np.sqrt(n_units - 1)


def test_first_component_weights_are_squares_of_reference_loadings():
    loadings = asem.column("W_pca_L1_bygroup.csv", "Weight", key="iCode")

    for pillar in asem.level(2):
        codes = asem.descendants(pillar, 1)
        result = first_component_weights(asem.table("A_aggregated.csv", codes)[2])
        expected = [loadings[code] ** 2 for code in codes]
        np.testing.assert_allclose(result.values, expected, atol=1e-9)


def test_first_component_weights_warn_about_opposed_columns():
    base = uncorrelated(80, 4)
    values = base[:, :1] + 0.3 * base[:, 1:]
    values[:, 2] *= -1

    assert "Columns [2] point against" in first_component_weights(values).cautions[0]


def test_factor_weights_of_two_blocks_match_hand_computation():
    # Three indicators share one source, two another: two factors, loadings known.
    base = uncorrelated(200, 7)
    first = base[:, :1] * 0.8 + base[:, 2:5] * 0.6
    second = base[:, 1:2] * 0.8 + base[:, 5:7] * 0.6

    result = factor_weights(np.hstack([first, second]))

    # Within a block all correlations are 0.64: squared loadings (1 + 2 * 0.64) / 3 and
    # (1 + 0.64) / 2, so that blocks weigh 2.28 and 1.64.
    total = 2.28 + 1.64
    expected = [2.28 / total / 3] * 3 + [1.64 / total / 2] * 2
    assert result.values.tolist() == pytest.approx(expected, abs=1e-6)
    assert len(set(result.factor_of[:3])) == 1
    assert result.factor_of[3] == result.factor_of[4] != result.factor_of[0]
    assert sorted(result.factor_shares) == pytest.approx([1.64 / total, 2.28 / total], abs=1e-6)


def test_factor_weights_keep_factors_until_enough_variance_is_explained():
    values = uncorrelated(60, 5) + 0.05 * uncorrelated(60, 1, seed=1)

    assert factor_weights(values, least_total_share=0.95).loadings.shape == (5, 5)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 9999))
def test_factor_weights_follow_their_columns(seed):
    generator = np.random.default_rng(seed)
    values = generator.normal(size=(40, 6)) + generator.normal(size=(40, 1))
    order = generator.permutation(6)

    result, moved = factor_weights(values), factor_weights(values[:, order])

    assert (result.values >= 0).all()
    np.testing.assert_allclose(moved.values, result.values[order], atol=1e-4)


def test_varimax_keeps_communalities_and_finds_simple_structure():
    simple = np.array([[0.9, 0.0], [0.8, 0.0], [0.0, 0.7], [0.0, 0.9]])
    angle = 0.6
    turned = simple @ [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]

    rotated = varimax(turned)

    np.testing.assert_allclose((rotated**2).sum(axis=1), (simple**2).sum(axis=1))
    np.testing.assert_allclose(np.sort(np.abs(rotated), axis=1)[:, 0], 0, atol=1e-6)
