import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teranga_analytics.composite.weighting.optimised import correlation_optimised_weights
from tests.analytics.composite import asem_reference as asem


def test_optimised_weights_match_reference_at_level_three():
    lines = asem.column("W_optimised_L3_equal.csv", "Weight", key="iCode")
    _, codes, values = asem.table("A_aggregated.csv", asem.level(3))

    result = correlation_optimised_weights(values)

    assert result.values.tolist() == pytest.approx([lines[code] for code in codes], abs=1e-3)
    assert result.obtained_shares.tolist() == pytest.approx([0.5, 0.5], abs=1e-8)
    assert result.converged
    assert result.on_target


def test_optimised_weights_of_pillars_stay_positive_and_tell_the_truth():
    _, codes, values = asem.table("A_aggregated.csv", asem.level(2))
    parents, tops = asem.parents(), asem.level(3)

    result = correlation_optimised_weights(
        values, group_of=[tops.index(parents[c]) for c in codes], group_weights=[1, 1]
    )

    # The oracle reports weights of -0.20 here: the equal target cannot be reached from above 0.
    assert (result.values >= 0).all()
    assert result.converged
    assert not result.on_target
    assert any("no non-negative weights reach" in text for text in result.cautions)
    by_top = [sum(result.values[[parents[c] == top for c in codes]]) for top in tops]
    assert by_top == pytest.approx([0.5, 0.5])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 9999))
def test_optimised_weights_reach_any_reachable_target(seed):
    generator = np.random.default_rng(seed)
    values = generator.normal(size=(60, 4)) + generator.normal(size=(60, 1))
    chosen = generator.dirichlet(np.full(4, 5.0))
    score = values @ chosen
    target = np.array([np.corrcoef(column, score)[0, 1] for column in values.T])

    result = correlation_optimised_weights(values, target)

    assert result.on_target
    assert result.converged
    np.testing.assert_allclose(result.values, chosen, atol=1e-4)
    np.testing.assert_allclose(result.correlations, target, atol=1e-4)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 9999), objective=st.sampled_from(["balance", "information"]))
def test_optimised_weights_are_not_beaten_by_random_weights(seed, objective):
    generator = np.random.default_rng(seed)
    values = generator.normal(size=(30, 3))

    result = correlation_optimised_weights(values, objective=objective)

    def reached(weights):
        score = values @ weights
        correlations = np.array([np.corrcoef(column, score)[0, 1] for column in values.T])
        if objective == "information":
            return -correlations.sum()
        return ((correlations / correlations.sum() - 1 / 3) ** 2).sum()

    rivals = [reached(weights) for weights in generator.dirichlet(np.ones(3), size=200)]
    assert reached(result.values) <= min(rivals) + 1e-9
    assert result.converged


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"target": [1, 0]}, "target"),
        ({"target": [1, 1, 1]}, "target"),
        ({"objective": "beauty"}, "objective"),
        ({"group_of": [0, 0]}, "wanted both or none"),
        ({"group_of": [0, 2], "group_weights": [1, 1]}, "group_of"),
    ],
)
def test_optimised_weights_refuse_bad_options(options, sentence):
    values = np.random.default_rng(0).normal(size=(10, 2))

    with pytest.raises(ValueError, match=sentence):
        correlation_optimised_weights(values, **options)


def test_optimised_weights_refuse_a_constant_element():
    with pytest.raises(ValueError, match="elements that vary"):
        correlation_optimised_weights([[1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])


def test_optimised_weights_never_pass_negative_correlations_for_importance():
    generator = np.random.default_rng(0)
    base = generator.normal(size=(80, 1))
    values = np.hstack([base, base + 0.1 * generator.normal(size=(80, 1)), -0.5 * base])
    values[:, 2:] += 0.2 * generator.normal(size=(80, 1))

    for target in ([1, 1, 6], [1, 1, 1], [6, 1, 1]):
        result = correlation_optimised_weights(values, target)

        # The third column opposes the first two: reaching a target with turned signs is easy.
        assert (result.correlations > 0).all()
        assert result.converged
        assert result.on_target == (target != [6, 1, 1])
