import numpy as np
import pytest

from teranga.indices.queries.edition.method import (
    AGGREGATIONS,
    MISSING_RULES,
    MethodChoice,
    recompute,
)
from teranga.indices.queries.edition.release import Release
from teranga.indices.queries.edition.results import with_results
from teranga.indices.queries.edition.scenario import play
from tests.factories.editions import small_document


@pytest.fixture(scope="module")
def release():
    edition = {"number": 1, "published_on": "2026-03-01", "note": {}, "corrects": None}
    return Release(with_results(small_document() | {"edition": edition}), "0" * 64)


def scores(release, **choice):
    return dict(zip(release.units, recompute(release, MethodChoice(**choice)).scores, strict=True))


def test_published_method_gives_the_published_scores(release):
    result = recompute(release, MethodChoice())

    assert result.is_published
    assert result.scores == pytest.approx(result.published, nan_ok=True)
    assert result.ranks == pytest.approx(result.published_ranks, nan_ok=True)
    assert result.largest_move == 0


def test_weights_change_the_scores_as_computed_by_hand(release):
    found = scores(release, weights={"CIT": 3.0, "POLICY": 1.0})

    # Senegal: policies (3 × 75 + 50) / 4, administration 50, both of one weight.
    assert found["SEN"] == pytest.approx(((3 * 75 + 50) / 4 + 50) / 2)


def test_unknown_code_is_never_a_yes_unless_asked(release):
    low, high = scores(release, missing="lowest"), scores(release, missing="highest")

    # Morocco: CIT01 0, CIT02 unknown; the rest 100, 100 and 0.
    assert low["MAR"] == pytest.approx(0.75 * (0 + 100) / 2)
    assert high["MAR"] == pytest.approx(0.75 * (50 + 100) / 2)
    assert scores(release)["MAR"] == pytest.approx(low["MAR"])


def test_missing_rule_leaves_complete_countries_alone(release):
    found = [scores(release, missing=rule)["SEN"] for rule in MISSING_RULES]

    assert found == pytest.approx([found[0]] * len(found))


def test_coverage_rule_takes_the_score_of_a_country_that_is_half_known(release):
    assert not np.isnan(scores(release, missing="left_out", coverage=0.5)["MAR"])
    assert np.isnan(scores(release, missing="left_out", coverage=0.8)["GIN"])


def test_stricter_means_never_raise_a_score(release):
    found = {name: scores(release, aggregation=name) for name in AGGREGATIONS}

    for unit in ("SEN", "MLI", "TUN"):
        order = ["minimum", "harmonic", "geometric", "arithmetic"]
        values = [found[name][unit] for name in order]
        assert values == sorted(values)


def test_same_choice_gives_the_same_bands(release):
    choice = MethodChoice(aggregation="geometric", weights={"CIT": 2.0})

    first, second = recompute(release, choice), recompute(release, choice)

    assert first.rank_low.tolist() == second.rank_low.tolist()
    assert first.rank_high.tolist() == second.rank_high.tolist()
    assert (first.rank_low <= first.ranks).all()
    assert (first.ranks <= first.rank_high).all()


def test_weights_that_are_all_zero_are_refused(release):
    with pytest.raises(ValueError, match=r"\S"):
        recompute(release, MethodChoice(weights={"CIT": 0.0, "OBL": 0.0}))


def test_favourability_turns_burdens_round_and_leaves_out_what_does_neither(release):
    volume = release.score("MLI", "OBL", "volume").value
    favour = release.score("MLI", "OBL", "favourability").value

    # Mali: OBL01 0 and OBL02 100 as volume; without OBL01, it favours people.
    assert (volume, favour) == (50, 100)


def test_scenario_gives_scores_by_hand_and_names_the_texts(release):
    scenario = play(release, "MLI", {"CIT01": 2, "ADM01": 0})

    # Mali: CIT (100 + 0) / 2, OBL 50, ADM 0.
    assert scenario.score_after == pytest.approx(0.75 * 50)
    assert {adopted.code: adopted.before_name for adopted in scenario.adopted} == {
        "CIT01": "niveau 1",
        "ADM01": "niveau 2",
    }
    assert scenario.adopted[0].texts == "une loi pour CIT01"
    assert scenario.band_after[0] <= scenario.rank_after <= scenario.band_after[1]


def test_scenario_leaves_the_edition_as_it_is(release):
    before = release.score("MLI", "INDEX")

    play(release, "MLI", {"CIT01": 2})

    assert release.score("MLI", "INDEX") == before
    assert release.built("volume").source.values[1, 0] == 1


@pytest.mark.parametrize(
    "levels",
    [{}, {"NOPE": 1}, {"CIT01": 7}, {"CIT01": 1.5}, {"CIT01": 1}],
    ids=["none", "code", "level", "half", "already in force"],
)
def test_scenario_of_nothing_known_is_none(release, levels):
    assert play(release, "MLI", levels) is None


def test_scenario_cannot_give_a_code_to_what_has_no_object(release):
    assert play(release, "GIN", {"OBL01": 2}) is None
