import numpy as np
import pytest

from teranga_analytics.composite.treatment.winsorisation import has_ordinary_shape, winsorise

ORDINARY = np.arange(20.0)
HIGH = np.append(np.arange(19.0), 500.0)
LOW = -HIGH
CONSTANT = np.full(20, 3.0)
TABLE = np.column_stack([ORDINARY, HIGH, LOW, CONSTANT])


def test_winsorise_brings_the_long_tail_to_the_next_value():
    result = winsorise(TABLE)

    np.testing.assert_array_equal(result.values[:, [0, 3]], TABLE[:, [0, 3]])
    assert result.values[-1, 1] == 18.0
    assert result.values[-1, 2] == -18.0
    assert result.n_points.tolist() == [0, 1, 1, 0]
    assert (result.high.sum(), result.low.sum()) == (1, 1)
    assert TABLE[-1, 1] == 500.0  # the table given is left alone


def test_winsorise_treats_tied_points_together():
    tied = np.append(np.arange(18.0), [500.0, 500.0])[:, None]

    result = winsorise(tied, max_points=1)

    assert result.n_points.tolist() == [2]
    assert result.values[-2:, 0].tolist() == [17.0, 17.0]


def test_winsorise_keeps_missing_cells():
    values = np.append(HIGH, np.nan)[:, None]

    result = winsorise(values)

    assert np.isnan(result.values[-1, 0])
    assert result.values[-2, 0] == 18.0


def test_winsorise_can_be_forced_up_to_its_limit():
    result = winsorise(TABLE[:, :1], max_points=2, force=True)

    assert result.n_points.tolist() == [2]
    with pytest.raises(ValueError, match="force"):
        winsorise(TABLE, max_points=None, force=True)
    with pytest.raises(ValueError, match="max_points"):
        winsorise(TABLE, max_points=-1)


def test_has_ordinary_shape_needs_both_limits_passed_to_fail():
    assert has_ordinary_shape(TABLE).tolist() == [True, False, False, True]
    assert has_ordinary_shape(TABLE, kurtosis_limit=1e6).all()
