import numpy as np
import pytest

from teranga_analytics.composite.aggregation.mazziotta_pareto import mazziotta_pareto

THIRDS = np.full(3, 1 / 3)


def test_mazziotta_pareto_penalises_imbalance():
    balanced, uneven = np.array([[100.0, 100.0, 100.0], [90.0, 100.0, 110.0]])
    spread = (90 - 100) ** 2 / 3 + (110 - 100) ** 2 / 3

    down = mazziotta_pareto(np.array([balanced, uneven]), THIRDS)
    up = mazziotta_pareto(np.array([balanced, uneven]), THIRDS, penalty="upwards")

    np.testing.assert_allclose(down, [100.0, 100.0 - spread / 100])
    np.testing.assert_allclose(up, [100.0, 100.0 + spread / 100])


def test_mazziotta_pareto_refuses_means_not_above_zero():
    with pytest.raises(ValueError, match="above 0"):
        mazziotta_pareto(np.array([[-1.0, 0.0, 1.0]]), THIRDS)


def test_mazziotta_pareto_refuses_an_unknown_penalty():
    with pytest.raises(ValueError, match="penalty"):
        mazziotta_pareto(np.ones((1, 3)), THIRDS, penalty="sideways")
