"""Every treatment against the reference tool, on the imputed ASEM data."""

import numpy as np
import pytest

from teranga_analytics.composite.treatment.transforms import box_cox, log_both_tails, log_shifted
from teranga_analytics.composite.treatment.two_stages import treat_in_two_stages
from teranga_analytics.composite.treatment.winsorisation import winsorise
from tests.analytics.composite.asem import (
    assert_agrees,
    by_unit,
    example,
    needs,
    number,
    rows_of,
    table,
)


def imputed():
    dataset = example().dataset
    return dataset, table("A_imputed.csv", dataset.codes, by_unit(dataset))


@pytest.mark.parametrize("max_points", [1, 2, 3, 4, 5, None])
def test_winsorise_agrees_with_reference(max_points):
    dataset, values = imputed()
    label = "nolimit" if max_points is None else f"max{max_points}"
    counts = {row["iCode"]: int(row[f"nwin_{label}"]) for row in rows_of("T_winsorise_counts.csv")}

    result = winsorise(values, max_points=max_points)

    assert result.n_points.tolist() == [counts[code] for code in dataset.codes]
    if max_points is not None:
        wanted = table(f"T_winsorise_{label}.csv", dataset.codes, by_unit(dataset))
        assert_agrees(result.values, wanted)


def test_winsorise_treats_replications_with_their_own_limits():
    _, values = imputed()
    limits = np.array([1, 5, 3])

    together = winsorise(np.stack([values] * 3), max_points=limits)

    for index, limit in enumerate(limits):
        alone = winsorise(values, max_points=int(limit))
        np.testing.assert_array_equal(together.values[index], alone.values)
        np.testing.assert_array_equal(together.n_points[index], alone.n_points)


@pytest.mark.parametrize(
    ("name", "transform"),
    [
        ("T_log_CT.csv", log_shifted),
        ("T_log_CT_plus.csv", log_both_tails),
        ("T_boxcox_lambda0.5.csv", lambda values: box_cox(values, exponent=0.5)),
    ],
)
def test_transform_agrees_with_reference(name, transform):
    dataset, values = imputed()

    assert_agrees(transform(values), table(name, dataset.codes, by_unit(dataset)))


def assert_details_agree(codes, treatment, name):
    rows = {row["iCode"]: row for row in rows_of(name)}
    stages = [treatment.before, treatment.after_winsorising, treatment.after_transforming]
    tried = [np.ones(len(codes), bool), treatment.winsorised, treatment.transformed]
    for stage, (check, mask) in enumerate(zip(stages, tried, strict=True)):
        prefix = f"check_SkewKurt{stage}"
        if f"{prefix}.Pass" not in rows[codes[0]]:
            assert not mask.any()
            continue
        for index, code in enumerate(codes):
            row = rows[code]
            assert (row[f"{prefix}.Pass"] != "") == mask[index]
            if mask[index]:
                assert (row[f"{prefix}.Pass"] == "TRUE") == check.passes[index]
                assert_agrees(check.skewness[index], number(row[f"{prefix}.Skew"]))
                assert_agrees(check.kurtosis[index], number(row[f"{prefix}.Kurt"]))
    for index, code in enumerate(codes):
        seen = str(treatment.n_points[index]) if treatment.winsorised[index] else ""
        assert rows[code]["winsorise.nwin"] == seen


def test_two_stages_agree_with_reference_example():
    dataset = example().dataset
    screened = table("A_screened.csv", dataset.codes, None)
    needs("A_treated.csv")

    treatment = treat_in_two_stages(screened)

    assert_agrees(treatment.values, table("A_treated.csv", dataset.codes, None))
    assert_details_agree(dataset.codes, treatment, "A_treat_details.csv")
    points = rows_of("A_treated_points.csv")
    labels = {"winhi": "high", "winlo": "low", "": ""}
    wanted = [[labels[row[code]] for code in dataset.codes] for row in points]
    assert treatment.treated.tolist() == wanted


def test_two_stages_fall_back_to_logarithm_as_reference():
    dataset, values = imputed()

    treatment = treat_in_two_stages(values, max_points=1)

    name = "T_pipeline_winmax1_logCT_fallback"
    assert_agrees(treatment.values, table(f"{name}.csv", dataset.codes, by_unit(dataset)))
    assert_details_agree(dataset.codes, treatment, f"{name}_details.csv")
