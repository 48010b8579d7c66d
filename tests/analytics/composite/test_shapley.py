from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from teranga_analytics.composite.shapley import exact_shapley, shapley_design, shapley_effects
from tests.analytics.composite.analytic_functions import Ishigami, SobolG


def test_effects_of_ishigami_match_analytic_values():
    design = shapley_design(2**14, 3, seed=1)

    result = shapley_effects(Ishigami.run(design.points), design)

    np.testing.assert_allclose(result.effects, Ishigami.shapley, atol=0.01)
    assert result.variance == pytest.approx(Ishigami.variance, rel=0.02)


def test_effects_of_g_function_match_exact_shapley_of_its_variances():
    design = shapley_design(2**14, 4, seed=1)
    exact = exact_shapley(SobolG.explained()) / SobolG.variance

    result = shapley_effects(SobolG.run(design.points), design)

    np.testing.assert_allclose(result.effects, exact, atol=0.01)
    assert (SobolG.first_order < exact).all()
    assert (exact < SobolG.total_order).all()


def test_exact_shapley_of_three_players_matches_hand_computation():
    # The glove game: player 0 has a left glove, 1 and 2 right ones; a pair is worth 1.
    worth = [0, 0, 0, 1, 0, 1, 0, 1]

    assert exact_shapley(worth).tolist() == pytest.approx([4 / 6, 1 / 6, 1 / 6])


@settings(max_examples=30, deadline=None)
@given(arrays(float, st.sampled_from([2, 4, 8, 16]), elements=st.floats(-10, 10)))
def test_exact_shapley_is_the_mean_over_orders(worth):
    n_players = len(worth).bit_length() - 1
    added = np.zeros(n_players)
    orders = list(permutations(range(n_players)))
    for order in orders:
        team = 0
        for player in order:
            added[player] += worth[team | 1 << player] - worth[team]
            team |= 1 << player

    np.testing.assert_allclose(exact_shapley(worth), added / len(orders), atol=1e-9)
    assert exact_shapley(worth).sum() == pytest.approx(worth[-1] - worth[0], abs=1e-9)


def test_exact_shapley_of_many_outputs_is_that_of_each():
    worth = np.random.default_rng(0).normal(size=(8, 2, 3))

    np.testing.assert_allclose(exact_shapley(worth)[:, 1, 2], exact_shapley(worth[:, 1, 2]))


def test_effects_of_many_outputs_sum_to_one_and_ignore_constants():
    design = shapley_design(200, 3)
    u = design.points
    outputs = np.column_stack([u.sum(axis=1), u[:, 0] * u[:, 1], np.ones(len(u))])

    result = shapley_effects(outputs, design, n_bootstrap=100)

    np.testing.assert_allclose(result.effects.sum(axis=0)[:2], 1)
    np.testing.assert_allclose(result.effects[2, 1], 0, atol=1e-12)
    assert np.isnan(result.effects[:, 2]).all()
    assert (result.low[:, :2] <= result.effects[:, :2] + 1e-12).all()
    assert (result.effects[:, :2] <= result.high[:, :2] + 1e-12).all()


def test_failed_runs_cost_their_walk_and_are_counted():
    design = shapley_design(256, 3)
    outputs = Ishigami.run(design.points)
    outputs[[3, 256 + 3, 512 + 8]] = np.nan

    result = shapley_effects(outputs, design)

    assert (int(result.n_used), int(result.n_failed)) == (254, 2)
    assert result.effects.sum() == pytest.approx(1)


def test_design_replaces_one_coordinate_at_a_time():
    design = shapley_design(50, 4, seed=3)
    walks = design.points.reshape(5, 50, 4)

    for step in range(4):
        changed = walks[step] != walks[step + 1]
        assert (changed.sum(axis=1) == 1).all()
        np.testing.assert_array_equal(changed.argmax(axis=1), design.orders[:, step])
    np.testing.assert_array_equal(design.points, shapley_design(50, 4, seed=3).points)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: shapley_design(1, 3), "n_base"),
        (lambda: shapley_effects(np.ones(7), shapley_design(2, 3)), "wanted 8 runs"),
        (lambda: exact_shapley(np.ones(6)), "worth: wanted 2"),
        (lambda: exact_shapley(np.ones(1)), "worth: wanted 2"),
    ],
)
def test_bad_input_is_refused_by_name(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
