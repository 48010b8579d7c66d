import numpy as np
import pytest

from teranga_analytics.composite.treatment.transforms import (
    box_cox,
    log_both_tails,
    log_from_one,
    log_innovation_index,
    log_shifted,
)

VALUES = np.array([[1.0, -9.0, 7.0], [2.0, -2.0, 7.0], [11.0, -1.0, 7.0], [np.nan, 1.0, 7.0]])
TRANSFORMS = [log_shifted, log_both_tails, log_from_one, log_innovation_index]


def test_logarithms_compute_hand_cases():
    np.testing.assert_allclose(log_shifted(VALUES)[0, 0], np.log(0.1))
    np.testing.assert_allclose(log_from_one(VALUES)[2, 0], np.log(11.0))
    np.testing.assert_allclose(log_innovation_index(VALUES[:, [0]])[:3, 0][[0, 2]], [0, np.log(11)])
    # The second column is skewed to the left: its low tail is the one drawn in.
    np.testing.assert_allclose(log_both_tails(VALUES)[0, 1], -np.log(1 + 0.1 + 9))


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_logarithms_keep_order_and_missing_cells(transform):
    column = VALUES[:, [0]] + 1
    result = transform(column)[:, 0]

    assert np.isnan(result[3])
    assert (np.diff(result[:3]) > 0).all()


@pytest.mark.parametrize("transform", [log_shifted, log_both_tails])
def test_logarithms_leave_constant_indicators(transform):
    np.testing.assert_array_equal(transform(VALUES)[:, 2], VALUES[:, 2])
    with pytest.raises(ValueError, match="share"):
        transform(VALUES, share=0)


def test_innovation_logarithm_refuses_low_maxima():
    with pytest.raises(ValueError, match=r"columns \[1\]"):
        log_innovation_index(VALUES)


@pytest.mark.parametrize("exponent", [-1, 0, 0.5, 2])
def test_box_cox_keeps_order(exponent):
    result = box_cox(VALUES[:, [0]], exponent=exponent)[:3, 0]

    assert result[0] == 0.0
    assert (np.diff(result) > 0).all()


def test_box_cox_refuses_values_not_above_zero_unshifted():
    np.testing.assert_allclose(box_cox(VALUES[:, [0]], exponent=2, shift=False)[2, 0], 60)
    with pytest.raises(ValueError, match=r"columns \[1\]"):
        box_cox(VALUES, exponent=2, shift=False)
