import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from teranga_analytics.agreement import (
    agreement,
    agreement_report,
    gwet_ac2,
    krippendorff_alpha,
    percentage_agreement,
)

N = np.nan
# Krippendorff (2011), section C: four coders, twelve units, five values.
KRIPPENDORFF_2011 = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
)


@pytest.mark.parametrize(
    ("measurement", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_alpha_matches_published_example(measurement, published):
    result = krippendorff_alpha(KRIPPENDORFF_2011, measurement)

    assert round(result.value, 3) == published
    assert result.n_cells == 11
    assert result.n_codes == 40


def test_alpha_of_two_coders_matches_hand_computation():
    # Ten codes, four of value 1: expected disagreement 2*4*6/9, observed 2 cells * 2 pairs.
    codes = [[0, 0, 1, 1, 0], [0, 0, 1, 0, 1]]

    result = krippendorff_alpha(codes, "nominal")

    assert result.value == pytest.approx(1 - 4 / (2 * 4 * 6 / 9))


@settings(max_examples=60, deadline=None)
@given(
    codes=arrays(
        float,
        st.tuples(st.integers(2, 5), st.integers(3, 12)),
        elements=st.sampled_from([0.0, 0.33, 0.67, 1.0, N]),
    ),
    measurement=st.sampled_from(["nominal", "ordinal", "interval"]),
)
def test_alpha_agrees_with_reference_package(codes, measurement):
    twice = np.isfinite(codes).sum(axis=0) >= 2
    seen = codes[:, twice][np.isfinite(codes[:, twice])]
    if len(np.unique(seen)) < 2:
        assert np.isnan(krippendorff_alpha(codes, measurement).value)
        return

    expected = krippendorff.alpha(codes, level_of_measurement=measurement)

    assert krippendorff_alpha(codes, measurement).value == pytest.approx(expected, abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_alpha_ignores_order_of_coders_and_cells(seed):
    generator = np.random.default_rng(seed)
    codes = generator.choice([0, 0.5, 1, N], size=(4, 20))
    shuffled = codes[generator.permutation(4)][:, generator.permutation(20)]

    assert krippendorff_alpha(shuffled).value == pytest.approx(krippendorff_alpha(codes).value)


def test_alpha_is_one_when_all_agree():
    assert krippendorff_alpha([[0, 1, 2], [0, 1, 2]], "interval").value == 1


def test_alpha_without_variation_is_undefined_and_says_so():
    result = krippendorff_alpha([[1, 1, 1], [1, 1, 1]], n_bootstrap=10)

    assert np.isnan(result.value)
    assert "every code is the same" in result.cautions[0]
    assert percentage_agreement([[1, 1, 1], [1, 1, 1]]) == 1


def test_alpha_interval_is_reproducible_and_holds_the_value():
    generator = np.random.default_rng(1)
    truth = generator.integers(0, 3, 200)
    codes = np.where(generator.random((2, 200)) < 0.8, truth, generator.integers(0, 3, (2, 200)))

    first = krippendorff_alpha(codes, n_bootstrap=600, seed=4)
    again = krippendorff_alpha(codes, n_bootstrap=600, seed=4)
    other = krippendorff_alpha(codes, n_bootstrap=600, seed=5)

    assert first == again
    assert (first.low, first.high) != (other.low, other.high)
    assert first.low < first.value < first.high


def test_alpha_interval_matches_resampling_the_table_itself():
    generator = np.random.default_rng(2)
    codes = generator.choice([0, 1, 2, N], p=[0.5, 0.2, 0.2, 0.1], size=(3, 60))
    codes[1] = np.where(generator.random(60) < 0.7, codes[0], codes[1])
    plain = [
        krippendorff_alpha(codes[:, generator.integers(0, 60, 60)], "ordinal").value
        for _ in range(1500)
    ]

    result = krippendorff_alpha(codes, "ordinal", n_bootstrap=4000)

    assert [result.low, result.high] == pytest.approx(np.quantile(plain, [0.025, 0.975]), abs=0.03)


def test_alpha_counts_undefined_replications():
    codes = [[1, 1, 1, 1, 2], [1, 1, 1, 1, 2]]

    result = krippendorff_alpha(codes, "nominal", n_bootstrap=500)

    # The only varying cell is left out of a resample with probability 0.8**5.
    assert result.n_undefined == pytest.approx(500 * 0.8**5, abs=40)


def test_percentage_agreement_averages_cells():
    # Cell 1: one agreeing pair of three; cell 2: one of one; cell 3 coded once, left out.
    codes = [[1, 2, 3], [1, 2, N], [2, N, N]]

    assert percentage_agreement(codes) == pytest.approx((1 / 3 + 1) / 2)


def test_ac1_matches_published_example():
    # Gwet's worked example on the same table: AC1 = 0.77544, standard error 0.14295, 12 cells.
    result = gwet_ac2(KRIPPENDORFF_2011, "identity")

    assert result.value == pytest.approx(0.77544, abs=5e-6)
    # Student's quantile at 0.975 with 11 degrees of freedom is 2.20099.
    assert result.low == pytest.approx(0.77544 - 2.20099 * 0.14295, abs=1e-4)
    assert result.high == 1


@pytest.mark.parametrize(
    ("weights", "credit"),
    [
        ("identity", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        ("linear", [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]),
        ("quadratic", [[1, 0.75, 0], [0.75, 1, 0.75], [0, 0.75, 1]]),
        ("ordinal", [[1, 2 / 3, 0], [2 / 3, 1, 2 / 3], [0, 2 / 3, 1]]),
    ],
)
def test_ac2_of_two_coders_matches_hand_computation(weights, credit):
    first, second = [0, 0, 50, 100, 100], [0, 50, 50, 100, 0]
    credit = np.array(credit)
    observed = np.mean([credit[a // 50, b // 50] for a, b in zip(first, second, strict=True)])
    shares = np.array([(first + second).count(level) for level in (0, 50, 100)]) / 10
    expected = credit.sum() / 6 * (shares * (1 - shares)).sum()

    result = gwet_ac2([first, second], weights)

    assert result.value == pytest.approx((observed - expected) / (1 - expected))


def test_ac2_counts_levels_nobody_used():
    codes = [[0, 0, 1, 1], [0, 0, 1, 0]]

    assert gwet_ac2(codes, "identity", scale=[0, 1, 2]).value > gwet_ac2(codes, "identity").value


def test_ac2_survives_a_dominant_code_where_alpha_collapses():
    codes = np.ones((2, 100))
    codes[0, 0] = codes[1, 1] = 0

    both = agreement(codes, "nominal", "identity", n_bootstrap=0)

    assert both.alpha.value < 0
    assert both.ac2.value > 0.95
    assert both.percentage == 0.98


def test_report_covers_each_domain_and_pair():
    codes = KRIPPENDORFF_2011
    domain_of = [0] * 6 + [1] * 6

    report = agreement_report(codes, domain_of, "nominal", "identity", n_bootstrap=0)

    assert set(report.by_domain) == {0, 1}
    assert set(report.by_pair) == {(a, b) for a in range(4) for b in range(a + 1, 4)}
    assert report.overall.alpha == krippendorff_alpha(codes, "nominal")
    assert report.by_domain[0].alpha == krippendorff_alpha(codes[:, :6], "nominal")
    assert report.by_pair[0, 3].percentage == percentage_agreement(codes[[0, 3]])
    # The scale is the whole one, even where a domain uses part of it.
    assert report.by_domain[0].ac2 == gwet_ac2(codes[:, :6], "identity", scale=[1, 2, 3, 4, 5])


def test_report_leaves_out_pairs_without_common_cells():
    codes = [[1, 2, N, N], [1, 2, 2, 1], [N, N, 2, 1]]

    report = agreement_report(codes, [0, 0, 0, 0], n_bootstrap=0)

    assert set(report.by_pair) == {(0, 1), (1, 2)}


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: krippendorff_alpha([1, 2]), "codes: wanted shape"),
        (lambda: krippendorff_alpha([[1], [np.inf]]), "infinity"),
        (lambda: krippendorff_alpha([[1, 2], [1, 2]], "ratio"), "measurement"),
        (lambda: krippendorff_alpha([[1, 2], [1, 2]], confidence=95), "confidence"),
        (lambda: gwet_ac2([[1, 2], [1, 2]], "cubic"), "weights"),
        (lambda: gwet_ac2([[1, 2], [1, 3]], scale=[1, 2]), "wanted codes of the scale"),
        (lambda: agreement_report([[1, 2], [1, 2]], [0]), "domain_of"),
    ],
)
def test_bad_input_is_refused_by_name(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


def test_coefficients_without_a_cell_coded_twice_are_undefined():
    codes = [[1, N, 2], [N, 2, N]]

    result = agreement(codes)

    assert np.isnan([result.alpha.value, result.ac2.value, result.percentage]).all()
    assert result.alpha.cautions == ("Krippendorff's alpha: no cell was coded by two coders.",)


def test_ac2_of_a_single_cell_has_no_interval():
    result = gwet_ac2([[1], [2]], scale=[1, 2, 3])

    assert np.isfinite(result.value)
    assert np.isnan(result.low)
