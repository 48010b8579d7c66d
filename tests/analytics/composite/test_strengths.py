import numpy as np
import pytest

from teranga_analytics.composite.strengths import (
    group_ranks,
    strengths_and_weaknesses,
    unit_summary,
)
from tests.analytics.composite import asem_reference as asem

N = np.nan


def test_strengths_and_weaknesses_match_reference():
    codes = asem.indicators()
    units, _, values = asem.table("raw.csv", codes)
    directions = asem.column("iMeta.csv", "Direction", key="iCode")
    expected = asem.rows("U_strweak_AUT.csv")

    result = strengths_and_weaknesses(
        values, units.index("AUT"), [directions[code] for code in codes]
    )

    for kind, columns in [
        ("strength", result.strengths),
        ("weakness", result.weaknesses[::-1]),
    ]:
        lines = [row for row in expected if row["kind"] == kind]
        assert [codes[column] for column in columns] == [row["Code"] for row in lines]
        assert [result.ranks[column] for column in columns] == [float(row["Rank"]) for row in lines]
        seen = [values[units.index("AUT"), column] for column in columns]
        assert seen == [float(row["Value"]) for row in lines]


def test_summary_matches_reference():
    lines = asem.rows("U_summary_AUT.csv")
    units, _, scores = asem.table("A_aggregated.csv", [row["Code"] for row in lines])

    result = unit_summary(scores, units.index("AUT"))

    np.testing.assert_allclose(result.scores, [float(row["Score"]) for row in lines], rtol=1e-12)
    assert result.ranks.tolist() == [float(row["Rank"]) for row in lines]


def test_group_ranks_match_reference():
    lines = asem.rows("U_groupranks_EurAsia.csv")
    codes = [code for code in lines[0] if code not in {"uCode", "EurAsia_group"}]
    units, _, scores = asem.table("A_aggregated.csv", codes)
    group = {row["uCode"]: row["EurAsia_group"] for row in lines}

    result = group_ranks(scores, [group[unit] for unit in units])

    expected = {row["uCode"]: [float(row[code]) for code in codes] for row in lines}
    assert {unit: result[row].tolist() for row, unit in enumerate(units)} == expected


def test_strengths_are_judged_among_peers_and_by_direction():
    values = np.array([[5.0, 1.0, 2.0], [9.0, 2.0, 2.0], [1.0, 3.0, 1.0], [4.0, 0.0, N]])

    everyone = strengths_and_weaknesses(values, 0, [1, -1, 1], discard_last=False)
    without_second = strengths_and_weaknesses(
        values, 0, [1, -1, 1], peers=[False, False, True, True], discard_last=False
    )

    assert everyone.ranks.tolist() == [2, 2, 1]
    assert everyone.strengths.tolist() == [2, 0, 1]
    assert everyone.weaknesses.tolist() == [1, 0, 2]
    assert everyone.gaps.tolist() == pytest.approx([5 - 14 / 3, 5 / 3 - 1, 0.5])
    assert without_second.ranks.tolist() == [1, 2, 1]
    assert without_second.n_ranked.tolist() == [3, 3, 2]


def test_uninformative_indicators_are_left_out():
    values = np.array([[1.0, 0.0, 3.0], [1.0, 1.0, 4.0], [1.0, 2.0, 1.0], [0.0, 3.0, 2.0]])

    result = strengths_and_weaknesses(values, 0, least_unique_share=0.5)

    # The first has two distinct values of four; on the second the unit shares the last place.
    assert result.strengths.tolist() == [2]
    assert result.weaknesses.tolist() == [2]


def test_group_ranks_restart_in_each_group():
    ranks = group_ranks([[3.0], [2.0], [9.0], [2.0], [N]], ["a", "a", "b", "a", "b"])

    assert ranks[:4, 0].tolist() == [1, 2, 1, 2]
    assert np.isnan(ranks[4, 0])


def test_summary_counts_the_ranked():
    result = unit_summary([[1.0, N], [3.0, 2.0], [5.0, 4.0]], 1)

    assert result.ranks.tolist() == [2, 2]
    assert result.n_ranked.tolist() == [3, 2]
    assert result.means.tolist() == [3, 3]


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: strengths_and_weaknesses(np.eye(3), 3), "unit"),
        (lambda: strengths_and_weaknesses(np.eye(3), 0, [1, 0, 1]), "directions"),
        (lambda: strengths_and_weaknesses(np.eye(3), 0, peers=[True]), "peers"),
        (lambda: group_ranks(np.eye(3), ["a"]), "group_of"),
        (lambda: unit_summary(np.eye(3), -1), "unit"),
    ],
)
def test_bad_input_is_refused_by_name(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()
