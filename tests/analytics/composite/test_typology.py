import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import distance

from teranga_analytics.composite.typology import silhouettes, typology


def three_groups(seed=0, size=10):
    generator = np.random.default_rng(seed)
    centres = np.array([[80.0, 80, 80], [50, 20, 50], [10, 10, 40]])
    return np.repeat(centres, size, axis=0) + generator.normal(0, 3, (3 * size, 3))


@pytest.mark.parametrize("method", ["ward", "kmeans"])
def test_typology_finds_clear_groups_and_their_number(method):
    result = typology(three_groups(), method=method)

    assert result.cluster_of.tolist() == [0] * 10 + [1] * 10 + [2] * 10
    np.testing.assert_allclose(result.centres, [[80, 80, 80], [50, 20, 50], [10, 10, 40]], atol=3)
    assert result.mean_silhouette > 0.7
    assert set(result.tried) == set(range(2, 9))
    assert result.cautions == ()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 9999), method=st.sampled_from(["ward", "kmeans"]))
def test_typology_does_not_depend_on_row_order(seed, method):
    values = three_groups(seed % 50)
    order = np.random.default_rng(seed).permutation(len(values))

    moved = typology(values[order], 3, method)

    np.testing.assert_array_equal(moved.cluster_of, typology(values, 3, method).cluster_of[order])


def test_silhouettes_match_hand_computation():
    points = np.array([[0.0], [1.0], [4.0], [6.0], [20.0]])
    gaps = distance.squareform(distance.pdist(points))

    result = silhouettes(gaps, np.array([0, 0, 1, 1, 2]))

    # First unit: 1 inside, nearest group (4 + 6) / 2; third: 2 inside, (4 + 3) / 2 away.
    assert result.tolist() == pytest.approx([4 / 5, 3 / 4, 1.5 / 3.5, 3.5 / 5.5, 0])


def test_standardising_lets_small_columns_count():
    generator = np.random.default_rng(0)
    side = np.repeat([0.0, 1.0], 15)
    values = np.column_stack([generator.normal(0, 1000, 30), side + generator.normal(0, 0.02, 30)])

    result = typology(values, 2, standardise=True)
    plain = typology(values, 2)

    agreement = np.mean(result.cluster_of == (side == side[0]))
    plain_agreement = np.mean(plain.cluster_of == (side == side[0]))
    assert abs(agreement - 0.5) > abs(plain_agreement - 0.5)


def test_typology_warns_in_words():
    values = np.random.default_rng(0).uniform(size=(7, 10))

    result = typology(values)

    assert any("7 units only" in text for text in result.cautions)
    assert any("hardly distinct" in text for text in result.cautions)


def test_typology_names_clusters_of_one_unit():
    values = np.vstack([three_groups(), [[500.0, 500, 500]]])

    assert any("single unit: 1" in text for text in typology(values, 2).cautions)


@pytest.mark.parametrize(
    ("values", "options", "sentence"),
    [
        ([[1.0, np.nan], [1, 2], [3, 4]], {}, r"missing values in rows \[0\]"),
        ([[1.0, 2.0], [1, 2]], {}, "three units"),
        (np.eye(4), {"n_clusters": 5}, "n_clusters: wanted from 2 to 3"),
        (np.eye(4), {"method": "dbscan"}, "method"),
        (np.ones((5, 2)), {}, "distinct profiles"),
        (np.eye(5)[[0, 0, 0, 1, 1]], {"n_clusters": 3, "method": "kmeans"}, "distinct profiles"),
    ],
)
def test_typology_refuses_bad_input(values, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        typology(values, **options)
