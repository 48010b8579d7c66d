import numpy as np
import pytest

from teranga_analytics.composite.weighting.contract import Weights, shares


def test_shares_sum_to_one():
    assert shares([1, 3, 0], "points").tolist() == [0.25, 0.75, 0]


@pytest.mark.parametrize("raw", [[-1, 2], [0, 0], [np.nan, 1], [[1, 2]]])
def test_shares_refuse_what_cannot_be_weights(raw):
    with pytest.raises(ValueError, match="points"):
        shares(raw, "points")


@pytest.mark.parametrize("values", [[0.5, 0.6], [-0.5, 1.5], [np.nan, 1]])
def test_weights_must_be_non_negative_and_sum_to_one(values):
    with pytest.raises(ValueError, match="mine: wanted non-negative weights"):
        Weights(values=np.array(values), method="mine")
