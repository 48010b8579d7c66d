import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.composite.sobol import crossed_points, sobol_design, sobol_indices
from tests.analytics.composite.analytic_functions import Ishigami, SobolG

ESTIMATORS = ["janon", "jansen", "saltelli"]


@pytest.mark.parametrize("estimator", ESTIMATORS)
@pytest.mark.parametrize("function", [Ishigami, SobolG])
def test_indices_match_analytic_values(function, estimator):
    n_factors = len(function.first_order)
    design = sobol_design(2**14, n_factors, seed=1)

    result = sobol_indices(function.run(design.points), n_factors, estimator)

    np.testing.assert_allclose(result.first_order, function.first_order, atol=0.005)
    np.testing.assert_allclose(result.total_order, function.total_order, atol=0.005)
    assert result.variance == pytest.approx(function.variance, rel=0.01)


def test_saltelli_estimator_is_the_reference_formula():
    # mean(yB * (yAB - yA)) / var and sum((yA - yAB)**2) / (2 N var), var over A and B, n - 1.
    n_base, n_factors = 40, 3
    y = np.random.default_rng(0).normal(5, 2, n_base * (n_factors + 2))
    a, b, crossed = y[:n_base], y[n_base : 2 * n_base], y[2 * n_base :].reshape(n_factors, n_base)
    variance = np.var(y[: 2 * n_base], ddof=1)

    result = sobol_indices(y, n_factors, "saltelli")

    np.testing.assert_allclose(
        result.first_order, [(b * (ab - a)).mean() / variance for ab in crossed], rtol=1e-10
    )
    np.testing.assert_allclose(
        result.total_order,
        [((a - ab) ** 2).sum() / (2 * n_base * variance) for ab in crossed],
        rtol=1e-10,
    )
    assert result.variance == pytest.approx(variance, rel=1e-12)


def test_janon_estimator_matches_hand_computation():
    # One factor, two base points: A = (1, 3), B = (2, 6), AB = B because all is swapped.
    result = sobol_indices([1.0, 3, 2, 6, 2, 6], 1)

    assert result.first_order.tolist() == pytest.approx([1])
    # Pairs (1, 2) and (3, 6): half squared gap (1 + 9) / 4; variance (10 + 40) / 4 - 3**2.
    assert result.total_order.tolist() == pytest.approx([2.5 / 3.5])


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_indices_of_many_outputs_are_those_of_each(estimator):
    design = sobol_design(64, 3)
    outputs = np.random.default_rng(0).normal(size=(len(design.points), 2, 5)) * [1, 1, 9, 9, 0]

    together = sobol_indices(outputs, 3, estimator, n_bootstrap=50, seed=3)

    assert together.first_order.shape == (3, 2, 5)
    for i, j in [(0, 0), (1, 3)]:
        alone = sobol_indices(outputs[:, i, j], 3, estimator, n_bootstrap=50, seed=3)
        for name in ("first_order", "total_order", "first_low", "total_high", "variance"):
            np.testing.assert_allclose(
                getattr(together, name)[..., i, j], getattr(alone, name), rtol=1e-9
            )
    assert np.isnan(together.first_order[..., 4]).all()


def test_indices_of_a_constant_output_are_undefined():
    result = sobol_indices(np.full(50, 0.1), 3, n_bootstrap=20)

    assert np.isnan(result.first_order).all()
    assert np.isnan(result.total_low).all()
    assert result.variance == 0


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 9999),
    shift=st.floats(-1e3, 1e3),
    scale=st.floats(0.01, 100),
    estimator=st.sampled_from(["janon", "jansen"]),
)
def test_indices_do_not_depend_on_the_unit_of_the_output(seed, shift, scale, estimator):
    outputs = np.random.default_rng(seed).normal(size=5 * 16)

    plain = sobol_indices(outputs, 3, estimator)
    moved = sobol_indices(outputs * scale + shift, 3, estimator)

    np.testing.assert_allclose(moved.first_order, plain.first_order, atol=1e-6)
    np.testing.assert_allclose(moved.total_order, plain.total_order, atol=1e-6)


def test_failed_runs_cost_their_base_point_and_are_counted():
    design = sobol_design(512, 3)
    outputs = Ishigami.run(design.points)
    outputs[[5, 512 + 9, 1024 + 9]] = np.nan
    kept = np.setdiff1d(np.arange(512), [5, 9])

    result = sobol_indices(outputs, 3)

    expected = sobol_indices(outputs.reshape(5, 512)[:, kept].ravel(), 3)
    assert (int(result.n_used), int(result.n_failed)) == (510, 2)
    np.testing.assert_allclose(result.first_order, expected.first_order)
    np.testing.assert_allclose(result.total_order, expected.total_order)


def test_bootstrap_holds_the_truth_and_repeats_itself():
    design = sobol_design(1024, 3, seed=2)
    outputs = Ishigami.run(design.points)

    result = sobol_indices(outputs, 3, n_bootstrap=300, confidence=0.99, seed=1)
    again = sobol_indices(outputs, 3, n_bootstrap=300, confidence=0.99, seed=1)

    assert (result.first_low <= Ishigami.first_order).all()
    assert (Ishigami.first_order <= result.first_high).all()
    assert (result.total_low <= result.total_order).all()
    assert (result.total_order <= result.total_high).all()
    np.testing.assert_array_equal(result.first_low, again.first_low)


def test_design_crosses_two_samples():
    design = sobol_design(10, 2, seed=7)
    a, b, first, second = design.points.reshape(4, 10, 2)

    np.testing.assert_array_equal(first, np.column_stack([b[:, 0], a[:, 1]]))
    np.testing.assert_array_equal(second, np.column_stack([a[:, 0], b[:, 1]]))
    np.testing.assert_array_equal(design.points, sobol_design(10, 2, seed=7).points)
    assert (design.points != sobol_design(10, 2, seed=8).points).all()
    # A longer design begins with the same points.
    np.testing.assert_array_equal(a, sobol_design(16, 2, seed=7).points[:10])


def test_design_fills_the_space_evenly():
    points = sobol_design(64, 3).points[:64]

    for column in points.T:
        assert sorted((column * 64).astype(int)) == list(range(64))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: sobol_design(1, 2), "n_base"),
        (lambda: crossed_points(np.ones((2, 2)), np.ones((2, 3))), "second"),
        (lambda: sobol_indices(np.ones(11), 3), "a multiple of 5 runs"),
        (lambda: sobol_indices(np.ones(10), 3, "sobol"), "estimator"),
        (lambda: sobol_indices(np.ones(10), 3, confidence=90), "confidence"),
    ],
)
def test_bad_input_is_refused_by_name(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


def test_design_knows_its_factors():
    assert sobol_design(4, 3).n_factors == 3
