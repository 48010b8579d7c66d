import math

import pytest

from teranga_analytics.composite.figures.scale import Scale, round_step, scale_over


def test_scale_lays_numbers_along_a_line():
    scale = Scale(0, 10, 100, 200)

    assert [scale(0), scale(5), scale(10)] == [100, 150, 200]


def test_ticks_are_round_and_inside():
    assert Scale(0, 100, 0, 1).ticks() == [0, 20, 40, 60, 80, 100]
    assert Scale(-0.3, 0.3, 0, 1).ticks() == pytest.approx([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3])
    assert Scale(-0.3, 0.3, 0, 1).decimals() == 1


@pytest.mark.parametrize(("span", "step"), [(100, 20), (7, 1), (0.06, 0.01), (3e6, 5e5)])
def test_round_step_is_one_two_or_five(span, step):
    assert round_step(span, 5) == pytest.approx(step)


def test_scale_over_passes_over_gaps_and_holds_zero_for_bars():
    scale = scale_over([math.nan, 12.0, 47.0], 0, 1, from_zero=True)

    assert (scale.low, scale.high) == (0, 50)


def test_scale_over_one_number_has_some_width():
    scale = scale_over([3.0], 0, 1)

    assert scale.low < 3 < scale.high
