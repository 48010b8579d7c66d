import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from teranga_analytics.composite.uncertainty.spread import N_BINS, Grid, Spread

NUMBERS = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 40), st.integers(1, 4)),
    elements=st.one_of(st.floats(-100, 100), st.just(np.nan)),
)


def spread_of(*blocks, grid=None):
    spread = Spread(blocks[0].shape[1], grid)
    for block in blocks:
        spread.add(block)
    return spread


@given(NUMBERS, st.sampled_from([0.0, 0.05, 0.5, 0.95, 1.0]))
def test_kept_numbers_have_exact_quantiles(numbers, share):
    spread = spread_of(numbers[:7], numbers[7:])

    for cell, column in enumerate(numbers.T):
        present = column[~np.isnan(column)]
        found = spread.quantiles([share])[0, cell]
        if len(present):
            assert found == pytest.approx(np.quantile(present, share), abs=1e-9)
            assert spread.mean[cell] == pytest.approx(present.mean(), abs=1e-9)
        else:
            assert np.isnan(found)
            assert np.isnan(spread.mean[cell])
    assert (spread.precision == 0).all()


@given(NUMBERS, st.sampled_from([0.0, 0.05, 0.5, 0.95, 1.0]))
def test_binned_quantiles_are_within_their_precision(numbers, share):
    binned = spread_of(numbers, grid=Grid.around(numbers[:5]))
    exact = spread_of(numbers)

    gap = np.abs(binned.quantiles([share]) - exact.quantiles([share]))[0]
    seen = ~np.isnan(gap)
    np.testing.assert_array_equal(seen, exact.n_present > 0)
    assert (gap[seen] <= binned.precision[seen] * (1 + 1e-9)).all()


def test_bins_are_as_narrow_as_said():
    numbers = np.random.default_rng(0).normal(50, 5, (50_000, 2))
    grid = Grid.around(numbers[:2000])

    binned, exact = spread_of(numbers, grid=grid), spread_of(numbers)

    assert binned.numbers is None
    assert (binned.precision < 40 / N_BINS).all()
    shares = [0.05, 0.5, 0.95]
    np.testing.assert_allclose(binned.quantiles(shares), exact.quantiles(shares), atol=40 / N_BINS)


@pytest.mark.parametrize("binned", [True, False])
def test_merging_is_adding(binned):
    numbers = np.random.default_rng(1).normal(0, 1, (100, 3))
    numbers[4, 1] = np.nan
    grid = Grid.around(numbers[:50]) if binned else None

    whole = spread_of(numbers[:50], numbers[50:], grid=grid)
    merged = spread_of(numbers[:50], grid=grid)
    merged.merge(spread_of(numbers[50:], grid=grid))

    np.testing.assert_array_equal(merged.quantiles([0.3]), whole.quantiles([0.3]))
    np.testing.assert_array_equal(merged.n_above_zero, whole.n_above_zero)
    np.testing.assert_array_equal(merged.n_present, [100, 99, 100])
    np.testing.assert_allclose(merged.mean, np.nanmean(numbers, axis=0))


def test_number_that_never_varies_is_its_own_quantile():
    numbers = np.full((20, 1), 7.5)

    assert spread_of(numbers, grid=Grid.around(numbers)).quantiles([0.05, 0.95]).tolist() == [
        [7.5],
        [7.5],
    ]
