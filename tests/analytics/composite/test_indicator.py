import pytest

from teranga_analytics.composite.indicator import IndicatorMeta, Level

LEVELS = (Level(0, 0.0), Level(1, 0.5), Level(3, 0.8))


def test_fixed_scale_is_the_stated_one_or_that_of_the_levels():
    assert IndicatorMeta("a", levels=LEVELS).fixed_scale == (0.0, 0.8)
    assert IndicatorMeta("a", levels=LEVELS, scale=(0.0, 1.0)).fixed_scale == (0.0, 1.0)
    assert IndicatorMeta("a").fixed_scale is None


@pytest.mark.parametrize(
    ("meta", "is_coded"),
    [
        (IndicatorMeta("a"), False),
        (IndicatorMeta("a", levels=LEVELS), True),
        (IndicatorMeta("a", scale=(0.0, 100.0)), True),
    ],
)
def test_coded_items_have_levels_or_a_scale(meta, is_coded):
    assert meta.is_coded is is_coded


def test_indicator_refuses_directions_and_levels_without_meaning():
    with pytest.raises(ValueError, match="direction of a"):
        IndicatorMeta("a", direction=0)
    with pytest.raises(ValueError, match="levels of a"):
        IndicatorMeta("a", levels=LEVELS[::-1])
