import pytest

from teranga_analytics.composite.weighting.equal import equal_weights


def test_equal_weights_are_equal():
    assert equal_weights(4).values.tolist() == [0.25] * 4


def test_equal_weights_refuse_an_empty_group():
    with pytest.raises(ValueError, match="n_elements"):
        equal_weights(0)
