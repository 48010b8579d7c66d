from teranga_analytics.composite.cautions import small_sample_cautions


def test_enough_units_need_no_caution():
    assert small_sample_cautions("Alpha", 50, 10) == ()


def test_few_units_are_said_plainly():
    few, unstable = small_sample_cautions("Alpha", 7, 11)

    assert few.startswith("Alpha: 7 units only (fewer than 15)")
    assert unstable.startswith("Alpha: 7 units for 11 columns")


def test_many_columns_alone_are_said_plainly():
    (unstable,) = small_sample_cautions("Alpha", 51, 49)

    assert "fewer than 5 units per column" in unstable
