import numpy as np

from teranga_analytics.composite.aggregation.frontier import benefit


def test_benefit_scores_undominated_units_at_the_top():
    values = np.array([[10.0, 1.0], [1.0, 10.0], [5.0, 5.0], [2.0, 2.0]])

    scores = benefit(values, np.array([0.5, 0.5]))

    np.testing.assert_allclose(scores[:2], 100.0)
    assert scores[3] < scores[2] < 100.0


def test_benefit_broadcasts_replications():
    values = np.random.default_rng(2).uniform(1, 9, (2, 4, 2))

    together = benefit(values, np.array([0.5, 0.5]), upper=1.0)

    assert together.shape == (2, 4)
    np.testing.assert_allclose(together[1], benefit(values[1], np.array([0.5, 0.5]), upper=1.0))
