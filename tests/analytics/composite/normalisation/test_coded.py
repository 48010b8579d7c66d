import numpy as np
import pytest

from teranga_analytics.composite.indicator import IndicatorMeta, Level
from teranga_analytics.composite.normalisation.coded import coded_scale

LEVELS = (Level(0, 0.0), Level(1, 0.33), Level(2, 0.67), Level(3, 1.0))
UPWARDS = IndicatorMeta("a", levels=LEVELS)
BURDEN = IndicatorMeta("b", levels=LEVELS, direction=-1)
SCORED = IndicatorMeta("c", scale=(0.0, 100.0))
PARTIAL = IndicatorMeta("d", levels=LEVELS[:2], scale=(0.0, 1.0))


def test_coded_scale_gives_each_code_its_declared_score():
    values = np.array([[1.0, 1.0, 40.0, 1.0], [np.nan, 3.0, 100.0, 0.0]])

    scores = coded_scale(values, indicators=[UPWARDS, BURDEN, SCORED, PARTIAL])

    np.testing.assert_allclose(scores, [[33, 67, 40, 33], [np.nan, 0, 100, 0]])


def test_coded_scale_of_a_country_ignores_the_others():
    values = np.array([[2.0], [2.0]])

    np.testing.assert_allclose(coded_scale(values, indicators=[UPWARDS]), [[67], [67]])


def test_coded_scale_names_every_strange_value():
    values = np.array([[0.5, 7.0, 101.0, np.nan]])

    with pytest.raises(ValueError, match=r"a: \[0\.5\]; b: \[7\.0\]; c: \[101\.0\]; e: no fixed"):
        coded_scale(
            np.hstack([values[:, :3], values[:, 3:]]),
            indicators=[UPWARDS, BURDEN, SCORED, IndicatorMeta("e")],
        )


def test_coded_scale_takes_replications():
    codes = np.random.default_rng(0).integers(0, 4, (3, 5, 2)).astype(float)

    together = coded_scale(codes, indicators=[UPWARDS, BURDEN])

    np.testing.assert_array_equal(together[2], coded_scale(codes[2], indicators=[UPWARDS, BURDEN]))
