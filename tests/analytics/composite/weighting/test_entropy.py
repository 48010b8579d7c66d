import numpy as np
import pytest

from teranga_analytics.composite.weighting.entropy import entropy_weights


def test_entropy_matches_hand_computation():
    # Shares (1/4, 3/4) and (1/10, 9/10): one minus their entropy in base two.
    result = entropy_weights([[1.0, 1.0], [3.0, 9.0]])

    divergence = np.array([1 - 0.8112781245, 1 - 0.4689955936])
    assert result.values.tolist() == pytest.approx((divergence / divergence.sum()).tolist())


def test_entropy_gives_nothing_to_a_constant_indicator_and_says_so():
    result = entropy_weights([[5.0, 1.0], [5.0, 2.0], [5.0, np.nan]])

    assert result.values.tolist() == [0, 1]
    assert result.cautions == ("Entropy: columns [0] are constant and weigh nothing.",)


def test_entropy_does_not_depend_on_the_unit():
    values = np.random.default_rng(0).random((9, 4))

    np.testing.assert_allclose(
        entropy_weights(values * [1, 10, 100, 0.01]).values, entropy_weights(values).values
    )


@pytest.mark.parametrize(
    "values", [[[1.0], [-1.0]], [[0.0], [0.0]], [[1.0], [np.nan]], [[1.0, 2.0], [1.0, 2.0]]]
)
def test_entropy_refuses_what_has_no_shares(values):
    with pytest.raises(ValueError, match=r"values|entropy"):
        entropy_weights(values)
