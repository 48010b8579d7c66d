import numpy as np
import pytest

from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.pipeline.running import build_index
from teranga_analytics.composite.problems import InvalidInputError
from teranga_analytics.composite.uncertainty.declaration import Cell, Cells, Study, WeightNoise
from teranga_analytics.composite.whatif import what_if
from tests.analytics.composite.asem import example
from tests.analytics.composite.uncertainty.cases import (
    CODED,
    CODING,
    EXAMPLE,
    MEASURED,
    MEASURING,
    TREE,
)


def coded():
    return build_index(CODING, CODED, TREE)


def test_adopted_level_changes_score_domain_and_rank():
    # V has 50 everywhere; with c at its top, its second domain and its index climb.
    found = what_if(coded(), "V", {"c": 2})

    assert found.is_local
    assert [node.code for node in found.nodes] == ["c", "Q", "I"]
    assert (found.of("c").score_before, found.of("c").score_after) == (50, 100)
    assert (found.of("Q").rank_before, found.of("Q").rank_after) == (2, 1)
    index = found.of("I")
    assert (index.score_before, index.score_after) == (50, 75)
    # U and W have 75 each.
    assert (index.rank_before, index.rank_after) == (3, 1)
    assert index.band_before is index.band_after is None


@pytest.mark.parametrize("adopted", [{"a": 0}, {"a": 2, "c": 0}, {"b": 1, "a": 1, "c": 2}])
def test_one_row_is_enough_and_right(adopted):
    values = CODED.values.copy()
    for code, level in adopted.items():
        values[1, CODED.column[code]] = level
    again = build_index(CODING, CODED.with_values(values), TREE)

    found = what_if(coded(), "V", adopted)

    assert found.is_local
    for node in found.nodes:
        assert node.score_after == pytest.approx(again.of(node.code)[1])
        assert node.rank_after == again.ranks[1, TREE.position[node.code]]


@pytest.mark.parametrize(
    "pipeline",
    [
        MEASURING,
        Pipeline((Step("normalise", "min_max"), Step("aggregate", "copeland"))),
        Pipeline(
            (Step("treat", "two_stages"), Step("normalise", "min_max"), Step("aggregate", "median"))
        ),
    ],
)
def test_whole_index_is_built_again_where_units_are_compared(pipeline):
    values = MEASURED.values.copy()
    values[2, 1] = 30
    again = build_index(pipeline, MEASURED.with_values(values), TREE)

    found = what_if(build_index(pipeline, MEASURED, TREE), "W", {"b": 30})

    assert not found.is_local
    for node in found.nodes:
        assert node.score_after == pytest.approx(again.of(node.code)[2])
        assert node.rank_after == again.ranks[2, TREE.position[node.code]]


def test_missing_answer_of_another_indicator_stays_missing():
    dataset = CODED.with_values(np.where(np.eye(4, 3) == 1, np.nan, CODED.values))

    found = what_if(build_index(CODING, dataset, TREE), "U", {"b": 0})

    assert found.is_local
    assert found.of("P").score_after == 0


def test_bands_of_ranks_are_drawn_before_and_after():
    study = Study((WeightNoise(0.8, (2,)),), replications=300)

    found = what_if(coded(), "V", {"a": 2, "b": 2, "c": 2}, study=study)

    index = found.of("I")
    assert index.band_before == (3, 3)
    assert index.band_after == (1, 1)
    assert found.of("c").band_after is None


def test_adopted_value_is_no_longer_uncertain():
    cell = Cell("V", "c", (0, 2))
    study = Study((Cells((cell, Cell("X", "c", (0, 2)))),), replications=200)
    alone = Study((Cells((cell,)),), replications=200)

    found = what_if(coded(), "V", {"c": 2}, study=study).of("Q")

    assert found.band_before[1] > found.band_before[0]
    assert found.band_after == (1, 1)
    assert what_if(coded(), "V", {"c": 2}, study=alone).of("Q").band_after == (1, 1)


def test_latest_wave_is_changed_unless_told():
    panel = Dataset.of(
        ["U", "V", "U", "V"],
        CODED.indicators,
        np.ones((4, 3)),
        times=[2024, 2024, 2020, 2020],
    )
    result = build_index(CODING, panel, TREE)

    assert what_if(result, "U", {"a": 2}).time == 2024
    earlier = what_if(result, "U", {"a": 0}, time=2020)
    assert earlier.time == 2020
    assert (earlier.of("I").rank_before, earlier.of("I").rank_after) == (1, 2)


def test_everything_unknown_is_told_at_once():
    with pytest.raises(InvalidInputError) as refused:
        what_if(coded(), "Z", {"a": 7, "z": 1, "b": 1})

    assert [problem.column for problem in refused.value.problems] == ["unit", "a", "adopted"]
    with pytest.raises(InvalidInputError, match="adopted"):
        what_if(coded(), "U", {})
    with pytest.raises(InvalidInputError, match="no panel"):
        what_if(coded(), "U", {"a": 1}, time=2024)
    with pytest.raises(ValueError, match="wanted one of"):
        what_if(coded(), "U", {"a": 1}).of("b")


def test_unit_set_aside_may_enter():
    pipeline = Pipeline(
        (
            Step("screen", options={"available_share": 0.6}),
            Step("normalise", "coded_scale"),
            Step("aggregate", "arithmetic"),
        )
    )
    values = CODED.values.copy()
    values[1] = [1, np.nan, np.nan]

    found = what_if(build_index(pipeline, CODED.with_values(values), TREE), "V", {"b": 2})

    assert not found.is_local
    assert np.isnan(found.of("I").score_before)
    assert np.isnan(found.of("I").rank_before)
    assert found.of("I").score_after == 75


def test_whole_example_is_answered():
    source = example()
    result = build_index(EXAMPLE, source.dataset, source.framework)
    best = np.nanmax(result.source.values[:, result.source.column["LPI"]])

    found = what_if(result, "AUT", {"LPI": float(best)})

    assert found.of("LPI").score_after == pytest.approx(100)
    assert found.of("Index").score_after > found.of("Index").score_before
