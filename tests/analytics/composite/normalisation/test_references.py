import numpy as np
import pytest

from teranga_analytics.composite.normalisation.references import (
    centred_range,
    distance_to_reference,
    distance_to_target,
    goalposts,
)

VALUES = np.array([[0.0], [50.0], [120.0], [np.nan]])


def test_goalposts_truncate_only_when_asked():
    held = goalposts(VALUES, lower_posts=[20.0], upper_posts=[100.0])
    free = goalposts(VALUES, lower_posts=[20.0], upper_posts=[100.0], truncate=False)

    np.testing.assert_allclose(held[:, 0], [0, 37.5, 100, np.nan])
    np.testing.assert_allclose(free[:, 0], [-25, 37.5, 125, np.nan])


def test_goalposts_reach_any_scale():
    scores = goalposts(VALUES, lower_posts=[0.0], upper_posts=[120.0], lower=70, upper=130)

    np.testing.assert_allclose(scores[:3, 0], [70, 95, 130])


def test_goalposts_refuse_a_lower_post_above_the_upper():
    with pytest.raises(ValueError, match=r"columns \[0\]"):
        goalposts(VALUES, lower_posts=[2.0], upper_posts=[1.0])


def test_distance_to_target_caps_when_asked():
    free = distance_to_target(VALUES, targets=[100.0])
    capped = distance_to_target(VALUES, targets=[100.0], cap=True)

    np.testing.assert_allclose(free[:3, 0], [0, 0.5, 1.2])
    np.testing.assert_allclose(capped[:3, 0], [0, 0.5, 1.0])


def test_distance_to_target_refuses_a_target_reached_by_all():
    with pytest.raises(ValueError, match="targets"):
        distance_to_target(VALUES, targets=[-5.0])


def test_distance_to_reference_scores_the_reference_unit_one():
    scores = distance_to_reference(VALUES, reference_values=VALUES[1])

    np.testing.assert_allclose(scores[:3, 0], [0, 1, 2.4])
    capped = distance_to_reference(VALUES, reference_values=VALUES[1], cap=True)
    np.testing.assert_allclose(capped[:3, 0], [0, 1, 1])


def test_centred_range_puts_the_base_mean_at_the_centre():
    base = np.array([[40.0], [80.0]])

    scores = centred_range(VALUES, reference=base)

    # The range of 120 takes 60 points; the base mean of 60 scores 100.
    np.testing.assert_allclose(scores[:, 0], [70, 95, 130, np.nan])
    assert centred_range(np.full((3, 1), 5.0)).tolist() == [[100.0]] * 3
    with pytest.raises(ValueError, match="half_width"):
        centred_range(VALUES, half_width=0)
