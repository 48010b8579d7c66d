import numpy as np
import pytest

from teranga_analytics.composite.availability import group_availability, unit_availability
from tests.analytics.composite import asem_reference as asem

REFERENCE_FIELDS = {
    "N_missing": "n_missing",
    "N_zero": "n_zero",
    "N_miss_or_zero": "n_missing_or_zero",
    "Dat_Avail": "available_share",
    "Non_Zero": "non_zero_share",
}


def test_unit_availability_matches_reference():
    units, _, values = asem.table("raw.csv")

    result = unit_availability(values)

    for field, name in REFERENCE_FIELDS.items():
        expected = asem.column("S_data_avail_summary.csv", field, key="uCode")
        np.testing.assert_allclose(
            getattr(result, name), [expected[unit] for unit in units], atol=1e-12
        )


def test_group_availability_matches_reference():
    units, codes, values = asem.table("raw.csv")
    reference_units, groups, expected = asem.table("S_data_avail_bygroup.csv")
    members = [[code in asem.descendants(group, 1) for code in codes] for group in groups]

    result = group_availability(values, members)

    assert units == reference_units
    np.testing.assert_allclose(result, expected, atol=1e-12)


def test_availability_of_a_unit_matches_hand_count():
    result = unit_availability([[0.0, np.nan, 2.0, 0.0], [np.nan] * 4])

    assert result.n_missing.tolist() == [1, 4]
    assert result.n_zero.tolist() == [2, 0]
    assert result.available_share.tolist() == [0.75, 0]
    assert result.non_zero_share[0] == pytest.approx(1 / 3)
    assert np.isnan(result.non_zero_share[1])


@pytest.mark.parametrize(
    ("members", "sentence"),
    [([[True]], r"members: wanted shape \(n_groups, 2\)"), ([[False, False]], "saw none in")],
)
def test_group_availability_refuses_impossible_groups(members, sentence):
    with pytest.raises(ValueError, match=sentence):
        group_availability([[1.0, 2.0]], members)
