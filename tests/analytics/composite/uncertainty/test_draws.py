import numpy as np
import pytest

from teranga_analytics.composite.uncertainty.declaration import (
    Cell,
    Cells,
    OpenChoice,
    Removal,
    Study,
    WeightDirichlet,
    WeightNoise,
    WeightSets,
)
from teranga_analytics.composite.uncertainty.draws import Sampler, picked
from teranga_analytics.composite.weights import rescale_weights
from tests.analytics.composite.uncertainty.cases import CODED, TREE

N = 20000
SAME = 4 / np.sqrt(N)  # four standard errors of a share at most


def sampler(*variations, seed=0):
    return Sampler(Study(variations, seed=seed), CODED, TREE)


def test_picked_reads_values_off_coordinates():
    coordinates = np.array([0.0, 0.24, 0.25, 0.5, 0.999])

    np.testing.assert_array_equal(picked(coordinates, 4), [0, 0, 1, 2, 3])
    np.testing.assert_array_equal(picked(coordinates, 3, [0.25, 0.75, 0]), [0, 0, 1, 1, 1])


def test_draws_of_a_replication_do_not_depend_on_its_block():
    drawer = sampler(WeightNoise(0.5), Removal("ab", 0.5), Cells((Cell("U", "a"),)))

    whole, part = drawer.coordinates(0, 100), drawer.coordinates(60, 100)

    np.testing.assert_array_equal(whole[60:], part)
    np.testing.assert_array_equal(drawer.draw(whole).removed[60:], drawer.draw(part).removed)
    np.testing.assert_array_equal(drawer.draw(whole).cells[60:], drawer.draw(part).cells)
    weights = drawer.weights(TREE.weights, whole)
    np.testing.assert_array_equal(weights[60:], drawer.weights(TREE.weights, part))


def test_seeds_give_other_draws():
    first, second = sampler(WeightNoise(0.5)), sampler(WeightNoise(0.5), seed=1)

    assert not (first.coordinates(0, 50) == second.coordinates(0, 50)).any()


def test_values_are_drawn_with_their_probabilities():
    drawer = sampler(
        OpenChoice("aggregate.method", ("arithmetic", "median"), probabilities=(0.9, 0.1)),
        Cells((Cell("U", "a", (0, 2), (0.2, 0.8)), Cell("V", "b"))),
        Removal(("a", "b", "c")),
        Removal(("P",), 0.3),
    )

    draws = drawer.draw(drawer.coordinates(0, N))

    assert draws.choices.mean() == pytest.approx(0.1, abs=SAME)
    assert draws.cells[:, 0].mean() == pytest.approx(0.8, abs=SAME)
    assert np.bincount(draws.cells[:, 1]) / N == pytest.approx([1 / 3] * 3, abs=SAME)
    assert (draws.removed[:, :3].sum(axis=1) == 1).all()
    assert draws.removed.mean(axis=0) == pytest.approx([1 / 3] * 3 + [0.3], abs=SAME)
    assert np.corrcoef(draws.cells.T)[0, 1] == pytest.approx(0, abs=SAME)


def test_noise_multiplies_weights_of_its_levels():
    drawer = sampler(WeightNoise(0.25, (2,)))

    weights = drawer.weights(TREE.weights, drawer.coordinates(0, N))

    changed = [TREE.position[code] for code in ("P", "Q")]
    kept = [TREE.position[code] for code in ("a", "b", "c", "I")]
    assert (weights[:, kept] == 1).all()
    assert weights[:, changed].min() == pytest.approx(0.75, abs=0.001)
    assert weights[:, changed].max() == pytest.approx(1.25, abs=0.001)
    assert weights[:, changed].mean() == pytest.approx(1, abs=SAME)


@pytest.mark.parametrize("concentration", [4, 400])
def test_dirichlet_weights_surround_those_stated(concentration):
    stated = np.array([3.0, 1, 1, 1, 1, 1])  # a weighs three times as much as b
    drawer = sampler(WeightDirichlet(concentration, ("P",)))

    weights = rescale_weights(TREE, drawer.weights(stated, drawer.coordinates(0, N)))

    shares = weights[:, 0]
    assert shares.mean() == pytest.approx(0.75, abs=SAME)
    assert shares.var() == pytest.approx(0.75 * 0.25 / (concentration + 1), rel=0.05)
    np.testing.assert_array_equal(weights[:, 3:5], 0.5)


def test_weights_without_preference_are_uniform_on_the_simplex():
    drawer = sampler(WeightDirichlet(nodes=("P",)))

    shares = rescale_weights(TREE, drawer.weights(TREE.weights, drawer.coordinates(0, N)))[:, 0]

    assert np.quantile(shares, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=SAME)


def test_dirichlet_keeps_what_weighs_nothing_at_zero():
    drawer = sampler(WeightDirichlet(10))

    weights = drawer.weights(np.array([0.0, 1, 1, 1, 1, 1]), drawer.coordinates(0, 100))

    assert (weights[:, 0] == 0).all()
    assert (weights[:, 1] > 0).all()


def test_weight_sets_replace_the_weights_they_list():
    drawer = sampler(WeightSets(({"a": 5.0}, {"P": 0.0})))

    weights = drawer.weights(TREE.weights, np.array([[0.1], [0.9]]))

    np.testing.assert_array_equal(weights, [[5, 1, 1, 1, 1, 1], [1, 1, 1, 0, 1, 1]])
