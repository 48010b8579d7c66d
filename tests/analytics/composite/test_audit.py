import numpy as np
import pytest

from teranga_analytics.composite.audit import audit
from teranga_analytics.composite.findings import AuditLimits
from teranga_analytics.composite.framework import Framework, Node
from tests.analytics.composite import asem_reference as asem


@pytest.fixture(scope="module")
def asem_audit():
    parents = asem.parents()
    codes = [code for level in (1, 2, 3, 4) for code in asem.level(level)]
    framework = Framework(tuple(Node(code, parents.get(code)) for code in codes))
    _, _, values = asem.table("A_aggregated.csv", list(framework.codes))
    return framework, audit(framework, values, limits=AuditLimits(redundant=0.75, opposed=-0.5))


def small_framework():
    return Framework((Node("a", "I"), Node("b", "I"), Node("c", "I", weight=2.0), Node("I")))


def scored(indicators):
    indicators = np.asarray(indicators, dtype=float)
    return np.column_stack([indicators, indicators @ [0.25, 0.25, 0.5]])


def test_audit_reliability_matches_reference(asem_audit):
    framework, result = asem_audit
    lines = [row for row in asem.rows("cronbach.csv") if row["dset"] == "Aggregated"]

    for row in lines:
        group, level = result.groups[row["group"]], int(row["Level"])
        own_level = framework.levels[row["group"]]
        if level == own_level - 1:
            assert group.reliability.alpha == pytest.approx(float(row["alpha"]), abs=1e-9)
        if level == 1:
            alpha = group.indicator_reliability.alpha
            assert alpha == pytest.approx(float(row["alpha"]), abs=1e-9)


def test_audit_links_to_parents_match_reference(asem_audit):
    framework, result = asem_audit
    expected = {
        (row["Var2"], row["Var1"]): float(row["Correlation"])
        for row in asem.rows("R_corr_L1xL2_withparent.csv")
    }

    seen = {
        (code, framework.by_code[code].parent): result.parent_correlations[column]
        for column, code in enumerate(framework.indicators)
    }

    assert seen == pytest.approx(expected, abs=1e-9)


def test_audit_flags_match_reference(asem_audit):
    _, result = asem_audit
    expected = {
        frozenset((row["Ind1"], row["Ind2"])): float(row["Corr"])
        for name in ("R_flags_high0.75.csv", "R_flags_low-0.5.csv")
        for row in asem.rows(name)
    }
    indicators = set(asem.level(1))

    seen = {
        frozenset((finding.code, finding.other)): finding.value
        for finding in result.findings
        if finding.kind in {"redundant", "opposed"} and finding.code in indicators
    }

    assert seen == pytest.approx(expected, abs=1e-9)


def test_audit_components_and_weights_match_reference(asem_audit):
    framework, result = asem_audit
    first = asem.column("W_pca_L1_bygroup.csv", "Weight", key="iCode")
    weights = asem.column("W_effective_original.csv", "EffWeight", key="iCode")

    for pillar in asem.level(2):
        group = result.groups[pillar]
        expected = np.array([first[code] for code in group.varying_children])
        np.testing.assert_allclose(
            group.components.first_loadings, expected * np.sign(expected.sum()), atol=1e-9
        )
    assert dict(zip(framework.codes, result.effective_weights, strict=True)) == pytest.approx(
        weights, abs=1e-12
    )


def test_audit_statistics_match_reference(asem_audit):
    framework, result = asem_audit
    expected = asem.column("S_stats_A_aggregated.csv", "Skew", key="iCode")

    assert result.statistics.skewness.tolist() == pytest.approx(
        [expected[code] for code in framework.codes], abs=1e-9
    )
    assert result.p_values.shape == result.correlations.shape == (60, 60)
    assert result.availability.available_share.tolist() == [1] * 51
    assert result.cautions == ()


def test_audit_reports_what_is_wrong_in_plain_words():
    generator = np.random.default_rng(0)
    a = generator.uniform(0, 100, 40)
    values = scored(np.column_stack([a, a + generator.normal(0, 1, 40), 100 - 1.2 * a]))

    result = audit(small_framework(), values)

    found = {(finding.kind, finding.code, finding.other) for finding in result.findings}
    assert ("redundant", "a", "b") in found
    assert ("opposed", "a", "c") in found
    assert ("opposed", "b", "c") in found
    assert ("against parent", "a", "I") in found
    sentence = next(f.sentence for f in result.findings if f.kind == "redundant")
    assert sentence == "a and b (correlation 1.00) nearly repeat each other."


def test_audit_stated_weight_is_not_influence():
    generator = np.random.default_rng(0)
    shared = generator.normal(size=(60, 1))
    values = scored(np.hstack([shared, shared, 0.3 * generator.normal(size=(60, 1))]))

    influence = audit(small_framework(), values).groups["I"].influence

    assert influence.stated_shares.tolist() == [0.25, 0.25, 0.5]
    assert influence.ratios[2] < 0.5
    assert influence.ratios[0] > 1


def test_audit_of_few_coded_countries_survives_and_warns():
    # Seven countries, one item equal everywhere and one gap: the usual case of a policy index.
    indicators = np.array(
        [[0, 100, 50], [100, 100, 0], [50, 100, 100], [0, 100, 50]] + [[100, 100, 100]] * 3
    ).astype(float)
    indicators[6, 0] = np.nan
    values = np.column_stack([indicators, np.nanmean(indicators, axis=1)])

    result = audit(small_framework(), values)

    group = result.groups["I"]
    assert group.varying_children == ("a", "c")
    assert np.isnan(result.parent_correlations[1])
    assert {finding.kind for finding in result.findings if finding.code == "b"} == {"constant"}
    # With 7 units, Student's test at 5 % asks for 0.754.
    assert result.cautions[0].startswith("3 of 3 indicators take 5 values or fewer: Pearson's")
    assert "7 units only" in result.cautions[1]
    assert "below 0.75 may be chance" in result.cautions[1]
    assert result.cautions[2] == "I: components leave out units with gaps: 1."
    assert result.availability.n_missing.tolist() == [0] * 6 + [1]
    assert result.group_availability[6].tolist() == pytest.approx([2 / 3])


def test_audit_without_variation_has_nothing_to_say_about_structure():
    result = audit(small_framework(), np.full((20, 4), 50.0))

    group = result.groups["I"]
    assert group.components is None
    assert group.influence is None
    assert np.isnan(group.reliability.alpha)
    assert result.cautions[1:] == ("I: no components, too few children vary over complete units.",)


def test_audit_of_two_units_calls_every_correlation_chance():
    result = audit(small_framework(), scored([[1, 2, 3], [4, 5, 7]]), method="kendall")

    assert "below 1.00 may be chance" in result.cautions[0]


def test_audit_of_a_lone_child_says_nothing_about_its_group():
    framework = Framework((Node("a", "I"), Node("I")))
    values = np.repeat(np.random.default_rng(0).normal(size=(20, 1)), 2, axis=1)

    result = audit(framework, values)

    assert result.groups["I"].reliability is None
    assert result.groups["I"].components is None
    assert result.cautions == ()


def test_audit_uses_the_weights_given():
    values = scored(np.random.default_rng(0).normal(size=(20, 3)))

    result = audit(small_framework(), values, weights=[1, 1, 0, 1])

    assert result.effective_weights.tolist() == [0.5, 0.5, 0, 1]


def test_audit_refuses_other_columns_than_the_nodes():
    with pytest.raises(ValueError, match="wanted 4 columns"):
        audit(small_framework(), np.eye(3))
