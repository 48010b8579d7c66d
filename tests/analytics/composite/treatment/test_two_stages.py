import numpy as np

from teranga_analytics.composite.treatment.transforms import log_shifted
from teranga_analytics.composite.treatment.two_stages import treat_in_two_stages
from teranga_analytics.composite.treatment.winsorisation import winsorise

LONG_TAIL = np.exp(np.linspace(0, 12, 30))[:, None]


def test_what_winsorising_does_not_mend_is_transformed_from_the_values_given():
    treatment = treat_in_two_stages(LONG_TAIL, max_points=1)

    assert treatment.transformed.tolist() == [True]
    np.testing.assert_allclose(treatment.values, log_shifted(LONG_TAIL))
    assert treatment.treated[-1, 0] == "high+transformed"
    assert treatment.treated[0, 0] == "transformed"


def test_stages_combine_when_asked():
    treatment = treat_in_two_stages(LONG_TAIL, max_points=1, combine=True)

    first = winsorise(LONG_TAIL, max_points=1).values
    np.testing.assert_allclose(treatment.values, log_shifted(first))


def test_winsorising_alone_leaves_the_shape_as_it_becomes():
    treatment = treat_in_two_stages(LONG_TAIL, max_points=1, transform=None)

    assert not treatment.transformed.any()
    assert not treatment.after_winsorising.passes.any()


def test_an_indicator_that_passes_is_untouched_even_when_forced():
    ordinary = np.arange(20.0)[:, None]

    treatment = treat_in_two_stages(ordinary, force=True)

    np.testing.assert_array_equal(treatment.values, ordinary)
    assert treatment.n_points.tolist() == [0]
