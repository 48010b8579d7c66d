import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from teranga_analytics.composite.correlation import (
    correlate,
    correlation_p_values,
    correlation_with_parent,
    flag_correlations,
    shared_units,
)
from tests.analytics.composite import asem_reference as asem

N = np.nan


def reference_pairs(name):
    return {(row["Var1"], row["Var2"]): asem.number(row["Correlation"]) for row in asem.rows(name)}


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
def test_correlations_of_indicators_match_reference(method):
    expected = reference_pairs(f"R_corr_L1xL1_{method}.csv")
    _, codes, values = asem.table("A_aggregated.csv", asem.level(1))

    matrix = correlate(values, method=method)

    seen = {(a, b): matrix[i, j] for i, a in enumerate(codes) for j, b in enumerate(codes)}
    assert seen == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_correlations_between_levels_match_reference():
    expected = reference_pairs("R_corr_L1xL2_pearson.csv")
    _, low, values = asem.table("A_aggregated.csv", asem.level(1))
    _, high, aggregates = asem.table("A_aggregated.csv", asem.level(2))

    matrix = correlate(aggregates, values)

    seen = {(a, b): matrix[i, j] for i, a in enumerate(high) for j, b in enumerate(low)}
    assert seen == pytest.approx(expected, abs=1e-9)


def test_correlations_with_parent_match_reference():
    expected = reference_pairs("R_corr_L1xL2_withparent.csv")
    _, low, values = asem.table("A_aggregated.csv", asem.level(1))
    _, high, aggregates = asem.table("A_aggregated.csv", asem.level(2))
    parents = asem.parents()

    vector = correlation_with_parent(
        values, aggregates, [high.index(parents[code]) for code in low]
    )

    seen = {(parents[code], code): vector[i] for i, code in enumerate(low)}
    assert seen == pytest.approx(expected, abs=1e-9)


def test_p_values_match_reference():
    lines = asem.rows("R_pvalues_raw_pearson.csv")
    first, *codes = list(lines[0])
    expected = np.array([[asem.number(line[code]) for code in codes] for line in lines])
    rows = [line[first] for line in lines]
    _, _, left = asem.table("raw.csv", rows)
    _, _, right = asem.table("raw.csv", codes)

    p_values = correlation_p_values(left, right)

    off_diagonal = np.array([[a != b for b in codes] for a in rows])
    comparable = off_diagonal & np.isfinite(expected)
    assert comparable.sum() >= 49 * 48 / 2
    np.testing.assert_allclose(p_values[comparable], expected[comparable], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    ("name", "threshold", "side"),
    [("R_flags_high0.75.csv", 0.75, "above"), ("R_flags_low-0.5.csv", -0.5, "below")],
)
def test_flags_match_reference(name, threshold, side):
    _, codes, values = asem.table("A_normalised.csv")
    parents, pillars = asem.parents(), asem.level(2)
    groups = [pillars.index(parents[code]) for code in codes]

    flags = flag_correlations(correlate(values), groups, threshold, side)

    seen = {
        (pillars[flag.group], frozenset((codes[flag.first], codes[flag.second]))): flag.coefficient
        for flag in flags
    }
    expected = {
        (row["Group"], frozenset((row["Ind1"], row["Ind2"]))): asem.number(row["Corr"])
        for row in asem.rows(name)
    }
    assert seen == pytest.approx(expected, abs=1e-9)


ORACLES = {
    "pearson": stats.pearsonr,
    "spearman": stats.spearmanr,
    "kendall": stats.kendalltau,
}


@settings(max_examples=60, deadline=None)
@given(
    table=arrays(
        float,
        st.tuples(st.integers(4, 9), st.just(3)),
        elements=st.one_of(st.integers(0, 4).map(float), st.just(N)),
    ),
    method=st.sampled_from(list(ORACLES)),
)
def test_correlations_agree_with_scipy_on_shared_units(table, method):
    matrix, p_values = correlate(table, method=method), correlation_p_values(table, method=method)

    for i, j in [(0, 1), (0, 2), (2, 1)]:
        shared = np.isfinite(table[:, i]) & np.isfinite(table[:, j])
        x, y = table[shared, i], table[shared, j]
        if len(np.unique(x)) < 2 or len(np.unique(y)) < 2:
            assert np.isnan(matrix[i, j])
            continue
        expected = ORACLES[method](x, y)
        assert matrix[i, j] == pytest.approx(expected.statistic, abs=1e-12)
        if len(x) > 2 and abs(expected.statistic) < 1 - 1e-9:
            assert p_values[i, j] == pytest.approx(expected.pvalue, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 9999), method=st.sampled_from(list(ORACLES)))
def test_correlations_ignore_unit_scale_and_order(seed, method):
    generator = np.random.default_rng(seed)
    table = generator.normal(size=(12, 4))
    table[generator.random(table.shape) < 0.15] = N
    shuffled = table[generator.permutation(12)] * [1e-6, 1, 1e3, 1e8] + [0, 5, -7, 1e8]

    np.testing.assert_allclose(
        correlate(shuffled, method=method), correlate(table, method=method), atol=1e-7
    )


def test_correlation_of_a_constant_column_is_undefined():
    table = np.column_stack([np.full(6, 0.1), np.arange(6)])

    for method in ORACLES:
        assert np.isnan(correlate(table, method=method)[0, 1])


def test_shared_units_are_counted_by_pair():
    assert shared_units([[1, N], [2, 3], [N, 4]]).tolist() == [[2, 1], [1, 2]]


def test_p_values_leave_the_diagonal_undefined():
    assert np.isnan(np.diag(correlation_p_values(np.eye(5)))).all()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: correlate(np.eye(3), np.eye(4)), "right: wanted 3 units"),
        (lambda: correlate(np.eye(3), method="phi"), "method: wanted one of pearson"),
        (lambda: correlation_with_parent(np.eye(3), np.eye(3), [0, 1, 3]), "parent_of"),
        (lambda: flag_correlations(np.eye(3), [0, 0], 0.9, "above"), "group_of"),
        (lambda: flag_correlations(np.eye(3), [0, 0, 0], 90, "above"), "threshold"),
    ],
)
def test_bad_input_is_refused_by_name(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


def test_spearman_of_a_wide_table_agrees_with_scipy_everywhere():
    # Wide enough to be computed in several blocks of columns.
    generator = np.random.default_rng(0)
    table = generator.normal(size=(400, 110)).round(1)
    table[generator.random(table.shape) < 0.05] = N

    matrix = correlate(table, method="spearman")

    for i, j in [(0, 1), (0, 109), (95, 96), (109, 3)]:
        shared = np.isfinite(table[:, i]) & np.isfinite(table[:, j])
        expected = stats.spearmanr(table[shared, i], table[shared, j]).statistic
        assert matrix[i, j] == pytest.approx(expected, abs=1e-12)
    np.testing.assert_allclose(matrix, matrix.T, atol=1e-12)
